"""What steers a rehearsal, in plain words; anything else is said to the child.

Only whole messages count: "stop" ends it, "stop me if I go too fast" is said to the child.
"""

from __future__ import annotations

import re
from typing import Literal

Command = Literal["stop", "pause", "carry_on", "hint", "feedback", "again", "another"]

COURTESY = r"(?:ok(?:ay)?|right|sorry|please|can\s+(?:we|you|i)|could\s+(?:we|you|i)|let'?s|i'?d\s+like\s+to|i\s+want\s+to|now|thanks)"
THE_REHEARSAL = r"(?:\s+(?:the|this|my))?(?:\s+(?:rehearsal|practice|practising|role\s*-?play|conversation|session))?"

WORDS: tuple[tuple[Command, str], ...] = (
    ("stop", rf"(?:stop|end|finish|quit|exit|leave){THE_REHEARSAL}(?:\s+(?:here|there))?|i'?m\s+done|that'?s\s+(?:all|it|enough)(?:\s+for\s+(?:now|today))?"),
    ("pause", rf"pause{THE_REHEARSAL}(?:\s+(?:here|there))?|hold\s+on\s+a\s+(?:minute|moment|sec(?:ond)?)|back\s+in\s+a\s+(?:minute|moment|bit|sec(?:ond)?)|take\s+a\s+break\s+from\s+this"),
    ("carry_on", rf"(?:carry\s+on|resume|continue|back\s+to){THE_REHEARSAL}(?:\s+with\s+\w+)?|i'?m\s+back"),
    ("hint", r"(?:a\s+|another\s+|give\s+me\s+a\s+|need\s+a\s+)?hint(?:s)?|help(?:\s+me)?|i'?m\s+stuck|stuck|what\s+(?:could|should|can|do|might)\s+i\s+(?:ask|say)(?:\s+(?:now|next|him|her|them))*|what\s+(?:now|next)|any\s+ideas?"),
    ("feedback", r"(?:how\s+(?:am|was|were|are|did|have)\s+(?:i|we|my\s+questions|that)(?:\s+(?:doing|done|do|go|so\s+far|been))*|(?:give\s+me\s+|show\s+me\s+)?(?:the\s+|my\s+|some\s+)?feedback(?:\s+so\s+far)?)"),
    ("again", r"start\s+(?:again|over|afresh)(?:\s+with\s+\w+)?|restart|from\s+the\s+(?:start|beginning|top)|begin\s+again"),
    ("another", r"(?:try\s+|practise\s+with\s+|swap\s+(?:to\s+)?|switch\s+(?:to\s+)?|choose\s+|change\s+(?:to\s+)?)?(?:another|a\s+different|different|a\s+new|an\s+other)\s+(?:child|one|kid)|(?:swap|change|switch)\s+(?:the\s+)?(?:child|kid)(?:ren)?"),
)  # fmt: skip

COMMANDS = tuple(
    (command, re.compile(rf"\W*(?:{COURTESY}\W+)*(?:{words})(?:\W+{COURTESY})*\W*", re.IGNORECASE))
    for command, words in WORDS
)

LONGEST = 60
"""Characters of the longest command."""


def command_in(text: str) -> Command | None:
    """The command that `text` is, as a whole; None where it is said to the child."""
    plain = text.strip().replace("’", "'")
    if len(plain) > LONGEST:
        return None
    return next((command for command, pattern in COMMANDS if pattern.fullmatch(plain)), None)
