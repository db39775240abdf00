"""Is a message, typed while a skill waits, an answer to it, a question of its own, or a command?

A real answer is never to be taken for a command ("he stopped going to maths"), nor a question for an answer.
"""

from __future__ import annotations

import re
from typing import Literal

from bot.conversation.kept import KEPT, REGISTER, asks_for_kept

Kind = Literal["answer", "question", "command"]

COMMANDS = frozenset(
    {"skip", "back", "repeat", "pause", "carry_on", "stop", "summary", "change_answer", "another_child"}
)
"""Intents that steer a walk-through."""

NO_QUESTION = frozenset({"note", "affirm", "deny", *COMMANDS, *(KEPT - REGISTER)})
"""Intents that no question has."""

SURE_COMMAND = -0.3
"""Margin from which a command is one."""

SURE_QUESTION = -0.65
"""Margin from which a topic belongs to a message that has a question's form."""

SURE_TOPIC = 0.9
"""Margin from which a message is about a topic though it has no question's form."""

LONGEST_COMMAND = 16
"""Words of the longest command; anything longer tells of the child."""

LEAD_IN = r"^\W*(?:(?:and|but|so|ok|okay|sorry|actually|also|hang\s+on|wait|hi|hello|erm|um|er|please|quick\s+question|just|right|well)\b[\s,:.-]*)*"

ASKS_FOR_MORE = re.compile(
    LEAD_IN + r"(?:tell\s+me|explain|remind\s+me|show\s+me|give\s+me|define|work\s+out|walk\s+me|talk\s+me|help\s+me|"
    r"i\s+(?:need|want|wanted|would\s+like)\s+to\s+(?:know|ask|understand|see)|i'?d\s+like\s+to\s+(?:know|ask|see)|need\s+to\s+know|wondering|"
    r"any\s+(?:idea|tips|advice|training|guidance)s?\b|(?:what|wot|wat)\s*(?:'?s|exactly|else|is|are|was|do|does|did|should|shall|can|could|would|will|if|about|sort|kind|counts?|makes?)\b|"
    r"who\s*(?:'?s|is|are|do|does|should|can|could|would|will|tells|\w+\s+to)\b|where\s*(?:'?s|is|are|do|does|can|could|should|would)\b|"
    r"when\s*(?:'?s|is|are|do|does|should|can|could|would)\b|"
    r"why\s*(?:'?s|is|are|do|does|did|should|would|not|ask|that)\b|why\W*$|"
    r"how\s*(?:'?s|is|are|do|does|did|should|can|could|would|will|many|much|long|often|far|serious|bad)\b|which\s+\w+\s+(?:is|are|do|does|should)\b)",
    re.IGNORECASE,
)
INVERTED = re.compile(
    LEAD_IN
    + r"(?:is|are|am|was|were|do|does|did|can|could|should|shall|would|will|may|might|must|shud|cud|wud|has|have|had|isn'?t|aren'?t|don'?t|"
    r"doesn'?t|shouldn'?t|can'?t|couldn'?t|wouldn'?t|won'?t)\s+(?:it|that|this|these|those|there|he|she|they|i|we|you|u|the|a|an|any|school|schools|lateness|attendance|absence|\d+|"
    r"parents?|mum|dad|social|what|my|my\s+manager)\b",
    re.IGNORECASE,
)
SELF_DOUBT = re.compile(
    r"\b(?:i\s+think|i\s+guess|maybe|possibly|or\s+so|ish|about|roughly)\b[^?]*\?\W*$", re.IGNORECASE
)
PLAIN_ANSWER = re.compile(
    r"^\W*(?:no|nope|none|nil|n/?a|na|yes|yeah|yep|never|nothing|no\s+idea|don'?t\s+know|dont\s+know|dunno|unsure|not\s+sure|full\s*-?time|"
    r"not\s+(?:yet|really|this\s+(?:year|term))|nobody|no\s*one)(?:\W+(?:sorry|at\s+all|thanks|yet|really))*\W*$",
    re.IGNORECASE,
)

LETTER = re.compile(r"[^\W\d_]")
"""A letter of any alphabet: a bare figure ("12") is an answer."""

BEGINS_A_QUESTION = re.compile(
    LEAD_IN + r"(?:wh(?:at|o|y|en|ere|ich)|wot|how|is|are|was|can|could|do|does|did|should|shud|will|would|any)",
    re.IGNORECASE,
)
"""A word that questions begin with, and answers seldom do."""

ASKS_OF_THE_WORK = re.compile(
    LEAD_IN + r"(?:is\s+(?:it|that|this)\s+(?:true|allowed|legal|right\s+that|even)\b|(?:do|should|can|could|must|may)\s+(?:i|we)\b"
    r"|(?:what|how)\s+(?:do|should|can|could)\s+(?:i|we)\b|am\s+i\b|are\s+we\s+allowed\b)",
    re.IGNORECASE,
)
"""What only somebody at work asks of the guide, whatever it is likeliest about."""

ACKNOWLEDGED = re.compile(
    r"^\W*(?:(?:ok|okay|right|great|i\s+see|got\s+it|understood|makes\s+sense)\b\W*)+$", re.IGNORECASE
)
"""Words that show that something was heard, and answer nothing."""

COURTESY = re.compile(
    r"^\W*(?:(?:and|so|very|many|much|ok|okay|great|for\s+now|that'?s\s+(?:all|it))\b\W*)*"
    r"(?:(?:thanks?|thank\s+(?:you|u)|thankyou|thx|ta|cheers|bye|goodbye|see\s+you)\b\W*"
    r"(?:(?:and|so|very|many|much|again|now|then|later|a\s+lot|for\s+(?:now|your\s+help)|that'?s\s+(?:all|it))\b\W*)*)+$",
    re.IGNORECASE,
)
"""Thanks and goodbye, which are answered and tell nothing of the child."""


def kind_of(text: str, intent: str, margin: float) -> Kind:
    """What `text` is, given its likeliest intent and the margin of that."""
    if PLAIN_ANSWER.match(text) or not LETTER.search(text):
        return "answer"
    if COURTESY.match(text):
        return "question"
    if asks_for_kept(text, intent, margin):
        return "command"
    if intent in COMMANDS and margin > SURE_COMMAND and len(text.split()) <= LONGEST_COMMAND:
        return "command"
    if (intent not in NO_QUESTION and margin > SURE_QUESTION and has_question_form(text)) or ASKS_OF_THE_WORK.match(text):
        return "question"
    if intent not in NO_QUESTION and margin > SURE_TOPIC and not re.search(r"\d", text):
        return "question"
    return "answer"


def has_question_form(text: str) -> bool:
    """Whether `text` is put as a question or a request; an answer in doubt ("14 I think?") is not."""
    if ASKS_FOR_MORE.search(text) or INVERTED.search(text):
        return True
    return text.rstrip().endswith("?") and not SELF_DOUBT.search(text) and len(text.split()) > 3
