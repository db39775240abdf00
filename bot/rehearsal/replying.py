"""The ways in which a child answers: each gives the rehearsal afterwards and the reply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.guidance.rehearsal_pack import GENERAL, Layer
from bot.rehearsal import story
from bot.rehearsal.listening import (
    ECHO,
    GENERALLY,
    GOODBYE,
    OPENS_CLOSED,
    after_echo,
    detail_asked,
    last_question,
    only_goes_on,
)
from bot.rehearsal.memory import LONGEST_PUT, Rehearsal
from bot.rehearsal.moment import ChildReply, Moment
from bot.rehearsal.subjects import subject_of

TOO_EASILY = 8
"""Age under which a child says yes too easily to a yes/no question (Walker; the tendency falls from 4 to 6 and on)."""

WHO_IS = re.compile(r"\bwho(?:'s| is) (?P<name>\w+)\W*$")
ANYTHING = re.compile(r"\banything (?:else|more)\b|\banything (?:that )?you(?:'d| would| want)\b")
EXPLAIN = re.compile(r"\b(?:explain|mean|understand|follow|get)\b")
BARE = 2
"""Words of the longest turn that only names a subject."""

Replied = tuple[Rehearsal, ChildReply]


def said_only(moment: Moment, wordings: Sequence[str]) -> Replied:
    """A reply that tells nothing."""
    return moment.with_subject(), ChildReply(moment.one_of(wordings))


def quietly(moment: Moment, wordings: Sequence[str]) -> Replied:
    """Silence, as likely as this child's pack says, or else one of the wordings."""
    silent = moment.chance(moment.child.chances.silent_when_wary)
    rehearsal = replace(moment.with_subject(), quiet=True)
    return rehearsal, ChildReply(moment.one_of(moment.child.silence if silent else wordings))


def off_subject(moment: Moment) -> Replied:
    """An answer that leaves the subject where it was."""
    return moment.rehearsal, ChildReply(moment.one_of(moment.child.off_subject))


def said_again(moment: Moment) -> Replied:
    """What was told last on what is talked of, once more; where it is to be explained, a detail of it."""
    child, rehearsal = moment.child, moment.rehearsal
    known = story.untold_detail(rehearsal, child, rehearsal.subject) if EXPLAIN.search(moment.text) else None
    if known:
        return detail(moment, *known)
    last = [*story.heard(rehearsal, child, rehearsal.subject), *story.heard(rehearsal, child)][0]
    return rehearsal, ChildReply(last.says)


def told(moment: Moment, layers: Sequence[Layer], before: str = "") -> Replied:
    """Layers of the story, after `before`."""
    text = " ".join(filter(None, (before, *(layer.says for layer in layers))))
    return story.telling_of(moment.rehearsal, layers), ChildReply(text, tuple(layer.id for layer in layers))


def detail(moment: Moment, layer: Layer, kind: str, before: str = "") -> Replied:
    """One detail of a layer, after `before`."""
    key = story.detail_key(layer, kind)
    given = moment.rehearsal.told
    rehearsal = replace(moment.rehearsal, told=given if key in given else (*given, key), subject=layer.subject)
    return rehearsal, ChildReply(" ".join(filter(None, (before, layer.details[kind]))))


def to_invitation(moment: Moment) -> Replied:
    """The next of the story: on the subject, or for a general question on the next that can be told."""
    child, rehearsal = moment.child, moment.rehearsal
    if moment.is_strange:
        return off_subject(moment)
    if "next" in moment.new and moment.named in (None, GENERAL):
        return moment.rehearsal, ChildReply(child.told_next)
    if moment.asks_view and moment.named in (None, GENERAL):
        return said_only(moment, child.warmed)
    if draws_now(moment):
        subject = moment.named or child.draws.subject
        drawn = replace(moment, rehearsal=replace(rehearsal, drawn=True, subject=subject))
        return told(drawn, drawn.next_layers(subject), child.draws.says)
    quoted = story.echoed(rehearsal, child, moment.text, moment.named) if ECHO.search(moment.text) else None
    after = subject_of(after_echo(moment.text), child)
    if quoted and after in (None, GENERAL, quoted.subject):
        return to_echo(replace(moment, named=quoted.subject), quoted)
    layers = moment.next_layers(moment.subject, moment.text)
    leaves_it = moment.named == GENERAL or rehearsal.subject is None or GENERALLY.search(moment.text)
    if not layers and leaves_it and moment.named in (None, GENERAL):
        layers = moment.next_layers()
    return told(moment, layers) if layers else nothing_new(moment)


def nothing_new(moment: Moment) -> Replied:
    """The answer to an open question that brings no layer: from what was told, or not ready to tell yet."""
    child, rehearsal = moment.child, moment.rehearsal
    asked_before = not story.left(rehearsal, child, moment.subject)
    known = story.untold_detail(rehearsal, child, moment.subject)
    if known and (asked_before or moment.named is None):
        return detail(moment, *known, before=moment.one_of(child.asked_again) if moment.named else "")
    if asked_before:
        return said_only(moment, child.nothing_more)
    heard = story.heard(rehearsal, child, moment.subject)
    return quietly(moment, child.nothing_more if heard else child.closed_unsure)


def to_directive(moment: Moment, text: str = "", before: str = "") -> Replied:
    """The detail that is asked for; the same detail again where it was given already."""
    child, rehearsal = moment.child, moment.rehearsal
    asked = text or moment.text
    kind = detail_asked(asked) or "what"
    if moment.is_strange:
        return off_subject(moment)
    person = WHO_IS.search(asked)
    known = story.on_person(rehearsal, child, person["name"]) if person else None
    if known:
        return moment.with_subject(), ChildReply(" ".join(filter(None, (before, known))))
    layer = story.detail_layer(rehearsal, child, asked, kind, moment.subject) if moment.subject else None
    if kind == "why" and (layer is None or child.age < TOO_EASILY or rehearsal.trust < moment.settings.why_from_trust):
        return said_only(moment, child.why_asked)
    if layer is None:
        return said_only(moment, child.closed_unsure if moment.subject else child.off_subject)
    again = story.detail_key(layer, kind) in rehearsal.told and not before
    return detail(moment, layer, kind, moment.one_of(child.asked_again) if again else before)


def to_option(moment: Moment) -> Replied:
    """Yes, no or don't know; under 8 a yes too easily, which counts as only agreed to."""
    child, rehearsal = moment.child, moment.with_subject()
    likely_yes = moment.chance(child.chances.yes_to_closed)
    if ANYTHING.search(moment.text):
        return said_only(moment, child.closed_no)
    heard = story.heard(rehearsal, child, moment.named) if moment.named else []
    unsaid = story.open_layers(rehearsal, child, moment.named) if moment.named else []
    if child.age < TOO_EASILY and likely_yes and not heard:
        return agreed(moment, child.closed_yes)
    for layer in (*heard, *unsaid):
        key = story.detail_key(layer, "closed")
        if key not in rehearsal.told:
            return replace(rehearsal, told=(*rehearsal.told, key)), ChildReply(layer.closed)
    if likely_yes:
        return rehearsal, ChildReply(moment.one_of(child.closed_yes))
    # "No" could deny what the child has told, so on a subject it is left unsure.
    return rehearsal, ChildReply(moment.one_of(child.closed_unsure if moment.named else child.closed_no))


def agreed(moment: Moment, wordings: Sequence[str]) -> Replied:
    """Agreement to what was only put to the child."""
    put = " ".join(moment.said.text[:LONGEST_PUT].split())
    known = moment.rehearsal.agreed
    rehearsal = replace(moment.with_subject(), agreed=known if put in known else (*known, put))
    return rehearsal, ChildReply(moment.one_of(wordings), unreliable=True)


def to_suggestion(moment: Moment) -> Replied:
    """Agreement or a shrug; neither can be relied on."""
    child = moment.child
    if moment.chance(child.chances.agrees_to_suggestion):
        return agreed(moment, child.suggested_agree)
    return moment.with_subject(), ChildReply(moment.one_of(child.suggested_shrug), unreliable=True)


def to_several(moment: Moment) -> Replied:
    """An answer to the last of several questions (children answer the last part: Katz and Hershkowitz 2012)."""
    last = last_question(moment.text)
    before = moment.one_of(moment.child.multiple)
    moment = replace(moment, named=subject_of(last, moment.child) or moment.named)
    rehearsal, reply = to_option(moment) if OPENS_CLOSED.match(last) else to_directive(moment, last, before)
    return rehearsal, reply if reply.text.startswith(before) else replace(reply, text=f"{before} {reply.text}")


def draws_now(moment: Moment) -> bool:
    """Whether drawing is offered and the child has not drawn yet."""
    return "drawing" in moment.warmth and not moment.rehearsal.drawn


def to_drawing(moment: Moment) -> Replied:
    """What the child draws."""
    rehearsal = replace(moment.rehearsal, drawn=True, subject=moment.child.draws.subject)
    return rehearsal, ChildReply(moment.child.draws.says)


def to_facilitator(moment: Moment) -> Replied:
    """The answer to encouragement: more of the story where the child is told to go on or hears their own words."""
    child, rehearsal = moment.child, moment.rehearsal
    if GOODBYE.search(moment.text):
        return rehearsal, ChildReply(child.goodbye)
    if "next" in moment.new:
        return rehearsal, ChildReply(child.told_next)
    if only_goes_on(moment.text) or moment.warmth == ("patience",):
        layers = moment.next_layers(rehearsal.subject)[:1] if rehearsal.subject else ()
        return told(moment, layers) if layers else quietly(moment, child.warmed)
    if ECHO.search(moment.text) or not moment.warmth:
        layer = story.echoed(rehearsal, child, moment.text, moment.named)
        if layer:
            return to_echo(replace(moment, named=layer.subject), layer)
    if ECHO.search(moment.text):
        return said_only(moment, child.closed_unsure)
    if moment.named and len(moment.text.split()) <= BARE:
        layers = moment.next_layers(moment.named)[:1]
        return told(moment, layers) if layers else nothing_new(moment)
    return said_only(moment, child.warmed)


def to_echo(moment: Moment, layer: Layer) -> Replied:
    """The answer to the child's own words: that they are right, and what follows from them."""
    yes = moment.one_of(moment.child.acknowledged)
    layers = moment.next_layers(layer.subject)
    if layers:
        return told(moment, layers if moment.said.label == "invitation" else layers[:1], yes)
    known = story.untold_detail(moment.rehearsal, moment.child, layer.subject, first=layer)
    return detail(moment, *known, before=yes) if known else (moment.with_subject(), ChildReply(yes))


def young_and_confused(moment: Moment) -> bool:
    """Whether it was too long or too hard a word for a child of this age."""
    age, flags, older = moment.child.age, moment.said.flags, moment.settings.long_words_from_age
    too_long = "long" in flags and age < (TOO_EASILY if moment.said.label == "facilitator" else older)
    return too_long or ("jargon" in flags and (age < older or moment.named is None))
