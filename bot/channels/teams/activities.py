"""What Teams sends, read carefully (Bot Framework activity schema): whatever has another shape is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.web.bodies import object_in
from bot.channels.web.refusals import Refusal

LARGEST = 256 * 1024
"""Bytes of the largest activity that is read."""

DEEPEST = 40
"""Levels of objects and lists: Teams' own have fewer than ten, and a card's form one."""

LONGEST_ID = 200
"""Characters of an activity's id, which is kept with the message."""

LONGEST_NAME = 1_000
"""Characters of other ids."""

KINDS = ("personal", "groupChat", "channel")
NEED_AN_ID = ("message", "invoke")


class BadActivity(Exception):
    """An activity that can't be read: the status to answer with, and why, for the log."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True)
class Activity:
    """An activity. What it doesn't have is empty; `person` is the object id in the tenant, or the id in the channel."""

    type: str
    id: str = ""
    name: str = ""
    action: str = ""
    text: str = ""
    value: Mapping[str, Any] | None = None
    conversation: str = ""
    kind: str = "personal"
    sender: str = ""
    person: str = ""
    bot: str = ""
    by_bot: bool = False
    reply_to: str = ""
    entities: tuple[Mapping[str, Any], ...] = ()
    attachments: tuple[Mapping[str, Any], ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    reactions: tuple[str, ...] = ()


def body_in(body: bytes) -> dict[str, Any]:
    """The JSON object of a request. Raises BadActivity (400, 413)."""
    if len(body) > LARGEST:
        raise BadActivity(413, "the activity is too large")
    if depth_of(body) > DEEPEST:
        raise BadActivity(400, "the activity is nested too deeply")
    try:
        return object_in(body)
    except Refusal as error:
        raise BadActivity(error.status, "the activity is no JSON object in UTF-8 that can be shown") from error


def depth_of(body: bytes) -> int:
    """How deeply objects and lists are nested, at most: brackets in texts count too."""
    depth = deepest = 0
    for byte in body:
        if byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest


def activity_in(body: Mapping[str, Any]) -> Activity:
    """The activity in a request's object. Raises BadActivity (400) where a part isn't what it must be."""
    kind = text_at(body, "type", LONGEST_NAME)
    if not kind:
        raise BadActivity(400, "the activity has no type")
    conversation, sender, bot = (object_at(body, name) for name in ("conversation", "from", "recipient"))
    activity = Activity(
        type=kind,
        id=text_at(body, "id", LONGEST_ID),
        name=text_at(body, "name", LONGEST_NAME),
        action=text_at(body, "action", LONGEST_NAME),
        text=text_at(body, "text"),
        value=value_in(body),
        conversation=text_at(conversation, "id", LONGEST_NAME),
        kind=kind_of(conversation),
        sender=text_at(sender, "id", LONGEST_NAME),
        person=text_at(sender, "aadObjectId", LONGEST_NAME).lower() or text_at(sender, "id", LONGEST_NAME),
        bot=text_at(bot, "id", LONGEST_NAME),
        by_bot=text_at(sender, "role", LONGEST_NAME) == "bot",
        reply_to=text_at(body, "replyToId", LONGEST_ID),
        entities=tuple(objects_at(body, "entities")),
        attachments=tuple(objects_at(body, "attachments")),
        added=ids_at(body, "membersAdded", "id"),
        removed=ids_at(body, "membersRemoved", "id"),
        reactions=ids_at(body, "reactionsAdded", "type"),
    )
    if kind in NEED_AN_ID and not (activity.id and activity.conversation and activity.person and activity.bot):
        raise BadActivity(400, f"a {kind} needs id, conversation, from and recipient")
    return activity


def value_in(body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What a card or an invoke sends. Raises BadActivity."""
    value = body.get("value")
    if value is not None and not isinstance(value, dict):
        raise BadActivity(400, "value is no object")
    return value


def kind_of(conversation: Mapping[str, Any]) -> str:
    """The kind of chat. Raises BadActivity."""
    kind = text_at(conversation, "conversationType", LONGEST_NAME)
    group = conversation.get("isGroup")
    if kind not in ("", *KINDS) or not isinstance(group, (bool, type(None))):
        raise BadActivity(400, "the conversation is of no kind that is known")
    return kind or ("groupChat" if group else "personal")


def text_at(holder: Mapping[str, Any], name: str, longest: int | None = None) -> str:
    """The text under a name; nothing where there is none. Raises BadActivity for anything else, or a longer one."""
    found = holder.get(name)
    if found is None:
        return ""
    if not isinstance(found, str) or (longest is not None and len(found) > longest):
        raise BadActivity(400, f"{name} is no text, or too long")
    return found


def object_at(holder: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The object under a name; an empty one where there is none. Raises BadActivity."""
    found = holder.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise BadActivity(400, f"{name} is no object")
    return found


def objects_at(holder: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """The objects of a list. Raises BadActivity."""
    found = holder.get(name)
    if found is not None and not isinstance(found, list):
        raise BadActivity(400, f"{name} is no list")
    for one in found or ():
        if not isinstance(one, dict):
            raise BadActivity(400, f"{name} holds something that is no object")
        yield one


def ids_at(holder: Mapping[str, Any], name: str, key: str) -> tuple[str, ...]:
    """What stands under a key in each object of a list. Raises BadActivity."""
    return tuple(text_at(one, key, LONGEST_NAME) for one in objects_at(holder, name))
