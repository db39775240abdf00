"""One turn of a rehearsal as the child meets it, and what the child answers to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from bot.guidance.rehearsal_pack import Child, Layer, Settings
from bot.rehearsal import story
from bot.rehearsal.memory import Rehearsal, Said
from bot.rehearsal.subjects import telling, vocabulary

OBJECT = re.compile(r"\babout (?P<about>[^.?!]+)|\bwhat(?:'s| is| are) (?P<like>[^.?!]+?) like\b")
AGAIN = re.compile(
    r"(?:^|[.,!] )(?:(?:could|can|would|will) you )?(?:please )?(?:say|tell me|repeat|explain)"
    r"(?: (?:that|it))?(?: (?:again|once more))?(?: (?:for|to) me)?(?: please)?\W*$|"
    r"\bwhat did you (?:say|mean)(?: (?:again|by that|there|just now))?\W*$|^\W*(?:pardon|sorry\?+)\W*$|"
    r"\b(?:didn't|did not|don't|do not|not sure i)(?: quite)? (?:hear|catch|get|understand|follow)"
    r"(?: (?:that|it|you))?\W*$"
)
"""Asks to hear the last thing once more."""

VIEW = re.compile(
    r"(?:^|[.?!] )(?:and )?(?:what do you (?:think|say)(?: (?:about|of|to) (?:that|it))?|how does that sound|"
    r"how (?:do|would) you feel about (?:that|it))\W*$"
)
"""Asks what the child thinks of what was just said."""

PICTURE = re.compile(r"\b(?:picture|drawing|drew|drawn)\b")


@dataclass(frozen=True)
class ChildReply:
    """What the child answers, which layers of the story that told, and whether it was only agreed to."""

    text: str
    layers: tuple[str, ...] = ()
    unreliable: bool = False


@dataclass(frozen=True)
class Moment:
    """One turn as the child meets it: what was said, what it is about, its warmth, and what chance holds.

    `warmth` are the kinds of warm words, `new` those heard for the first time.
    """

    rehearsal: Rehearsal
    said: Said
    child: Child
    settings: Settings
    text: str
    named: str | None
    warmth: tuple[str, ...]
    new: frozenset[str]

    @property
    def subject(self) -> str | None:
        """What is asked about: what is named, the child's picture, or else what was talked of last."""
        if self.rehearsal.drawn and PICTURE.search(self.text):
            return self.child.draws.subject
        return self.named or self.rehearsal.subject

    @property
    def asks_again(self) -> bool:
        """Whether it asks to hear once more what the child just said."""
        return AGAIN.search(self.text) is not None and bool(self.rehearsal.said)

    @property
    def asks_view(self) -> bool:
        """Whether it asks what the child thinks of what the practitioner just said."""
        return VIEW.search(self.text) is not None

    @property
    def is_strange(self) -> bool:
        """Whether it asks about something that is not in this child's world."""
        if self.rehearsal.drawn and PICTURE.search(self.text):
            return False
        found = OBJECT.search(self.text)
        asked = telling(" ".join(filter(None, found.groups()))) if found else frozenset()
        if self.said.label == "directive" and not found:
            asked = telling(self.text)
        return self.named is None and bool(asked) and not asked & vocabulary(self.child)

    def chance(self, likelihood: float) -> bool:
        """Whether something of this likelihood happens now; the same every time that the rehearsal is repeated."""
        return Random(self.rehearsal.seed * 1_000_003 + self.rehearsal.turn).random() < likelihood

    def one_of(self, wordings: Sequence[str]) -> str:
        """One of the child's wordings, never the same on two turns running."""
        return wordings[(self.rehearsal.seed + self.rehearsal.turn) % len(wordings)]

    def with_subject(self) -> Rehearsal:
        """The rehearsal with what is asked about as what was talked of last."""
        same = self.subject == self.rehearsal.subject
        return self.rehearsal if same else replace(self.rehearsal, subject=self.subject)

    def next_layers(self, subject: str | None = None, text: str = "") -> tuple[Layer, ...]:
        """What an open question on `subject` (any, where None) brings now; of several, what `text` names."""
        return story.next_layers(self.rehearsal, self.child, self.settings.trust_to_spare, subject, text)
