"""The attendance codes in force from 19 August 2024.

Source: School Attendance (Pupil Registration) (England) Regulations 2024, SI 2024/208, regulation 10, tables 1 and 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Group(Enum):
    """What a code counts as."""

    ATTENDING = "attending"
    APPROVED = "approved educational activity"
    AUTHORISED = "authorised absence"
    UNAUTHORISED = "unauthorised absence"
    NOT_POSSIBLE = "not a possible attendance"


@dataclass(frozen=True)
class Code:
    """A code, what it counts as, and what it means in a few words."""

    mark: str
    group: Group
    meaning: str


CODES = (
    Code("/", Group.ATTENDING, "present in the morning"),
    Code("\\", Group.ATTENDING, "present in the afternoon"),
    Code("L", Group.ATTENDING, "late, before the register closed"),
    Code("K", Group.APPROVED, "education arranged by the local authority"),
    Code("V", Group.APPROVED, "educational visit or trip"),
    Code("P", Group.APPROVED, "sporting activity"),
    Code("W", Group.APPROVED, "work experience"),
    Code("B", Group.APPROVED, "another approved educational activity"),
    Code("C", Group.AUTHORISED, "exceptional circumstances"),
    Code("C1", Group.AUTHORISED, "performance or employment abroad"),
    Code("C2", Group.AUTHORISED, "part-time timetable"),
    Code("E", Group.AUTHORISED, "suspended or excluded, with no other education arranged"),
    Code("I", Group.AUTHORISED, "illness"),
    Code("J1", Group.AUTHORISED, "interview"),
    Code("M", Group.AUTHORISED, "medical or dental appointment"),
    Code("R", Group.AUTHORISED, "religious observance"),
    Code("S", Group.AUTHORISED, "study leave"),
    Code("T", Group.AUTHORISED, "parent travelling for their occupation"),
    Code("G", Group.UNAUTHORISED, "holiday not agreed by the school"),
    Code("N", Group.UNAUTHORISED, "reason not yet established"),
    Code("O", Group.UNAUTHORISED, "other unauthorised absence"),
    Code("U", Group.UNAUTHORISED, "arrived after the register closed"),
    Code("D", Group.NOT_POSSIBLE, "at the other school where the child is registered"),
    Code("Q", Group.NOT_POSSIBLE, "access arrangements lacking"),
    Code("X", Group.NOT_POSSIBLE, "not of compulsory school age, not required to attend"),
    Code("Y1", Group.NOT_POSSIBLE, "normal transport not available"),
    Code("Y2", Group.NOT_POSSIBLE, "widespread travel disruption"),
    Code("Y3", Group.NOT_POSSIBLE, "part of the school closed"),
    Code("Y4", Group.NOT_POSSIBLE, "whole school unexpectedly closed"),
    Code("Y5", Group.NOT_POSSIBLE, "in criminal justice detention"),
    Code("Y6", Group.NOT_POSSIBLE, "public health guidance or law"),
    Code("Y7", Group.NOT_POSSIBLE, "another unavoidable cause"),
    Code("Z", Group.NOT_POSSIBLE, "not yet on the school's roll"),
    Code("#", Group.NOT_POSSIBLE, "planned closure: holiday, inset day, polling day"),
)
"""All codes, in the order of the regulations' groups."""

NUMBER_OF = {code.mark: number for number, code in enumerate(CODES)}
"""The place in CODES of each mark."""

RETIRED = {
    "H": "G for a holiday the school did not agree, C for exceptional circumstances",
    "J": "J1 for an interview",
    "Y": "one of Y1 to Y7, by the reason",
}
"""Marks that ended on 19 August 2024, each with what is written in its place."""

PLANNED_CLOSURE = "#"
"""The one code of a session in which the school did not meet as planned; every other code is of a school session."""
