"""Messages that have a card, and what is read from a card, as the tests of the cards share them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft6Validator, ValidationError
from jsonschema.validators import extend

from bot.attendance.impact import impact_of_attendance, impact_of_days
from bot.attendance.measures import measures_from
from bot.channels.replies import Button, Message
from bot.escalation.rules import Known, suggestion_for
from bot.escalation.speech import suggestion_as_json, suggestion_in_words
from bot.guidance.library import Guidance, load_guidance

SCHEMA = Path(__file__).parent / "adaptive-card-1.5.0.json"

LARGEST = 28 * 1024
"""Bytes of a card that Teams takes."""

IN_BOTH = {
    "TextBlock", "RichTextBlock", "FactSet", "Container", "ColumnSet", "Column", "ActionSet", "Input.Text",
    "Input.Number", "Input.ChoiceSet", "Input.Toggle", "Action.Submit", "Action.ShowCard", "Action.ToggleVisibility",
    "AdaptiveCard", "TextRun", "Image",
}  # fmt: skip
"""Elements that Teams and the page's renderer both show."""


@cache
def guidance() -> Guidance:
    """England's guidance alone."""
    return load_guidance([])


def fits_one(validator: Any, schemas: list[Any], value: Any, schema: Any) -> Iterator[ValidationError]:
    """`anyOf` as jsonschema has it, but each schema is left at the first thing in which the value doesn't fit.

    An element of a card is tried as each kind of element that there is.
    """
    if not any(validator.evolve(schema=one).is_valid(value) for one in schemas):
        yield ValidationError(f"{value!r} is not valid under any of the given schemas")


@cache
def validator() -> Any:
    """The official schema of cards."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return extend(Draft6Validator, {"anyOf": fits_one})({**schema, "$ref": "#/definitions/AdaptiveCard"})


def faults(card: Mapping[str, Any]) -> list[str]:
    """What is wrong with a card: by the schema, in its size, its version and its elements."""
    found = [f"{list(error.absolute_path)}: {error.message[:200]}" for error in validator().iter_errors(card)]
    if card.get("version") != "1.5" or card.get("lang") != "en" or not {"speak", "fallbackText"} <= set(card):
        found.append("version, lang, speak or fallbackText is missing")
    if len(json.dumps(card)) > LARGEST:
        found.append("it is too large for Teams")
    found += [f"{kind} is not for both" for kind in {one["type"] for one in every(card) if "type" in one} - IN_BOTH]
    ids = [one["id"] for one in every(card) if "id" in one]
    return found + [f"the id {one} is there twice" for one in set(ids) if ids.count(one) > 1]


def every(part: Any) -> Iterator[dict[str, Any]]:
    """Every object in a card, but for what its actions send."""
    if isinstance(part, list):
        for one in part:
            yield from every(one)
    elif isinstance(part, dict):
        yield part
        for key, value in part.items():
            if key != "data":
                yield from every(value)


def inputs(card: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The boxes of a card by their ids."""
    return {one["id"]: one for one in every(card) if str(one.get("type")).startswith("Input.")}


def action(card: Mapping[str, Any], title: str) -> dict[str, Any]:
    """What the action with this title sends, before anything is filled in."""
    return next(dict(one["data"]) for one in every(card) if one.get("title") == title and "data" in one)


def texts(card: Mapping[str, Any]) -> str:
    """Every text that a person reads on a card, a line each."""
    return "\n".join(str(one[key]) for one in every(card) for key in ("text", "title", "label", "value") if key in one)


STEP = Message(
    "2 of 7: Lateness. Are there any records of lateness?",
    ("checklist.lateness",),
    buttons=(
        Button("Skip", "skip"),
        Button("Why it matters", "followup.why", {"topic": "checklist.lateness"}),
        Button("Go back", "back"),
        Button("Pause", "pause"),
    ),
    extra={"checklist": {"item": "lateness", "position": 2, "of": 7, "state": "asking"}},
)


def overview(notes: Mapping[str, str | None] | None = None) -> Message:
    """A summary with the overview of all items, by their notes."""
    notes = notes if notes is not None else {"attendance": "87% this term", "lateness": None, "support": "a mentor"}
    items = [
        {"item": item, "title": item, "note": note, "state": "noted" if note else "open"}
        for item, note in notes.items()
    ]
    extra = {"checklist": {"item": None, "position": 7, "of": 7, "state": "finished"}, "overview": items}
    return Message(
        "Summary", ("checklist.start",), buttons=(Button("Should I escalate?", "escalation.assess"),), extra=extra
    )


def impact_asked() -> Message:
    """The question for a figure."""
    return Message(guidance().phrase("impact_ask"), ("impact.calculate",))


def impact_told(days: tuple[int, int] | None = None, attendance: str = "92") -> Message:
    """What a figure comes to."""
    measures = measures_from(guidance().attendance)
    impact = (
        impact_of_days(Fraction(days[0]), Fraction(days[1]), measures)
        if days
        else impact_of_attendance(Fraction(attendance), measures)
    )
    return Message("92% ...", ("impact.calculate",), extra={"impact": impact.as_json()})


def escalation_asked(missing: str = "plan") -> Message:
    """The question for what is missing."""
    return Message(guidance().phrase(f"escalation_ask_{missing}"), ("escalation.assess",))


def escalation_told(known: Known) -> Message:
    """The suggestion for what is known."""
    suggestion = suggestion_for(known, guidance().escalation)
    return Message(
        suggestion_in_words(suggestion, known, guidance()),
        ("escalation.assess",),
        buttons=(Button("A SMART action", "practice.smart"),),
        extra={"escalation": suggestion_as_json(suggestion, guidance())},
    )


def questions_offered(band: str | None = None) -> Message:
    """The question bank with its buttons: the ages, or the subjects for one age."""
    bank = guidance().questions
    if band is None:
        entities = [{"age_band": one.id, "circumstance": "general"} for one in bank.bands]
    else:
        entities = [{"age_band": band, "circumstance": one.id} for one in bank.circumstances]
    buttons = tuple(Button("a button", "voice.questions", one) for one in entities)
    return Message("Questions", ("voice.questions",), buttons=buttons)


FEEDBACK = Message(
    "You asked mostly in open ways.",
    ("rehearsal.start",),
    buttons=(
        Button("Hint", "rehearsal.start", {"command": "hint"}),
        Button("Stop", "rehearsal.start", {"command": "stop"}),
    ),
    extra={
        "rehearsal": {"child": "maya", "turn": 4, "label": "invitation", "flags": []},
        "feedback": {
            "shares": [
                {"label": "option_posing", "share": 0.25, "count": 1},
                {"label": "invitation", "share": 0.75, "count": 3},
                {"label": "suggestive", "share": 0.0, "count": 0},
            ]
        },
    },
)


def smart_asked(position: int = 1) -> Message:
    """The question for one part of a SMART action."""
    parts = guidance().smart.parts
    part = parts[position - 1]
    asked = guidance().phrase(
        "smart_part", position=position, of=len(parts), title=part.title, ask=part.ask, example=part.example
    )
    return Message(f"Noted.\n\n{asked}", ("practice.smart",))


def every_message() -> list[Message]:
    """A message of every kind that has a card."""
    return [
        STEP,
        overview(),
        impact_asked(),
        impact_told((23, 120)),
        escalation_asked(),
        escalation_told(Known(plan="cin", attendance=Fraction(88), persistent=True, at_risk=True)),
        questions_offered(),
        questions_offered("5-7"),
        FEEDBACK,
        smart_asked(),
    ]
