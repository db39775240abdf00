"""The assistant as every channel uses it: a message in, the messages of the reply out."""

from __future__ import annotations

import logging
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.conversation.turn import BUTTON_MARK
from bot.numerals import LONGEST_READ
from bot.runtime.changes import apply_changes
from bot.runtime.in_process import InProcessActions
from bot.runtime.memory import ConversationMemory
from bot.services import services

log = logging.getLogger(__name__)

apply_changes()

LONGEST_MESSAGE = 20_000
"""Characters of a message that are taken; what is more is cut off, and said to be."""

WARMING_UP = ("hello", "what do I check about reduced hours?", "87%", "check my questions: Do you like maths?")
"""Messages answered before the assistant says that it is ready, so that nobody waits for the first one."""


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
    """A turn answered: its messages, and how long it took in milliseconds."""

    messages: list[dict[str, Any]]
    milliseconds: float

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
        agent = Agent(
            tracker_store=conversations or ConversationMemory(Domain.empty()),
            lock_store=InMemoryLockStore(),
            action_endpoint=actions or InProcessActions(),
        )
        agent.load_model(model)
        return cls(agent)

    @property
    def agent(self) -> Agent:
        """Rasa's agent."""
        return self._agent

    async def warm_up(self) -> None:
        """Answers a few messages that nobody sees."""
        for text in WARMING_UP:
            await self.reply(text, f"warm-up-{secrets.token_hex(8)}")

    async def reply(self, text: str, conversation: str) -> Answered:
        """The reply to `text` in a conversation. There always is one: an apology with a reference, if all fails."""
        begun = time.perf_counter()
        channel = WholeReply()
        try:
            taken = await self.taken(text, conversation)
            await self._agent.handle_message(UserMessage(taken, channel, conversation, input_channel=channel.name()))
        except Exception:
            log.exception("a turn failed")
        messages = [message for message in channel.messages if message.get("text")]
        if not messages:
            messages = [apology()]
        elif len(text) > LONGEST_READ:
            messages.append({"text": services().guidance.phrase("too_long")})
        for message in messages:
            message.setdefault("custom", {"content": [], "sources": []})
        return Answered(messages, (time.perf_counter() - begun) * 1000)

    async def taken(self, text: str, conversation: str) -> str:
        """`text` as it goes to Rasa: typed text is never a command, only a button that was offered is."""
        text = text[:LONGEST_MESSAGE].replace("\x00", "")
        if not text.lstrip().startswith(BUTTON_MARK):
            return text
        tracker = await self._agent.tracker_store.retrieve(conversation)
        if tracker and text in payloads_offered(tracker):
            return text
        return text.lstrip().lstrip(BUTTON_MARK)


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
