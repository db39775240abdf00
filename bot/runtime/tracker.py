"""Rasa's tracker of a conversation in the records: it knows what of it is kept, and is copied as it stands."""

from __future__ import annotations

import copy
from collections import deque
from collections.abc import Sequence
from itertools import islice
from typing import TypeVar

from rasa.shared.core.events import (
    ActionReverted,
    ActiveLoop,
    Event,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.records.record import Standing
from bot.runtime.said import SaidSoFar

Plain = TypeVar("Plain")
"""Something that keeps all that it has in its own dictionary."""

BEGIN_AFRESH = frozenset({Restarted, SessionStarted})
UNDO = frozenset({ActionReverted, ActiveLoop, UserUtteranceReverted})
"""Events for which Rasa goes back over those before them."""


class StoredTracker(DialogueStateTracker):
    """A tracker that knows what of it is kept.

    `before` is how many events the conversation had before the first one here, `kept` the number of the last event
    that is in the database; `standing` is None where the conversation isn't there yet, and `sure` whether this server
    was the last to add to it, as far as it has heard. `so_far` is what was read of it for channels. Of the first
    `looked` events it knows whether any undoes others, and after how many of them the conversation last began afresh.
    """

    events: deque[Event]
    before: int = 0
    kept: int = 0
    standing: Standing | None = None
    sure: bool = False
    earlier: tuple[Event, ...] | None = None
    so_far: SaidSoFar | None = None
    looked: int = 0
    begun: int = 0
    undoes: bool = False

    @property
    def last(self) -> int:
        """The number of the last event, kept or not."""
        return self.before + len(self.events)

    @property
    def fresh(self) -> list[Event]:
        """The events that aren't kept yet."""
        return list(islice(self.events, self.kept - self.before, None))

    def was_kept_by(self, standing: Standing) -> bool:
        """Whether this is what is kept of a conversation that stands so, or was some events ago."""
        return (
            self.standing is not None
            and self.last == self.kept <= standing.last
            and self.standing.opened == standing.opened
        )

    def moved_on(self, standing: Standing) -> None:
        """Notes that everything is kept. Where a session began in it, that is all that is held from here on, as it is
        in a tracker that is read anew."""
        if any(type(event) is SessionStarted for event in self.fresh):
            self._let_go_of_earlier_sessions()
        self.standing, self.kept = standing, standing.last

    def _let_go_of_earlier_sessions(self) -> None:
        """Holds the events of the last session alone."""
        held = list(self.events)
        begun = max((place for place, event in enumerate(held) if type(event) is SessionStarted), default=0)
        if self.so_far is not None:
            self.so_far.read_on(held, self.before)
        if self.before == 0:
            self.earlier = ()
        if self.earlier is not None:
            self.earlier = (*self.earlier, *held[:begun])
        self.events = self._create_events(held[begun:])
        self.before += begun
        self.looked, self.begun, self.undoes = 0, 0, False

    def copy(self) -> StoredTracker:
        """The tracker as it stands. Rasa's own makes it again from all events, for each action of each turn."""
        copied = twin_of(self)
        copied.events = self._create_events(list(self.events))
        copied.slots = {name: twin_of(slot) for name, slot in self.slots.items()}
        copied.active_loop = copy.deepcopy(self.active_loop)
        return copied

    def applied_events(self) -> list[Event]:
        """The events since the last beginning, as Rasa finds them, but without asking each for all that it may be."""
        self._look_on()
        if self.undoes:
            found: list[Event] = super().applied_events()
            return found
        return list(islice(self.events, self.begun, None))

    def _look_on(self) -> None:
        """Looks through the events that came since it did before; through all where there are fewer."""
        if len(self.events) < self.looked:
            self.looked, self.begun, self.undoes = 0, 0, False
        for place, event in enumerate(islice(self.events, self.looked, None), self.looked + 1):
            if type(event) in BEGIN_AFRESH:
                self.begun = place
            self.undoes = self.undoes or type(event) in UNDO
        self.looked = len(self.events)

    def whole(self, earlier: Sequence[Event]) -> StoredTracker:
        """The same with the events of earlier sessions before its own; these changed nothing that is remembered."""
        whole = self.copy()
        whole.events = self._create_events([*earlier, *self.events])
        whole.before = self.before - len(earlier)
        whole.looked, whole.begun, whole.undoes = 0, 0, False
        return whole


def twin_of(one: Plain) -> Plain:
    """What `copy.copy` gives for a tracker or a slot, which finds out anew for each of each action how to copy it."""
    twin = object.__new__(type(one))
    vars(twin).update(vars(one))
    return twin
