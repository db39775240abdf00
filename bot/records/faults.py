"""What can go wrong with the records, each in one line that a person can act on."""

from __future__ import annotations


class RecordsFault(Exception):
    """Something about the records; the message says in one line what was wrong and what would be right."""


class CantOpen(RecordsFault):
    """The records can't be opened: a setting, a key or the database itself is not as it has to be."""


class NotKept(RecordsFault):
    """The database couldn't be read or written this time. Nothing of it was written, and it may be tried again."""


class Conflict(NotKept):
    """Somebody else wrote to the conversation first. Nothing was written; read it again and try again."""


class AlreadyKept(Conflict):
    """The message with this id is kept already, so the turn was answered before."""


class Gone(NotKept):
    """The conversation was erased meanwhile. Nothing was written, and nothing of it may be kept under its name."""
