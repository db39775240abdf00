"""The parts put together: every kind of detail found in a text, and masked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from bot.masking.addresses import addresses_in, postcodes_in
from bot.masking.birth_dates import birth_dates_in
from bot.masking.found import Found, Masked, apart, masked
from bot.masking.initials import initials_in
from bot.masking.links import links_in
from bot.masking.names import NameFinder
from bot.masking.numbers import numbers_in
from bot.masking.phones import phones_in
from bot.masking.reading import PARTED, Reader, readable
from bot.masking.schools import SchoolFinder
from bot.masking.stronger import PeopleFinder, chosen_model
from bot.masking.word_lists import folded, word_lists

BY_PATTERN = (links_in, phones_in, numbers_in, birth_dates_in, postcodes_in, addresses_in, initials_in)

MOST_ROUNDS = 20
"""Times that a text is read: what stands beside a placeholder can be a name by itself."""

WINDOW, EDGE = 400, 100
"""Characters that are read again on each side of a placeholder, and those of them that serve as context only."""

NOT_KNOWN: frozenset[str] = frozenset()


class Masker:
    """Masks texts. With `people`, it also masks whom a spaCy model takes for a person."""

    def __init__(self, people: PeopleFinder | None = None) -> None:
        lists = word_lists()
        self._reader = Reader()
        self._names = NameFinder(lists, self._reader)
        self._schools = SchoolFinder(lists)
        self._people = people

    def mask(self, text: str, known: frozenset[str] = NOT_KNOWN) -> Masked:
        """`text` with its identifying details masked, and what was found in it.

        `known` are names, in lower case, that are no secret by themselves (of simulated children, of organisations).
        They are masked all the same as a part of a longer name, and where a real person is meant: "my client Grace".
        """
        found = self._found_in(text, known)
        fresh = found
        for _ in range(MOST_ROUNDS):
            if not fresh:
                break
            result = masked(text, found)
            more = tuple(
                one
                for begin, end in beside(fresh, found, result.text)
                for one in self._again(result.text, begin, end, known)
            )
            fresh = tuple(before_masking(more, found))
            found = tuple(sorted([*found, *fresh], key=lambda one: one.start))
        return masked(text, found)

    def _again(self, text: str, begin: int, end: int, known: frozenset[str]) -> Iterator[Found]:
        """What is found in a stretch of a masked text; not at its very edge, where some of the context is missing."""
        for one in self._found_in(text[begin:end], known):
            first, last = one.start + begin, one.end + begin
            if (begin == 0 or first >= begin + EDGE) and (end == len(text) or last <= end - EDGE):
                yield Found(one.kind, first, last)

    def _found_in(self, text: str, known: frozenset[str]) -> tuple[Found, ...]:
        """What is found in one reading of `text`, without overlaps and beside the placeholders in it."""
        clean = readable(text)
        found = [one for finder in BY_PATTERN for one in finder(clean)]
        found += self._by_words(clean, known)
        return tuple(one for one in apart(found) if PARTED not in clean[one.start : one.end])

    def _by_words(self, clean: str, known: frozenset[str]) -> Iterator[Found]:
        reading = self._reader.read(clean)
        others = [*self._schools.found_in(reading), *(self._people.found_in(clean) if self._people else ())]
        yield from (one for one in others if folded(clean[one.start : one.end]) not in known)
        yield from self._names.found_in(reading, known)


def beside(fresh: tuple[Found, ...], found: tuple[Found, ...], text: str) -> Iterator[tuple[int, int]]:
    """The stretches of `text`, in which `found` is masked, round the placeholders of `fresh`; apart and in order.

    `fresh` are some of `found`, one at least.
    """
    begin, end = 0, -1
    new, shift = set(fresh), 0
    for one in found:
        place = one.start - shift
        shift += one.end - one.start - len(f"[{one.kind}]")
        if one not in new:
            continue
        if end >= 0 and place - WINDOW > end:
            yield begin, end
            end = -1
        if end < 0:
            begin = max(0, place - WINDOW)
        end = min(len(text), one.end - shift + WINDOW)
    yield begin, end


def before_masking(more: tuple[Found, ...], found: tuple[Found, ...]) -> Iterator[Found]:
    """`more`, found in the text with `found` masked, at its places in the text before; both are in order."""
    shift, earlier = 0, 0
    for one in more:
        while earlier < len(found) and found[earlier].start + shift < one.start:
            shift += len(f"[{found[earlier].kind}]") - (found[earlier].end - found[earlier].start)
            earlier += 1
        yield Found(one.kind, one.start - shift, one.end - shift)


@lru_cache(maxsize=1)
def standard_masker() -> Masker:
    """The masker as the settings have it, made once. Raises ModelMissing for a name model that can't be loaded."""
    return Masker(chosen_model())


def mask(text: str, known: frozenset[str] = NOT_KNOWN) -> Masked:
    """`text` with its identifying details masked; see Masker.mask."""
    return standard_masker().mask(text, known)
