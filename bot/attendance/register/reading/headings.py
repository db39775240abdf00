"""What the headings of a register's columns say that the columns hold."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from bot.attendance.register.reading.dates import WEEKDAYS
from bot.attendance.register.sessions import Half


class Role(Enum):
    """What a column holds."""

    DATE = "the date"
    WEEK = "the day on which the week begins"
    HALF = "morning or afternoon"
    MARK = "the mark"
    MORNING = "the morning's mark"
    AFTERNOON = "the afternoon's mark"
    WEEKDAY = "the marks of a weekday"
    CHILD = "who the child is"
    OTHER = "what has nothing to do with the register, though it may look like it"


class Heading(NamedTuple):
    """What one heading says; of a weekday's also which (Monday is 0), and of which half if it says so."""

    role: Role
    weekday: int | None = None
    half: Half | None = None


OF_WHAT = r"(?:attendance|att|register|registration|reg|statutory|session|roll ?call|school|official|dfe|national)"
OF_MARK = rf"(?: ?(?:marks?|codes?|session|{OF_WHAT}))*"
MORNING = r"(?:am|a m|morning)"
AFTERNOON = r"(?:pm|p m|afternoon)"
ROLES = {
    Role.WEEK: r"(?:w ?[cb]|wk|week)(?: ?(?:commencing|beginning|starting|start|begins|of|comm|beg|date))*",
    Role.DATE: rf"(?:{OF_WHAT} |mark |calendar |event |start )?date|date of (?:session|mark|attendance)|day",
    Role.HALF: (
        r"(?:am ?(?:or )?pm|(?:half ?)?day half|half(?: day)?|part of (?:the )?day|time of day"
        r"|(?:session|registration|register|roll ?call|period)(?: (?:name|type|label|time|am ?pm))?)"
    ),
    Role.MARK: rf"(?:{OF_WHAT} )*(?:marks?|codes?|symbols?)(?: code)?|attendance",
    Role.MORNING: rf"(?:marks? |codes? )?{MORNING}{OF_MARK}",
    Role.AFTERNOON: rf"(?:marks? |codes? )?{AFTERNOON}{OF_MARK}",
    Role.CHILD: (
        r"(?:(?:pupil|student|child|learner)s? ?)?(?:(?:legal|preferred|full|first|last|given|family|chosen|middle) )*"
        r"(?:names?|surname|forenames?|upn|uln|adno|adm(?:ission)? ?(?:no|number))"
        r"|(?:pupil|student|child|learner) (?:id|identifier|ref|reference|number|no)"
        r"|unique pupil (?:number|no)|pupils?|students?|child|learner|mis id"
    ),
    Role.OTHER: r"sex|gender|(?:nc )?year(?: group)?|house|dob|date of birth|sen(?: status)?|fsm|ethnicity|initials",
}
PATTERNS = {role: re.compile(pattern) for role, pattern in ROLES.items()}
DAY = re.compile(
    rf"(?P<day>{'|'.join(f'{name[:2]}|{name[:3]}|{name}' for name in map(str.lower, WEEKDAYS))}|tues|weds|thur|thurs)"
    rf"(?: ?(?P<half>{MORNING}|{AFTERNOON}|[12ap]))?"
)
LONGEST = 40


def heading_of(cell: str) -> Heading | None:
    """What a heading says that its column holds, or None where it says nothing that a register is read by."""
    if len(cell) > LONGEST:
        return None
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", cell)  # MarkCode, AMMark
    words = re.sub(r"[^a-z0-9]+", " ", apart.lower()).strip()
    if named := DAY.fullmatch(words):
        half = named["half"]
        return Heading(
            Role.WEEKDAY,
            next(number for number, name in enumerate(WEEKDAYS) if name.lower().startswith(named["day"][:2])),
            None if half is None else Half.AM if half[0] in "am1" else Half.PM,
        )
    role = next((role for role, pattern in PATTERNS.items() if pattern.fullmatch(words)), None)
    return None if role is None else Heading(role)
