"""The assistant as every channel uses it: a message in, the messages of the reply out."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.channels.conversations import NotSaved
from bot.channels.registers import pasted
from bot.conversation.kept import reference_in
from bot.conversation.turn import BUTTON_MARK, REGISTER, WAS_MASKED
from bot.logged import kind_and_place
from bot.masking import mask
from bot.masking.known import known_names, names_in_story
from bot.numerals import LONGEST_READ
from bot.runtime.changes import apply_changes
from bot.runtime.in_process import InProcessActions
from bot.runtime.memory import ConversationMemory
from bot.runtime.one_at_a_time import OneAtATime
from bot.runtime.stored import WARM_UP, WrittenMeanwhile
from bot.services import services

log = logging.getLogger(__name__)

apply_changes()

LONGEST_MESSAGE = 20_000
"""Characters of a message that are taken; what is more is cut off, and said to be."""

WARMING_UP = ("hello", "what do I check about reduced hours?", "87%", "check my questions: Do you like maths?")
"""Messages answered before the assistant says that it is ready, so that nobody waits for the first one."""


CHOOSES = re.compile(r"\b(?:rehears\w*|practi[sc]\w*|role-?\s?play\w*)\b", re.IGNORECASE)
"""Words with which somebody asks to rehearse, and may name a simulated child."""

MOST_TRIES = 5
"""Times that a turn is answered where other processes add to the conversation in between."""


class WholeReply(OutputChannel):
    """Collects each message whole: text, buttons and `custom` together."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return "guide"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Takes a message as the action made it."""
        kept = {key: value for key, value in message.items() if value and key in ("text", "buttons", "custom")}
        self.messages.append(kept)


@dataclass(frozen=True)
class Answered:
    """A turn answered: its messages, how long it took in milliseconds, and whether it could be saved."""

    messages: list[dict[str, Any]]
    milliseconds: float
    saved: bool = True

    @property
    def content(self) -> list[str]:
        """The ids of all messages, in the order given."""
        return [entry_id for message in self.messages for entry_id in message["custom"]["content"]]

    @property
    def text(self) -> str:
        """All texts, a blank line between."""
        return "\n\n".join(message["text"] for message in self.messages)

    def as_json(self, message: str) -> dict[str, Any]:
        """The object of `guide ask --json`."""
        return {
            "message": message,
            "content": self.content,
            "text": self.text,
            "custom": [one["custom"] for one in self.messages],
            "milliseconds": round(self.milliseconds, 2),
        }


class Assistant:
    """The assistant, loaded."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent

    @classmethod
    def load(
        cls,
        model: Path,
        actions: EndpointConfig | None = None,
        conversations: TrackerStore | None = None,
    ) -> Assistant:
        """The assistant with `model`; actions run in this process unless an endpoint is given."""
        agent = Agent(lock_store=OneAtATime(), action_endpoint=actions or InProcessActions())
        # Rasa would put a store in memory behind one that it is given, which hides that a turn was not saved.
        agent.tracker_store = conversations or ConversationMemory(Domain.empty())
        agent.load_model(model)
        return cls(agent)

    @property
    def agent(self) -> Agent:
        """Rasa's agent."""
        return self._agent

    async def warm_up(self) -> None:
        """Answers a few messages that nobody sees."""
        for text in WARMING_UP:
            await self.reply(text, WARM_UP + secrets.token_hex(8))

    async def reply(
        self,
        text: str,
        conversation: str,
        message_id: str | None = None,
        register: Mapping[str, Any] | None = None,
    ) -> Answered:
        """The reply to `text` in a conversation. There always is one: an apology with a reference, if all fails.

        `message_id` is the channel's own id of the message, kept with it; `register` what was read of a register that
        came with it.
        """
        begun = time.perf_counter()
        saved = True
        try:
            messages = await self._answers(text, conversation, message_id, register) or [apology()]
        except NotSaved as error:
            log.warning("a turn was not saved: %s", error)
            messages, saved = [{"text": services().guidance.phrase("not_saved")}], False
        except Exception as error:
            log.error("a turn failed: %s", kind_and_place(error))
            messages, saved = [apology()], False
        for message in messages:
            message.setdefault("custom", {"content": [], "sources": []})
        return Answered(messages, (time.perf_counter() - begun) * 1000, saved)

    async def _answers(
        self, text: str, conversation: str, message_id: str | None, register: Mapping[str, Any] | None
    ) -> list[dict[str, Any]]:
        """The messages of a turn that is saved; answered again, where another process added to the conversation first.

        Raises NotSaved. Rasa saves last, so that nothing is shown of a turn that raises anything.
        """
        read = register or pasted(text)
        for tries_left in reversed(range(MOST_TRIES)):
            channel = WholeReply()
            try:
                tracker = await self._agent.tracker_store.retrieve(conversation)
                taken = as_taken(text, tracker)
                safe = without_details(taken, tracker.get_slot("rehearsal") if tracker else None)
                beside = {WAS_MASKED: safe != taken, **({REGISTER: read} if read else {})}
                received = UserMessage(safe, channel, conversation, None, channel.name(), message_id, beside)
                await self._agent.handle_message(received)
                break
            except WrittenMeanwhile:
                if not tries_left:
                    raise
        messages = [message for message in channel.messages if message.get("text")]
        if messages and len(text) > LONGEST_READ:
            messages.append({"text": services().guidance.phrase("too_long")})
        return messages


def as_taken(text: str, tracker: DialogueStateTracker | None) -> str:
    """`text` as it goes to Rasa: typed text is never a command, only a button that was offered is."""
    text = text[:LONGEST_MESSAGE].replace("\x00", "")
    if not text.lstrip().startswith(BUTTON_MARK) or (tracker and text in payloads_offered(tracker)):
        return text
    # Rasa takes off what is blank in front, so a mark behind blanks would be one again.
    return re.sub(rf"^[\s{BUTTON_MARK}]+", "", text)


def without_details(text: str, rehearsal: Mapping[str, Any] | None) -> str:
    """`text` with its identifying details masked; a button's text, and the practitioner's own reference, as they are.

    Nothing behind this function, in memory, on a disk or in a log, has the details. A simulated child's name is known
    only where one is chosen or rehearsed with: a real child may be called the same.
    """
    if text.startswith(BUTTON_MARK):
        return text
    reference = reference_in(text)
    own = names_rehearsed(text, rehearsal) | ({reference.lower()} if reference else set())
    masked: str = mask(text, names_known() | own if own else names_known()).text
    return masked


def names_rehearsed(text: str, rehearsal: Mapping[str, Any] | None) -> frozenset[str]:
    """The names that belong to a rehearsal: of the child and its story, or of all children where one is chosen."""
    session = rehearsal or {}
    played = session.get("rehearsal")
    if played and session.get("state") in ("on", "paused"):
        return names_of_story(played["child"])
    return children_known() if session.get("state") == "choosing" or CHOOSES.search(text) else frozenset()


@lru_cache(maxsize=1)
def names_known() -> frozenset[str]:
    """Names that are no secret: of what the packs name."""
    return known_names(services().guidance) - children_known()


@lru_cache(maxsize=1)
def children_known() -> frozenset[str]:
    """The names of the simulated children, in lower case."""
    return frozenset(child.name.lower() for child in services().guidance.children)


@lru_cache(maxsize=64)
def names_of_story(child: str) -> frozenset[str]:
    """The names of a simulated child and of the people in its story, in lower case."""
    return names_in_story(services().guidance, child)


def payloads_offered(tracker: DialogueStateTracker) -> set[str]:
    """What the buttons shown in a conversation send."""
    return {
        button["payload"]
        for event in tracker.events
        if isinstance(event, BotUttered)
        for button in event.data.get("buttons") or ()
    }


def apology() -> dict[str, Any]:
    """What is said where nothing else could be."""
    reference = secrets.token_hex(4)
    log.error("a turn had no reply, reference %s", reference)
    return {"text": services().guidance.phrase("apology", reference=reference)}
