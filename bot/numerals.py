"""Numbers said in words, put into digits."""

from __future__ import annotations

import re
from functools import lru_cache

from text_to_num import alpha2digit  # type: ignore[import-untyped,unused-ignore]

LONGEST_READ = 2_000
"""Characters of a message in which numbers are looked for."""

CURLY_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"

HYPHEN_IN_WORD = re.compile(r"(?<=[a-z])-(?=[a-z])")
ISH = re.compile(r"(?<=[a-z])(?<=ty|en|ne|wo|ee|ur|ve|ix|ht|ed)[ -]?ish\b")
A_HALF = re.compile(r"\b(\d{1,3}) and a half\b")
SPOKEN_POINT = re.compile(r"\b(\d{1,3}) point (?=\d)")

MISSPELT = {
    "ninty": "ninety",
    "nintey": "ninety",
    "eigty": "eighty",
    "eighy": "eighty",
    "eightey": "eighty",
    "sevnty": "seventy",
    "seventey": "seventy",
    "sixity": "sixty",
    "fivty": "fifty",
    "fifity": "fifty",
    "fourty": "forty",
    "thrity": "thirty",
    "twenny": "twenty",
    "hunderd": "hundred",
}
MISSPELT_NUMBER = re.compile(rf"\b(?:{'|'.join(MISSPELT)})\b")

# Words that are left alone by themselves ("no one", "one of them") and are numbers before something counted.
SMALL_NUMBERS = {"one": "1", "two": "2", "a couple of": "2", "couple of": "2"} | dict.fromkeys(
    ("zero", "nought", "nil", "no"), "0"
)
COUNTED = r"days?|weeks?|fortnights?|sessions?|half|lessons?|hours?|%|per ?cent"
SMALL_NUMBER = re.compile(
    rf"\b({'|'.join(sorted(SMALL_NUMBERS, key=len, reverse=True))})"
    rf"(?= (?:and a half |whole |full |school ){{0,2}}(?:{COUNTED}))"
)


@lru_cache(maxsize=8)  # a turn asks this of its message again and again
def in_digits(text: str) -> str:
    """`text` in lower case, with its numbers in digits ("eighty-seven per cent" -> "87 per cent")."""
    lowered = text[:LONGEST_READ].lower().replace(CURLY_APOSTROPHE, "'")
    spaced = MISSPELT_NUMBER.sub(
        lambda match: MISSPELT[match.group()], ISH.sub(" ish", HYPHEN_IN_WORD.sub(" ", lowered))
    )
    digits = SMALL_NUMBER.sub(lambda match: SMALL_NUMBERS[match.group(1)], str(alpha2digit(spaced, "en")))
    return SPOKEN_POINT.sub(r"\1.", A_HALF.sub(r"\1.5", digits))
