"""What was stored, held against what each person was told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from bot.channels.web.refusals import lines
from bot.services import services
from tests.channels.web.serving import Event
from tests.chaos.faults import Lasted
from tests.chaos.people import Person, Turn

MOST_NAMED = 5

FIGURE = re.compile(r"(?<![\d.])(\d\d)\.\d%")


def kept_otherwise(person: Person, history: Sequence[Event]) -> list[str]:
    """What isn't stored as the person was told: a turn lost, doubled or out of order."""
    wrong = []
    told = [turn.id for turn in person.turns]
    kept = [str(event.data["message_id"]) for event in history if event.data["author"] == "practitioner"]
    if kept != told:
        lost, more = [one for one in told if one not in kept], len(kept) - len(set(kept))
        in_order = [one for one in told if one in kept] == list(dict.fromkeys(kept))
        wrong.append(
            f"{person.place}: told {len(told)}, kept {len(kept)}: {more} doubled, {len(lost)} lost{named(lost)}; "
            f"{'in' if in_order else 'out of'} order"
        )
    if list(history) != list(chain.from_iterable(turn.events for turn in person.turns)):
        wrong.append(f"{person.place}: something is kept otherwise than it was shown")
    return wrong


def named(ids: Sequence[str]) -> str:
    """The first few ids, behind a blank."""
    return f" ({', '.join(ids[:MOST_NAMED])}{' …' if len(ids) > MOST_NAMED else ''})" if ids else ""


def strange_words(person: Person, history: Sequence[Event]) -> list[str]:
    """What the person was shown that somebody else said, or was told."""
    events = (*history, *chain.from_iterable(turn.events for turn in person.turns))
    strange = {event.text for event in events if set(FIGURE.findall(event.text)) - {person.own}}
    return [f"{person.place}: was shown {text!r}" for text in sorted(strange)]


def unclear_refusals(people: Iterable[Person]) -> set[str]:
    """What somebody whose message wasn't taken was told, of which nobody would know what to do."""
    clear = {lines()["not_ready"].strip(), services().guidance.phrase("not_saved")}
    return {refusal for person in people for turn in person.turns for refusal in turn.refusals} - clear


def seconds_beyond(turn: Turn, lasted: Iterable[Lasted]) -> float:
    """How much longer a turn took than the last fault lasted that was on meanwhile; all of it, where none was."""
    over = [fault.ended for fault in lasted if fault.began <= turn.answered and fault.ended >= turn.begun]
    return max(0.0, turn.answered - max([turn.begun, *over]))
