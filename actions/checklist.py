"""The walk-through of the seven things to find out from the school."""

from __future__ import annotations

from actions.checklist_messages import (
    CONFIRM,
    beside,
    heard,
    item_buttons,
    item_message,
    questions_to_the_child,
    to_confirm,
)
from actions.skill import SkillAction, guidance_for, on_top, without
from bot.channels.replies import Button, Message, Reply
from bot.checklist.changes import change_in, item_named, new_value_in, said_for_another_item
from bot.checklist.registered import notes_from
from bot.checklist.summary import known_from_notes, summary_of
from bot.checklist.walkthrough import ITEMS, Item, Walkthrough
from bot.conversation.claims import YES, YES_OR_NO
from bot.conversation.reading import ACKNOWLEDGED
from bot.conversation.turn import Turn
from bot.escalation.rules import known_as_json, known_from_json
from bot.guidance.library import Guidance
from bot.guidance.wording import bullets, joined
from bot.services import services

SKILL = "checklist"
START = "checklist.start"


class WalkThrough(SkillAction):
    """Takes one step: starts, notes an answer, or follows a command."""

    def name(self) -> str:
        return "action_checklist"

    def reply(self, turn: Turn) -> Reply:
        guidance = guidance_for(turn)
        walkthrough = walkthrough_of(turn)
        elsewhere = turn.waiting and turn.waiting[-1] != SKILL
        if elsewhere and turn.intent in ("carry_on", "repeat") and is_asked_again(turn):
            return Reply(())
        if walkthrough is None and turn.intent != START:
            return only_in_checklist(guidance) if elsewhere else nothing_to_steer(guidance)
        if walkthrough is None:
            return started(turn, guidance)
        rewritten = change_in(turn.text)
        if rewritten:
            item, note = rewritten
            return put_right(turn, guidance, walkthrough, walkthrough.rewritten(item, note), item)
        steers = turn.from_button or SKILL not in turn.waiting
        if turn.intent == START and (steers or turn.kind == "question"):
            return started(turn, guidance) if walkthrough.item is None else asked(turn, guidance, on(walkthrough))
        if steers or turn.kind == "command":
            return commanded(turn, guidance, walkthrough)
        return answered(turn, guidance, walkthrough)


def is_asked_again(turn: Turn) -> bool:
    """Whether what waits is asked again next: not every skill does, and something has to be said."""
    from actions.waiting import prompt_of  # which knows this skill too

    return prompt_of(turn) is not None


def walkthrough_of(turn: Turn) -> Walkthrough | None:
    """The walk-through as it is remembered."""
    remembered = turn.remembered.get("walkthrough")
    return Walkthrough.from_json(remembered) if remembered else None


def on(walkthrough: Walkthrough) -> Walkthrough:
    """The walk-through carried on, where it was paused or has ended; else as it is."""
    return walkthrough if walkthrough.state == "asking" else walkthrough.resumed()


def started(turn: Turn, guidance: Guidance) -> Reply:
    """The first item, after a word on how it works; filled in from the register, where one was read."""
    walkthrough = with_register(turn, guidance, Walkthrough())
    return asked(turn, guidance, walkthrough, guidance.phrase("item_first"), (START,))


def with_register(turn: Turn, guidance: Guidance, walkthrough: Walkthrough) -> Walkthrough:
    """The walk-through with what the register says noted for the items that nobody answered."""
    read = turn.remembered.get("register")
    if not read:
        return walkthrough
    return walkthrough.filled(notes_from(read["figures"], guidance), guidance.phrase("from_the_register"))


def nothing_to_steer(guidance: Guidance) -> Reply:
    """What is said to a command where there is no walk-through."""
    button = Button(guidance.entry(START).title, START)
    return Reply((Message(guidance.phrase("nothing_to_steer"), ("help",), buttons=(button,)),))


def only_in_checklist(guidance: Guidance) -> Reply:
    """What is said to a command that what waits doesn't know."""
    return Reply((Message(guidance.phrase("only_in_checklist"), ("help",)),))


def asked(
    turn: Turn, guidance: Guidance, walkthrough: Walkthrough, before: str = "", content: tuple[str, ...] = ()
) -> Reply:
    """The item that waits, after `before`; the summary, where none does."""
    if walkthrough.item is None:
        return summed_up(turn, guidance, walkthrough, before)
    message = item_message(guidance, walkthrough, before, content)
    return remembering(turn, walkthrough, (message,), f"checklist.{walkthrough.item}")


def answered(turn: Turn, guidance: Guidance, walkthrough: Walkthrough) -> Reply:
    """The answer noted, for the item that waits or the one that it names, and the next item."""
    item = ITEMS[walkthrough.position - 1]
    if item in walkthrough.unconfirmed and YES_OR_NO.match(turn.text):
        return confirmed(turn, guidance, walkthrough, bool(YES.match(turn.text)))
    if ACKNOWLEDGED.match(turn.text):
        return asked(turn, guidance, walkthrough)
    elsewhere = said_for_another_item(turn.text, item)
    if elsewhere:
        return changed(turn, guidance, walkthrough, *elsewhere)
    after = walkthrough.answered(turn.text)
    return asked(turn, guidance, after, joined([heard(after, item, guidance)]))


def confirmed(turn: Turn, guidance: Guidance, walkthrough: Walkthrough, right: bool) -> Reply:
    """What the register says taken as the answer; asked for what is right, where it isn't."""
    if not right:
        return told(turn, guidance, walkthrough, guidance.phrase("register_not_right"))
    item = ITEMS[walkthrough.position - 1]
    after = walkthrough.confirmed()
    return asked(turn, guidance, after, heard(after, item, guidance))


def commanded(turn: Turn, guidance: Guidance, walkthrough: Walkthrough) -> Reply:
    """What a command does."""
    command = turn.intent if turn.from_button else turn.ranking[0].intent
    item = ITEMS[walkthrough.position - 1]
    named = item_named(turn.text) if not turn.from_button else None
    if command == "change_answer":
        value = new_value_in(turn.text)
        target = named or (previous_item(walkthrough) if value else None)
        if target is None:
            return told(turn, guidance, walkthrough, guidance.phrase("which_item"))
        if value is None:
            title = guidance.entry(f"checklist.{target}").title
            return asked(turn, guidance, walkthrough.at(target), guidance.phrase("change_to", title=title))
        return changed(turn, guidance, walkthrough, target, value)
    if command == "summary":
        return summed_up(turn, guidance, walkthrough)
    if command == "carry_on":
        return asked(turn, guidance, on(walkthrough))
    if command == CONFIRM:
        return confirmed(turn, guidance, walkthrough, item in walkthrough.unconfirmed)
    if walkthrough.item is None and command != "back":
        return nothing_to_steer(guidance)
    if command == "pause":
        return paused(turn, guidance, walkthrough.paused())
    if command == "stop":
        return summed_up(turn, guidance, walkthrough.stopped(), guidance.phrase("stopped"))
    if command == "skip":
        title = guidance.entry(f"checklist.{item}").title
        return asked(turn, guidance, walkthrough.passed_over(), guidance.phrase("skipped", title=title))
    if command == "back":
        before = guidance.phrase("at_first") if walkthrough.position == 1 and not named else ""
        return asked(turn, guidance, walkthrough.at(named) if named else walkthrough.back(), before)
    return asked(turn, guidance, walkthrough)


def previous_item(walkthrough: Walkthrough) -> Item | None:
    """The item answered last before the one that waits."""
    before = ITEMS[: walkthrough.position - 1] if walkthrough.item else ITEMS
    return next((item for item in reversed(before) if item in walkthrough.answers), None)


def changed(turn: Turn, guidance: Guidance, walkthrough: Walkthrough, item: Item, value: str) -> Reply:
    """An earlier answer changed as it is said, and the item that waits asked again."""
    return put_right(turn, guidance, walkthrough, walkthrough.changed(item, value), item)


def put_right(turn: Turn, guidance: Guidance, walkthrough: Walkthrough, after: Walkthrough, item: Item) -> Reply:
    """That the note of an item is changed, and the item that waits asked again; the summary where none does."""
    title = guidance.entry(f"checklist.{item}").title
    said = guidance.phrase(
        "changed" if item in walkthrough.answers else "noted_for", title=title, note=after.notes[item].text
    )
    if ITEMS[after.position - 1] == item and after.item is not None:
        after = after.onwards()
    return asked(turn, guidance, after, said)


def told(turn: Turn, guidance: Guidance, walkthrough: Walkthrough, text: str) -> Reply:
    """A sentence, with the walk-through left where it is."""
    extra = beside(walkthrough, guidance)
    return remembering(turn, walkthrough, (Message(text, (START,), extra=extra),), START)


def paused(turn: Turn, guidance: Guidance, walkthrough: Walkthrough) -> Reply:
    """That it waits, and how to carry on."""
    title = guidance.entry(f"checklist.{ITEMS[walkthrough.position - 1]}").title
    text = guidance.phrase("paused", position=walkthrough.position, of=len(ITEMS), title=title)
    button = Button(guidance.phrase("resume"), "carry_on")
    message = Message(text, (START,), buttons=(button,), extra=beside(walkthrough, guidance))
    return remembering(turn, walkthrough, (message,), START)


def summed_up(turn: Turn, guidance: Guidance, walkthrough: Walkthrough, before: str = "") -> Reply:
    """The summary: what is noted, what is missing, what it suggests, what to ask the child."""
    child = dict(turn.remembered.get("child") or {})
    summary = summary_of(walkthrough, known_from_json(child), guidance, services().measures)
    noted = [guidance.phrase("summary_note", title=title, note=note) for title, note in summary.noted]
    sections = [before, guidance.phrase("summary_title")]
    if noted:
        sections.append(bullets(noted))
    missing = guidance.phrase("summary_missing") + ":\n" + bullets(summary.missing)
    sections.append(missing if summary.missing else guidance.phrase("summary_nothing_missing"))
    if noted:
        sections.append(guidance.phrase("summary_suggests") + ":\n" + bullets(summary.suggests))
        sections.append(questions_to_the_child(guidance, summary.circumstance, child.get("age")))
    sections.append(guidance.phrase("summary_prompt"))
    buttons = [Button(guidance.entry("escalation.assess").title, "escalation.assess")]
    if walkthrough.state in ("paused", "stopped", "asking"):
        buttons.insert(0, Button(guidance.phrase("resume"), "carry_on"))
    extra = beside(walkthrough, guidance)
    if summary.impact:
        extra["impact"] = summary.impact.as_json()
    sources = tuple(guidance.cited(source for item in ITEMS for source in guidance.sources_of(f"checklist.{item}")))
    message = Message(joined(sections), (START,), sources, tuple(buttons), extra)
    reply = remembering(turn, walkthrough, (message,), START)
    return Reply(reply.messages, {**reply.remember, "child": {**child, **known_as_json(summary.known)}})


def remembering(turn: Turn, walkthrough: Walkthrough, messages: tuple[Message, ...], topic: str) -> Reply:
    """A reply that remembers the walk-through, whether it waits, and the topic for a follow-up.

    A pause is for everything: nothing else is asked again until it is asked for.
    """
    waiting = on_top(turn, SKILL) if walkthrough.state == "asking" else without(turn, SKILL)
    if walkthrough.state == "paused":
        waiting = []
    child = {**(turn.remembered.get("child") or {}), **known_as_json(known_from_notes(walkthrough))}
    return Reply(
        messages,
        {
            "walkthrough": walkthrough.as_json(),
            "waiting": waiting,
            "last_topic": topic,
            "child": child,
        },
    )


def prompt(turn: Turn) -> Message | None:
    """The item that waits, asked again in short after something else was answered."""
    walkthrough = walkthrough_of(turn)
    if walkthrough is None or walkthrough.item is None:
        return None
    guidance = guidance_for(turn)
    entry = guidance.entry(f"checklist.{walkthrough.item}")
    text = guidance.phrase(
        "item_again",
        position=walkthrough.position,
        of=len(ITEMS),
        title=entry.title,
        question=entry.question or entry.says,
    )
    text = joined([text, to_confirm(walkthrough, walkthrough.item, guidance)])
    buttons = item_buttons(guidance, walkthrough, walkthrough.item)
    return Message(text, buttons=buttons, extra=beside(walkthrough, guidance))
