"""Words in the shape in which a factor's names and a practitioner's words are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

LONGEST_READ = 2_000
"""Characters of a message in which factors are looked for."""

LONG_WORD = 6
"""Letters from which a word may have one typing mistake."""

UNTOLD = frozenset(
    ("a", "an", "the", "his", "her", "their", "my", "our", "is", "are", "am", "was", "were", "be", "been", "being")
    + ("hes", "shes", "theyre", "its", "really", "very", "so", "quite", "any")
)
"""Words that change nothing: they are left out on both sides."""

SAME = (
    (r"\b(?:foster|kinship) carers?\b|\bparents? (?:and|or) carers?\b|\b(?:his|her|their|the) carers?\b", "family"),
    (r"\bsend(?:s|ing)?(?= (?:him|her|them|it|me|us|you|the|a|his|their|my)\b)", "give"),
    (r"\b(?:i'?m|i am|we'?re|we are|(?:school|staff|mum|dad) (?:is|are)) (?:very |really |so )?worried\b", "concerned"),
    (r"\b(?:does|do|did)(?:n'?t| not) (?:feel|seem|look)\b|\b(?:is|are|was|were)(?:n'?t| not)\b", "not"),
    (r"\b(?:does|do|did)(?:n'?t| not)\b", "doesnt"),
    (r"\b(?:can'?t|can ?not|could(?:n'?t| not))\b", "cant"),
    (r"\b(?:won't|will not|would(?:n'?t| not))\b", "wont"),
    (r"\b(?:has|have|had)(?:n'?t| not)\b", "hasnt"),
)
"""Different words for one thing, and words of a factor that mean another thing here."""


@dataclass(frozen=True)
class Word:
    """A word in the shape in which it is compared, and how many letters were typed."""

    shape: str
    letters: int

    def is_like(self, other: Word) -> bool:
        """Whether it is the other, or in a long word one typing mistake away, the first letter aside."""
        if self.shape == other.shape:
            return True
        long = min(self.letters, other.letters) >= LONG_WORD and self.shape[0] == other.shape[0]
        return long and OSA.distance(self.shape, other.shape, score_cutoff=1) <= 1


def words_in(text: str) -> tuple[Word, ...]:
    """The words of a text, without those that change nothing; a break between clauses is a word of its own."""
    plain = text[:LONGEST_READ].lower().replace("’", "'")
    for said, instead in SAME:
        plain = re.sub(said, instead, plain)
    found = re.findall(r"[a-z0-9]+|[,.;:!?\n]", plain.replace("'", "").replace("name-", "name "))
    return tuple(Word(singular(word), len(word)) for word in found if word not in UNTOLD)


def singular(word: str) -> str:
    """A word without its plural ending; "bullies" and "bully" are one, and so are "hates" and "hate"."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
