"""What a child hears in what is said to them beside its subject: warmth, which detail is asked, their own words.

Warmth is what helps children to talk, by the interviewing literature: thanks, time, another way of telling, ground
rules, honest words on what happens next, and saying sorry. The words are in listening.yml.
"""

from __future__ import annotations

import re

from bot.guidance.rehearsal_pack import Child
from bot.rehearsal.subjects import COMMON, WORDS, any_of, vocabulary, words_in

WARMTH = {kind: any_of(patterns) for kind, patterns in WORDS["warmth"].items()}
DETAILS = {kind: any_of(patterns) for kind, patterns in WORDS["details"].items()}
HARM = any_of(WORDS["harm"])
ECHO = any_of(WORDS["echo"])
GENERALLY = any_of(WORDS["general"])
SENTENCE_END = re.compile(r"[.?!;]+")
GO_ON = re.compile(rf"(?:(?:{'|'.join(WORDS['go_on'])})[ ,.!?…-]+)+")
GOODBYE = any_of(WORDS["goodbye"])
OPENS_CLOSED = re.compile(rf"(?:(?:and|so|but|or|then) )?(?:{'|'.join(WORDS['opens_closed'])})\b")
BETWEEN_QUESTIONS = re.compile(rf"[?.!;]+|,? (?:and|or) (?=(?:{'|'.join(WORDS['opens_closed'])}|wh\w+|how)\b)")

UNSPEAKABLE = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}|^[bcdfghjklmnpqrstvwxz]{4,}$|(.)\1\1|^qw|asdf|jkl")
"""What no word that can be said out loud has in it."""

SENTENCE = 3
"""Words from which they are nonsense where nearly all are unknown to the child."""


def kinds_of_warmth(text: str) -> tuple[str, ...]:
    """The kinds of warm words in plain text."""
    return tuple(kind for kind, pattern in WARMTH.items() if pattern.search(text))


def detail_asked(text: str) -> str | None:
    """Which detail plain text asks for; None for none."""
    found = next((kind for kind, pattern in DETAILS.items() if pattern.search(text)), None)
    return "when" if found == "plain_when" else found


def only_goes_on(text: str) -> bool:
    """Whether plain text is nothing but encouragement to go on."""
    return GO_ON.fullmatch(f"{text}.") is not None


def after_echo(text: str) -> str:
    """What plain text says after the sentence that gives the child's own words back; nothing for none."""
    echo = ECHO.search(text)
    end = SENTENCE_END.search(text, echo.end()) if echo else None
    return text[end.end() :] if end else ""


def last_question(text: str) -> str:
    """The last of several questions in plain text."""
    parts = [part.strip(" ,") for part in BETWEEN_QUESTIONS.split(text) if part and part.strip(" ,")]
    return parts[-1] if parts else text


def is_nonsense(text: str, child: Child) -> bool:
    """Whether plain text has no meaning for the child: no words, or words that mostly are none."""
    words = words_in(text)
    garbled = sum(UNSPEAKABLE.search(word) is not None for word in words)
    if not words or garbled * 2 > len(words):
        return True
    return len(words) >= SENTENCE and not any(word in COMMON or word in vocabulary(child) for word in words)
