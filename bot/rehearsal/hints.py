"""Two open ways on from where a rehearsal is ("what could I ask now?")."""

from __future__ import annotations

import re

from bot.guidance.rehearsal_pack import GENERAL, HELP, Child, RehearsalTexts
from bot.rehearsal import story
from bot.rehearsal.memory import Rehearsal
from bot.rehearsal.replying import TOO_EASILY

LONGEST_QUOTED = 8
"""Words of the child's that can be given back in a question."""

BESIDE_WORDS = re.compile(r"\([^)]*\)")


def hints(rehearsal: Rehearsal, child: Child, texts: RehearsalTexts) -> tuple[str, str]:
    """Two open questions on what the child still has to tell; never on what is used up."""
    subject = subject_for_hint(rehearsal, child)
    words = last_words(rehearsal, child)
    situation = situation_of(rehearsal, child, subject, words)
    about = last_but_help(rehearsal, child) if situation == "what_would_help" else subject
    title = child.subjects[about].title if about else ""
    first, second = (hint.format(subject=title, words=words) for hint in texts.hints[situation])
    return first, second


def subject_for_hint(rehearsal: Rehearsal, child: Child) -> str | None:
    """What to ask about: what was talked of last where there is more to it, else what the child would tell next."""
    now = [layer.subject for layer in story.open_layers(rehearsal, child)]
    later = [layer.subject for layer in story.left(rehearsal, child)]
    if rehearsal.subject in now:
        return rehearsal.subject
    # The general subject is asked about at the start; by name it is hard to tell from all the others.
    return next((subject for subject in (*now, *later) if subject != GENERAL), next(iter((*now, *later)), None))


def situation_of(rehearsal: Rehearsal, child: Child, subject: str | None, words: str) -> str:
    """Which hints fit, by their name in rehearsal.yml."""
    last = rehearsal.labels[-1] if rehearsal.labels else None
    goes_on = subject == rehearsal.subject
    heard = bool(story.heard(rehearsal, child, subject))
    fits = {
        "closed_down": rehearsal.shut,
        "ending": subject is None,
        "start": last is None,
        "just_agreed": last == "suggestive",
        "quiet": rehearsal.quiet,
        "what_would_help": subject == HELP,
        "own_words": goes_on and heard and bool(words),
        "going_deeper": goes_on and heard,
        "young": child.age < TOO_EASILY,
        "nothing_more": rehearsal.subject is not None and not story.left(rehearsal, child, rehearsal.subject),
    }
    return next((situation for situation, fitting in fits.items() if fitting), "new_subject")


def last_but_help(rehearsal: Rehearsal, child: Child) -> str:
    """The last subject on which the child told something, but for what would help; the general one where none."""
    return next((layer.subject for layer in story.heard(rehearsal, child) if layer.subject != HELP), GENERAL)


def last_words(rehearsal: Rehearsal, child: Child) -> str:
    """The child's own last words, where there are few enough to give back; nothing otherwise."""
    heard = story.heard(rehearsal, child, rehearsal.subject)
    said = BESIDE_WORDS.sub("", heard[0].says).strip() if heard else ""
    first = re.split(r"(?<=[.!?])\s", said, maxsplit=1)[0]
    return first.rstrip(".!") if 1 < len(first.split()) <= LONGEST_QUOTED and not first.endswith("?") else ""
