"""What declined questions are about: the topic that they name, or else a word that many of them share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.guidance.library import Guidance
from bot.insights.seen import Seen
from bot.insights.telling import enough

WORD = re.compile(r"\[[^\]]*\]|[^\W\d_]+(?:['’][^\W\d_]+)?")
"""A word, or what was put in place of a masked detail."""

SHORTEST = 4
"""Letters of a word that says what a question is about."""

SAYS_LITTLE = """
about after again also answer anything around because been before being below between both came cannot come could does
doing done down during each else even ever every find from gave getting give given goes going good have having hello
help here into just keep kept know last left less like look made make many mean might more most much must need never
next okay once only other over please question questions really right said same says seem should show since some
someone something soon still such sure take tell than thank thanks that their them then there these they thing think
this those through time told tried under until used using very want wants well went were what when where which while
will with without wonder would write wrote your yours
child children pupil pupils school schools student students
"""
"""Words that say little of what a question is about; the last line is what every question here is about."""

LITTLE = frozenset(SAYS_LITTLE.split())


def words_in(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, in lower case and without a plural's s."""
    words = (word.casefold() for word in WORD.findall(text) if not word.startswith("["))
    return frozenset(singular(word) for word in words if len(word) >= SHORTEST and word not in LITTLE)


def singular(word: str) -> str:
    """A word without a plural's s; "class" keeps its own."""
    return word if word.endswith("ss") else word.removesuffix("s")


def with_topics(declined: Sequence[Seen], guidance: Guidance) -> list[Seen]:
    """Each with the topic that its text names: the one of which most is named; none where it names none."""
    named = [
        (words, topic)
        for topic in sorted(guidance.ids)
        if "." in topic
        for phrase in (guidance.entry(topic).title, *guidance.entry(topic).called)
        if (words := words_in(phrase))
    ]
    named.sort(key=lambda one: -sum(map(len, one[0])))
    return [replace(one, topic=topic_in(one.text, named)) for one in declined]


def topic_in(text: str, named: Sequence[tuple[frozenset[str], str]]) -> str:
    """The first topic of which a phrase stands whole in the text; none where there is none."""
    words = words_in(text)
    return next((topic for phrase, topic in named if phrase <= words), "")


def with_words(declined: Sequence[Seen]) -> list[Seen]:
    """Each with, as its topic, the word that it shares with the most practitioners, in quotation marks.

    The word used by most comes first and takes what it stands in. Where no word is shared by enough, there is none.
    """
    left = [(one, words_in(one.text)) for one in declined]
    found: list[Seen] = []
    while left:
        users: dict[str, set[str]] = {}
        for one, words in left:
            for word in words:
                users.setdefault(word, set()).add(one.practitioner)
        shared = min(users, key=lambda word: (-len(users[word]), word), default="")
        sharing = [one for one, words in left if shared in words]
        if not enough(sharing):
            break
        found += [replace(one, topic=f"“{shared}”") for one in sharing]
        left = [(one, words) for one, words in left if shared not in words]
    return [*found, *(replace(one, topic="") for one, _ in left)]
