"""A text cut into words with spaCy's blank English tokenizer, and the cues for names among them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, NamedTuple

from ruamel.yaml import YAML

from bot.masking.found import PLACEHOLDER
from bot.masking.word_lists import folded

CUES = Path(__file__).parent / "cues.yml"
AFTER = frozenset({"surely", "acting", "person", "fitting"})
"""Cues that stand after a name; the others stand before it."""

ADVERBS = frozenset(
    {
        "also",
        "always",
        "hardly",
        "just",
        "never",
        "now",
        "often",
        "only",
        "rarely",
        "really",
        "sometimes",
        "still",
        "usually",
    }
)
"""What stands between a name and its verb: "harmony only eats at home"."""

# spaCy takes affixes off a piece one at a time and copies the rest: without a limit its time grows with the square.
PUNCTUATION_RUN = re.compile(r"(?:[^\w\s]|_){4,}")
PARTED = "|"
"""What a placeholder is read as, so that nothing is found across it."""
LONG_PIECE = re.compile(r"\S{60,}")
JOINED = r"[/&+_()=:;,~*#\[\]<>|–—…]|-(?=\d)"
"""Signs that part words without a space: "Jamie/Leo", "Jamie(12)"."""

APOSTROPHES = re.compile("[’‘`´ʼ]")
INITIAL = re.compile(r"[A-Z]\.")
NO_WORD = re.compile(r"[\W_]")

MOST_STRINGS = 200_000
"""Strings that spaCy keeps before the reader is made again: it never forgets a word, and here words are names."""


class Word(NamedTuple):
    """A word: as written, folded, its place in characters, and whether it has a capital first and no second one."""

    text: str
    low: str
    start: int
    capital: bool

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Reading:
    """A text's words, and which cues end before a word or begin at it."""

    words: tuple[Word, ...]
    before: dict[int, set[str]]
    after: dict[int, set[str]]

    def low(self, index: int) -> str:
        """The folded word at `index`; "" outside the text."""
        return self.words[index].low if 0 <= index < len(self.words) else ""

    def starts_sentence(self, index: int) -> bool:
        """Whether a capital at `index` may be due to its place; not after an initial."""
        if index > 0 and INITIAL.fullmatch(self.words[index - 1].text):
            return False
        return index == 0 or self.words[index - 1].text[-1] in '.!?\n|"“-*•' or self.words[index - 1].text.isspace()


class Reader:
    """Cuts texts into words and finds the cues."""

    def __init__(self) -> None:
        self._cues: dict[str, list[str]] = YAML(typ="safe").load(CUES.read_text(encoding="utf-8"))
        self._prepare()

    def _prepare(self) -> None:
        # spaCy takes a second to load, and most commands mask nothing.
        from spacy.lang.en import English
        from spacy.matcher import PhraseMatcher

        class WithSigns(English.Defaults):
            # A tokenizer that is given other infixes later reads all its exceptions again.
            infixes: ClassVar = [*English.Defaults.infixes, JOINED]

        class EnglishWithSigns(English):
            Defaults = WithSigns

        self._language = EnglishWithSigns()
        self._matcher = PhraseMatcher(self._language.vocab, attr="LOWER")
        for cue, phrases in self._cues.items():
            # "Mr." is one word to spaCy and "mr." two, so a title is cut in both castings.
            both = [*phrases, *(phrase.capitalize() for phrase in phrases if cue == "title")]
            self._matcher.add(cue, list(self._language.tokenizer.pipe(both)))

    def words_of(self, cue: str) -> frozenset[str]:
        """The phrases of one kind of cue."""
        return frozenset(self._cues[cue])

    def read(self, text: str) -> Reading:
        """The reading of `text`, which is in the form that `readable` gives it."""
        if len(self._language.vocab.strings) > MOST_STRINGS:
            self._prepare()
        document = self._language.tokenizer(text)
        words = tuple(read_word(token.text, token.idx) for token in document)
        before: dict[int, set[str]] = defaultdict(set)
        after: dict[int, set[str]] = defaultdict(set)
        for key, start, end in self._matcher(document):
            cue = self._language.vocab.strings[key]
            if cue in AFTER:
                after[start] |= {cue, "person"} if cue == "surely" else {cue}
            else:
                before[end].add(cue)
        for place, word in enumerate(words[:-1]):
            if word.low in ADVERBS and place + 1 in after:
                after[place] |= after[place + 1] - {"fitting"}
        return Reading(words, before, after)


def read_word(text: str, start: int) -> Word:
    """The word `text`, which stands at `start`."""
    return Word(text, folded(text), start, text[:1].isupper() and not text[1:2].isupper())


def readable(text: str) -> str:
    """`text` in the same length with straight apostrophes, and with placeholders and long runs of signs taken out."""
    straight = APOSTROPHES.sub("'", text)
    parted = PLACEHOLDER.sub(lambda match: PARTED + " " * (len(match.group()) - 2) + PARTED, straight)
    spaced = PUNCTUATION_RUN.sub(lambda match: " " * len(match.group()), parted)
    return LONG_PIECE.sub(lambda match: NO_WORD.sub(" ", match.group()), spaced)
