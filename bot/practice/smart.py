"""Building a SMART attendance action with a practitioner, part by part (smart.yml says what each part needs)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal

from bot.guidance.pack import Smart, SmartPart
from bot.numerals import LONGEST_READ, in_digits
from bot.practice import words
from bot.practice.dates import CALENDAR_DATE, POINT_IN_TIME, dates_in, in_words, names_a_point

PartId = Literal["what", "how_much", "by_whom", "by_when", "how_reviewed"]

HAS_PASSED = "That date, {day}, has passed. Give one that is still to come."


@dataclass(frozen=True)
class SmartAction:
    """An action as far as it is built; None is not said yet."""

    what: str | None = None
    how_much: str | None = None
    by_whom: str | None = None
    by_when: str | None = None
    how_reviewed: str | None = None

    def next_part(self, smart: Smart) -> SmartPart | None:
        """The first part that is still to be said, in the guidance's order; None once all are."""
        return next((part for part in smart.parts if getattr(self, part.id) is None), None)

    def with_part(self, part_id: str, answer: str) -> SmartAction:
        """This with the answer to one part. Raises ValueError where there is no such part."""
        if part_id not in PART_IDS:
            raise ValueError(f"a SMART action has no part {part_id!r}")
        return replace(self, **{part_id: " ".join(answer.split()) or None})

    def as_json(self) -> dict[str, str]:
        """The parts that are said, as they are remembered in a conversation."""
        return {part_id: said for part_id in PART_IDS if (said := getattr(self, part_id)) is not None}

    @classmethod
    def from_json(cls, remembered: Mapping[str, Any] | None) -> SmartAction:
        """The action, from how it is remembered; anything else in it is passed over."""
        kept = {name: said for name, said in (remembered or {}).items() if name in PART_IDS and isinstance(said, str)}
        return cls(**kept)


PART_IDS = tuple(one.name for one in fields(SmartAction))


def fault_in(part_id: str, answer: str, smart: Smart, today: date) -> str | None:
    """What to send back where the answer is too vague for this part, else None. Raises ValueError for no such part."""
    part = next((part for part in smart.parts if part.id == part_id), None)
    if part is None:
        raise ValueError(f"a SMART action has no part {part_id!r}")
    said = " ".join(in_digits(answer).split()).strip(" .!,;")
    if part_id in ("by_when", "how_reviewed") and (passed := passed_day(said, today)):
        return HAS_PASSED.format(day=in_words(passed))
    return None if not is_vague(said, smart) and says_enough(part.id, said, today) else part.missing


def says_enough(part_id: PartId, said: str, today: date) -> bool:
    """Whether an answer that is no vague phrase has what this part needs."""
    if part_id == "what":
        return says_what(said)
    if part_id == "how_much":
        return says_how_much(said)
    if part_id == "by_whom":
        return says_by_whom(said)
    return says_when(said, today) if part_id == "by_when" else says_how_reviewed(said, today)


def is_vague(said: str, smart: Smart) -> bool:
    """Whether the whole answer is one of the guidance's vague ones, filler aside."""
    bare = without_filler(said)
    return said in smart.vague or any(bare == without_filler(vague) for vague in smart.vague if without_filler(vague))


def without_filler(said: str) -> tuple[str, ...]:
    """The words that are left without filler."""
    return tuple(word for word in re.findall(r"[a-z0-9%]+", said.lower()) if word not in words.FILLER)


def says_what(said: str) -> bool:
    """Whether it has something that someone can be seen to do, and is no aim only."""
    without_aims = re.sub(words.AIMS, " ", said)
    if any(is_seen(word) for word in re.findall(r"[a-z]+", without_aims)):
        return True
    promised = re.findall(rf"\b(?:will|'ll|going to|agreed to|{words.ROLE} to) ([a-z]+)", without_aims)
    return any(word not in words.UNSEEN and not word.endswith("ly") for word in promised)


def is_seen(word: str) -> bool:
    """Whether a word is a form of a verb for something that can be seen ("meets", "meeting", "carries")."""
    forms = {word, *(word[: -len(end)] for end in ("s", "es", "ed", "d", "ing") if word.endswith(end))}
    forms |= {form + "e" for form in forms if word.endswith("ing")}
    forms |= {form[:-1] for form in forms if len(form) > 3 and form[-1] == form[-2]}
    if word.endswith(("ies", "ied")):
        forms.add(word[:-3] + "y")
    return bool(forms & words.SEEN)


def says_how_much(said: str) -> bool:
    """Whether it has a number or a frequency that is not a date's."""
    without_dates = re.sub(rf"\b{CALENDAR_DATE}", " ", said, flags=re.IGNORECASE)
    return bool(re.search(words.MEASURE, re.sub(words.NO_MEASURE, " ", without_dates)))


def says_by_whom(said: str) -> bool:
    """Whether it names somebody: a known role or relation, oneself, or else a short noun phrase."""
    if re.search(rf"\b{words.ROLE}\b", said):
        return True
    unsure = re.search(r"\b(?:know|sure|idea|think|depends)\b", said)
    if not unsure and re.match(r"(?:me|i|i'll|i'm|i am)\b", said):
        return True
    phrase = [
        word for word in re.findall(r"[a-z0-9'-]+", said) if word not in ("the", "a", "an", "his", "her", "their")
    ]
    return bool(
        0 < len(phrase) <= 4
        and not words.NOBODY & set(phrase)
        and phrase[-1] not in words.NO_PERSON
        and not re.search(rf"\b{POINT_IN_TIME}|{words.MEASURE}", said)
    )


def says_when(said: str, today: date) -> bool:
    """Whether it gives a day of the calendar, or names a point that is still to come."""
    return bool(dates_in(said, today)) or names_a_point(said)


def says_how_reviewed(said: str, today: date) -> bool:
    """Whether it gives a meeting, a date, how often, or what will be looked at."""
    known = rf"\b(?:{words.MEETING}|{words.LOOKED_AT}|{words.OFTEN})\b"
    return bool(re.search(known, said)) or says_when(said, today)


def passed_day(said: str, today: date) -> date | None:
    """The day by which it should have been, where every day that it gives has passed."""
    days = dates_in(re.sub(rf"\bsince {CALENDAR_DATE}", " ", said, flags=re.IGNORECASE), today)
    last = max(days, default=None)
    return last if last is not None and last < today and not names_a_point(said) else None


OPENING = re.compile(
    r"^[ ,]*(?:(?:(?:my |our |the )?(?:smart )?(?:action|plan)(?: is(?: that)?)?"
    r"|(?:[ai][tn] the \w+,? )?(?:it was |we(?: have|'ve)? )?agreed(?: that)?)"
    r"[ :,]+)?",
    re.IGNORECASE,
)
WILL = r"(?P<will>will|'ll|to|is going to|are going to|(?:has |have )?agreed to|can|should)"
DOING = r"(?P<doing>(?P<verb>[a-z]+)\b.*)"
SUBJECT = rf"(?:(?:the|his|her|their|\w+'s) )?{words.ROLE}"
BY_SOMEBODY = re.compile(rf"(?P<whom>{SUBJECT}(?:(?: and |, ){SUBJECT})*|I)(?: ?{WILL})? {DOING}", re.IGNORECASE)
BY_ANOTHER = re.compile(rf"[A-Z]\w+ {WILL} {DOING}")
BY_NOBODY_YET = re.compile(rf"(?:(?:we ?)?{WILL} )?{DOING}", re.IGNORECASE)
NO_ACTION = re.compile(
    r"\?|\b(?:smart|actions?|targets?|goals?|not|never|no|won't|\w+n't|refus\w+|always|only|often|sometimes|usually"
    r"|because|please|you|how (?:do|can|should))\b",
    re.IGNORECASE,
)
HAPPENS = re.compile(r"\b(?:but|late|when|if|still|and (?:he|she|they))\b", re.IGNORECASE)
"""Words of an account of what goes on, where nothing says that it is still to be done."""

REVIEW_WORDS = r"^[\s,;.]*(?:(?:and|to be|we|will|which|is|be|it|we'll) )*review(?:ed|ing)?(?: it)?:? "
REVIEWED = re.compile(
    rf"{REVIEW_WORDS.replace('^', '')}(?:at|on|in|with|by|during|from|every|each|weekly|monthly|fortnightly|core|cin|tac)\b"
    r"[^;]*?(?=\.\s|\.?$|;)",
    re.IGNORECASE,
)
UNTIL = re.compile(
    rf"[\s,]*\b(?:(?:and )?(?:from|starting|starts|beginning) (?:on )?{POINT_IN_TIME}"
    rf"(?:,? (?:and )?(?:(?:done )?by|until|till|to) {POINT_IN_TIME})?|(?:done |finished )?(?:by|until|till|before|on)"
    rf" (?:the )?{POINT_IN_TIME})\b",
    re.IGNORECASE,
)
HOW_MUCH = re.compile(
    rf"[\s,]*\b(?:{words.CHANGE}|{words.OFTEN}(?: for (?:the next )?{words.SPELLED} \w+)?|(?:once|twice)"
    rf"|for (?:the next )?{words.SPELLED} (?:weeks?|days?|months?)|on {words.SPELLED} {words.PERIOD}s)(?=$|[\s,.;])",
    re.IGNORECASE,
)


def parts_in(text: str, smart: Smart, today: date) -> SmartAction:
    """The parts that a whole sentence gives already, and only those that are sure; none where it gives no action."""
    plain = " ".join(text[:LONGEST_READ].split()).replace("’", "'").strip(" .")
    doing, reviewed = cut(REVIEWED, OPENING.sub("", plain))
    doing, until = cut(UNTIL, doing)
    doing, much = cut(HOW_MUCH, doing, at_most=1)
    doing = doing.strip(" ,.;")
    somebody = BY_SOMEBODY.match(doing)
    another = BY_ANOTHER.match(doing)
    said = somebody or another or BY_NOBODY_YET.match(doing)
    if said is None or not is_action(said["will"], said["verb"], doing):
        return SmartAction()
    found = {
        "what": doing if said is another or not said["will"] else said["doing"],
        "how_much": ", ".join(much),
        "by_whom": somebody["whom"] if somebody else "",
        "by_when": ", ".join(until),
        "how_reviewed": re.sub(REVIEW_WORDS, "", ", ".join(reviewed), flags=re.IGNORECASE),
    }
    if fault_in("what", found["what"], smart, today) is not None:
        return SmartAction()
    sure = {name: said for name, said in found.items() if said and fault_in(name, said, smart, today) is None}
    return SmartAction.from_json(sure)


def is_action(will: str | None, verb: str, doing: str) -> bool:
    """Whether it says what will be done, and not what happens or has happened."""
    done = verb.lower() not in words.SEEN and verb.lower().endswith(("ed", "ing"))
    happens = done or (not will and HAPPENS.search(doing))
    return is_seen(verb.lower()) and not happens and not NO_ACTION.search(doing)


def cut(pattern: re.Pattern[str], text: str, at_most: int = 0) -> tuple[str, list[str]]:
    """`text` without what the pattern finds, and what it found: all of it, or `at_most` so many."""
    found = [match.group().strip(" ,.;") for match in pattern.finditer(text)]
    return pattern.sub("", text, count=at_most), found[: at_most or None]


def finished(action: SmartAction) -> str:
    """The action as a short paragraph to paste: what, and then each other part that is said, under its name."""
    named = (
        ("", "", action.what),
        ("How much: ", "", action.how_much),
        ("By whom: ", "^by ", action.by_whom),
        ("When: ", "", action.by_when),
        ("Review: ", REVIEW_WORDS, action.how_reviewed),
    )
    return " ".join(
        f"{name}{sentence(re.sub(said_already, '', said, flags=re.IGNORECASE), capital=not name)}"
        for name, said_already, said in named
        if said and said.strip(" .,;")
    )


def sentence(said: str, capital: bool) -> str:
    """Words with one full stop at the end, and a capital where they begin a sentence."""
    bare = re.sub(r"\.{2,}", ".", " ".join(said.split())).strip(" .,;")
    begun = bare[0].upper() + bare[1:] if capital else bare
    return begun if begun.endswith(("!", "?")) else f"{begun}."
