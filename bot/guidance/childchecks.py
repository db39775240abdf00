"""What has to fit inside a made-up child's story, and inside what is said round a rehearsal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from string import Formatter
from typing import Any

from bot.guidance.faults import Fault, Place, one_of
from bot.guidance.packfiles import PackFile
from bot.guidance.rehearsal_pack import GENERAL, HELP

HINT_PLACEHOLDERS = ("subject", "words")
FRAME_PLACEHOLDERS = ("name",)
FRAMES = ("choose", "started", "how", "paused", "resumed", "stopped")
"""Texts round a rehearsal, which may name the child."""

FEEDBACK_PLACEHOLDERS: Mapping[str, Sequence[str]] = {
    "heard": ("heard", "of", "name"),
    "all_heard": ("of", "name"),
    "shares": ("shares",),
    "share": ("count", "label"),
    "best": ("question", "answer"),
    "unheard": ("name",),
    "reword_one": ("question", "better", "why"),
    "agreed": ("name",),
    "touched": ("titles",),
    "helps": ("name",),
    "more_recommended": ("recommended", "before"),
    "recommended_before": ("recommended", "before"),
}
"""What each sentence of the feedback can be filled in with; nothing for those not named."""


def inside_rehearsals(files: Sequence[PackFile]) -> Iterator[Fault]:
    """Everything that does not fit in children and in rehearsal.yml, for files of the right shape."""
    for file in files:
        if file.kind == "children":
            yield from child_faults(file)
        elif file.kind == "rehearsal":
            yield from settings_faults(file)
            yield from text_faults(file)


def child_faults(file: PackFile) -> Iterator[Fault]:
    """What does not fit in one child."""
    child = file.contents
    if child["id"] != file.stem:
        yield file.fault(("id",), f"'{child['id']}' is not the name of its file; expected '{file.stem}'")
    if child["draws"]["subject"] not in child["subjects"]:
        yield unknown_subject(file, ("draws", "subject"), child["draws"]["subject"])
    yield from subject_faults(file)
    yield from layer_faults(file)
    helping = sum(layer["subject"] == HELP for layer in child["layers"])
    if len(child["helps"]) != helping:
        yield file.fault(("helps",), f"has {len(child['helps'])}; expected {helping}, one for each layer on '{HELP}'")


def unknown_subject(file: PackFile, place: Place, name: str) -> Fault:
    """The fault of a subject that the child does not have."""
    return file.fault(place, f"'{name}' is not a subject of this child; {one_of(file.contents['subjects'], name)}")


def subject_faults(file: PackFile) -> Iterator[Fault]:
    """Subjects with nothing to tell, and words that would lead to two of them."""
    told = {layer["subject"] for layer in file.contents["layers"]}
    for name in (GENERAL, HELP):
        if name not in file.contents["subjects"]:
            yield file.fault(("subjects", name), "is missing; every child has this subject")
    owner: dict[str, str] = {}
    for name, subject in file.contents["subjects"].items():
        if name not in told:
            yield file.fault(("subjects", name), f"'{name}' has no layer; expected at least one, or no such subject")
        for position, phrase in enumerate(subject["called"]):
            if owner.setdefault(phrase, name) != name:
                place = ("subjects", name, "called", position)
                yield file.fault(place, f"'{phrase}' already leads to '{owner[phrase]}'; expected in one subject")


def layer_faults(file: PackFile) -> Iterator[Fault]:
    """Layers on a subject that there is not, that nobody could ever hear, or that speak against each other."""
    layers = {layer["id"]: layer for layer in file.contents["layers"]}
    for position, layer in enumerate(file.contents["layers"]):
        place = ("layers", position)
        if layer["subject"] not in file.contents["subjects"]:
            yield unknown_subject(file, (*place, "subject"), layer["subject"])
        for step, needed in enumerate(layer.get("needs", ())):
            if needed not in layers:
                message = f"'{needed}' is not a layer of this child; {one_of(layers, needed)}"
                yield file.fault((*place, "needs", step), message)
            elif layer["id"] in all_needs(needed, layers):
                message = f"'{needed}' itself waits for '{layer['id']}'; expected no ring"
                yield file.fault((*place, "needs", step), message)
        for step, other in enumerate(layer.get("opposite", ())):
            if other in layers:
                message = f"'{other}' is a layer of this child too; expected a story that does not contradict itself"
                yield file.fault((*place, "opposite", step), message)
    start = file.contents["trust"]["start"]
    if not any(layer["trust"] <= start and not layer.get("needs") for layer in layers.values()):
        yield file.fault(("trust", "start"), f"is {start}, below every layer's; expected one that can be told at once")


def all_needs(layer_id: str, layers: Mapping[str, Any]) -> set[str]:
    """The layer and all that have to be heard before it."""
    found: set[str] = set()
    waiting = [layer_id]
    while waiting:
        one = waiting.pop()
        if one in layers and one not in found:
            found.add(one)
            waiting.extend(layers[one].get("needs", ()))
    return found


def settings_faults(file: PackFile) -> Iterator[Fault]:
    """Settings by which asking openly, or warm words said again, would do what no reader expects."""
    settings = file.contents["settings"]
    open_step = settings["trust_steps"]["invitation"]
    for kind, step in settings["trust_steps"].items():
        if step > open_step:
            message = f"is {step}; expected at most {open_step}, the step of an invitation, which brings the most"
            yield file.fault(("settings", "trust_steps", kind), message)
    first, again = settings["warm_words_first"], settings["warm_words_again"]
    if again > first:
        message = f"is {again}; expected at most {first}, what warm words add the first time"
        yield file.fault(("settings", "warm_words_again"), message)


def text_faults(file: PackFile) -> Iterator[Fault]:
    """Texts with something to fill in that they can't know, and praise that leaves a share out."""
    texts = file.contents
    for situation, hints in texts["hints"].items():
        for position, hint in enumerate(hints):
            yield from placeholder_faults(file, ("hints", situation, position), hint, HINT_PLACEHOLDERS)
    for frame in FRAMES:
        yield from placeholder_faults(file, (frame,), texts[frame], FRAME_PLACEHOLDERS)
    for sentence, text in texts["feedback"].items():
        yield from placeholder_faults(file, ("feedback", sentence), text, FEEDBACK_PLACEHOLDERS.get(sentence, ()))
    for position, praise in enumerate(texts["praise"]):
        for step, text in enumerate(praise["says"]):
            yield from placeholder_faults(file, ("praise", position, "says", step), text, FRAME_PLACEHOLDERS)
    shares = [praise["from"] for praise in texts["praise"]]
    for position, (before, share) in enumerate(pairwise(shares), start=1):
        if share >= before:
            message = f"is {share}; expected less than {before}, as praise goes from the highest to the lowest"
            yield file.fault(("praise", position, "from"), message)
    if shares[-1] != 0:
        message = f"is {shares[-1]}; expected 0, so that every share has praise"
        yield file.fault(("praise", len(shares) - 1, "from"), message)


def placeholder_faults(file: PackFile, place: Place, text: str, allowed: Sequence[str]) -> Iterator[Fault]:
    """What is to be filled in and can't be."""
    expected = " and ".join(f"{{{name}}}" for name in allowed) or "nothing to fill in"
    try:
        parsed = [part[1:] for part in Formatter().parse(text) if part[1] is not None]
    except ValueError as error:
        yield file.fault(place, f"has a curly bracket that is not a pair ({error}); expected {expected}")
        return
    for name, form, conversion in parsed:
        if name not in allowed or form or conversion:
            yield file.fault(place, f"'{{{name}}}' can't be filled in; expected {expected}")
