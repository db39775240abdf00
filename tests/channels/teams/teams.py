"""A Teams of the tests' own: the connector, which takes what the guide sends as it should or as it is told, and people
in chats, who type, press and fill in what they are shown."""

from __future__ import annotations

import asyncio
import itertools
import json
import socket
import time
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from aiohttp import web
from botbuilder.schema import Activity

from tests.channels.cards.shown import every, faults
from tests.channels.teams.entra import APP_ID, TENANT, Entra
from tests.listening import answering

LARGEST_MESSAGE = 28 * 1024
MOST_ACTIONS = 6
NUMBERS = itertools.count(1)

IN_TEAMS_ALONE = "Action.OpenUrl is not for both"
"""What opens a document; the page has links of its own for that."""


@dataclass(frozen=True)
class Trouble:
    """What the connector does with the next request in place of taking it.

    `reset` breaks the connection off. With `lasts` the status goes on for so many seconds, as `Retry-After` says.
    """

    status: int = 502
    headers: Mapping[str, str] = field(default_factory=dict)
    reset: bool = False
    lasts: float = 0.0


@dataclass
class Shown:
    """A message as a chat shows it, with how often it was replaced."""

    id: str
    activity: dict[str, Any]
    replaced: int = 0

    @property
    def card(self) -> dict[str, Any] | None:
        """Its card, if it has one."""
        cards = [one["content"] for one in self.activity.get("attachments", ())]
        return cards[0] if cards else None

    @property
    def text(self) -> str:
        """What can be read of it."""
        if self.card is None:
            return str(self.activity["text"])
        return "\n".join(readable(self.card["body"]))

    @property
    def buttons(self) -> list[str]:
        """What can be pressed on it."""
        return [] if self.card is None else [str(one["title"]) for one in actions(self.card)]


@dataclass
class Teams:
    """The connector at one address. Everything it takes is checked; what is wrong is in `wrong`.

    A chat in `gates` takes nothing until its gate is opened; `troubles` are what comes next in each chat; `early`
    counts requests that came before the Retry-After that they were told.
    """

    address: str
    entra: Entra
    chats: dict[str, list[Shown]] = field(default_factory=lambda: defaultdict(list))
    typing: Counter[str] = field(default_factory=Counter)
    troubles: dict[str, deque[Trouble]] = field(default_factory=lambda: defaultdict(deque))
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    asked: Counter[int] = field(default_factory=Counter)
    not_before: dict[str, float] = field(default_factory=dict)
    early: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def service_url(self) -> str:
        """What activities have as their serviceUrl."""
        return f"{self.address}/uk/"

    @property
    def environment(self) -> dict[str, str]:
        """The settings of a guide in this Teams."""
        return {**self.entra.environment, "GUIDE_TEAMS_SERVICE_HOSTS": "127.0.0.1"}

    def gate(self, chat: str) -> asyncio.Event:
        """A closed gate before a chat."""
        return self.gates.setdefault(chat, asyncio.Event())

    async def send(self, request: web.Request) -> web.StreamResponse:
        """POST of an activity."""
        return await self._taken(request, self._add)

    async def update(self, request: web.Request) -> web.StreamResponse:
        """PUT of an activity."""
        return await self._taken(request, self._replace)

    async def _taken(self, request: web.Request, take: Any) -> web.StreamResponse:
        chat = request.match_info["chat"]
        if chat in self.gates:
            await self.gates[chat].wait()
        if not self.entra.holds(request.headers.get("Authorization")):
            return self._answer(401)
        if time.monotonic() < self.not_before.get(chat, 0.0):
            self.early += 1
            return self._answer(429)
        if self.troubles[chat]:
            trouble = self.troubles[chat].popleft()
            if trouble.reset and request.transport is not None:
                request.transport.abort()
            self.not_before[chat] = time.monotonic() + trouble.lasts
            return self._answer(trouble.status, dict(trouble.headers))
        return take(request, chat, await request.json())

    def _answer(self, status: int, headers: dict[str, str] | None = None, **body: str) -> web.Response:
        self.asked[status] += 1
        return web.json_response(body, status=status, headers=headers)

    def _add(self, request: web.Request, chat: str, activity: dict[str, Any]) -> web.Response:
        self.wrong += wrong_with(activity, chat)
        if activity.get("type") == "typing":
            self.typing[chat] += 1
            return self._answer(202)
        shown = Shown(f"1:{next(NUMBERS)}", activity)
        self.chats[chat].append(shown)
        return self._answer(201, id=shown.id)

    def _replace(self, request: web.Request, chat: str, activity: dict[str, Any]) -> web.Response:
        found = [one for one in self.chats[chat] if one.id == request.match_info["activity"] == activity.get("id")]
        if not found:
            return self._answer(404)
        self.wrong += wrong_with(activity, chat)
        found[0].activity, found[0].replaced = activity, found[0].replaced + 1
        return self._answer(200, id=found[0].id)


def wrong_with(activity: dict[str, Any], chat: str) -> list[str]:
    """What of an activity Teams would not take, or not show as it should."""
    found = []
    read = Activity().deserialize(activity)
    if (read.type, read.conversation and read.conversation.id) != (activity["type"], chat):
        found.append("the schema doesn't read it so")
    if activity["type"] != "message":
        return found
    attachments = activity.get("attachments", [])
    if bool(activity.get("text")) == bool(attachments) or len(attachments) > 1:
        found.append("neither a text nor one card alone")
    if len(json.dumps(activity)) > LARGEST_MESSAGE:
        found.append("too large")
    for one in attachments:
        card = one["content"]
        found += [one for one in faults(card) if one != IN_TEAMS_ALONE]
        rows = [part for part in every(card) if isinstance(part.get("actions"), list)]
        found += ["too many actions in a row" for row in rows if len(row["actions"]) > MOST_ACTIONS]
        found += ["no position" for act in actions(card) if "guide" not in act["data"]]
        if not activity.get("summary"):
            found.append("no summary")
    return found


def actions(part: Any) -> Iterator[dict[str, Any]]:
    """Everything that submits on a card."""
    return (one for one in every(part) if one.get("type") == "Action.Submit")


def readable(part: Any) -> Iterator[str]:
    """The texts of a card's body in the order in which they stand."""
    if isinstance(part, list):
        for one in part:
            yield from readable(one)
    elif isinstance(part, dict) and part.get("isVisible", True):
        if "facts" in part:
            yield from (f"{fact['title']}: {fact['value']}" for fact in part["facts"])
        if isinstance(part.get("text"), str):
            yield part["text"]
        for key in ("items", "columns", "inlines"):
            yield from readable(part.get(key))


@dataclass
class Person:
    """Somebody in a chat with the guide at `guide`."""

    teams: Teams
    guide: httpx.AsyncClient
    chat: str
    name: str = "somebody"
    kind: str = "personal"

    def activity(self, **changed: Any) -> dict[str, Any]:
        """An activity as Teams sends it of this person, with some of it changed; None takes a part out."""
        usual: dict[str, Any] = {
            "type": "message",
            "id": str(1_700_000_000_000 + next(NUMBERS)),
            "channelId": "msteams",
            "serviceUrl": self.teams.service_url,
            "from": {"id": f"29:{self.name}", "name": "A Person", "aadObjectId": f"0000-{self.name}"},
            "recipient": {"id": f"28:{APP_ID}", "name": "Guide"},
            "conversation": {"id": self.chat, "conversationType": self.kind, "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
        }
        return {name: value for name, value in {**usual, **changed}.items() if value is not None}

    async def sends(self, activity: Any = None, **changed: Any) -> httpx.Response:
        """The answer to an activity."""
        sent = activity or self.activity(**changed)
        authorization = self.teams.entra.authorization(serviceurl=self.teams.service_url)
        body = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
        return await self.guide.post("/teams/messages", content=body, headers={"Authorization": authorization})

    async def says(self, text: str, times: int = 1, **changed: Any) -> None:
        """Types something, which arrives so many times."""
        activity = self.activity(text=text, **changed)
        for answer in await asyncio.gather(*(self.sends(activity) for _ in range(times))):
            assert answer.status_code == 202, answer.text

    def pressed(self, title: str, **filled: Any) -> dict[str, Any]:
        """What Teams sends where somebody fills in the newest card with this action, and takes that."""
        for shown in reversed(self.shown):
            for action in actions(shown.card or {}):
                if action["title"] == title:
                    boxes = {} if action.get("associatedInputs") == "none" else form(shown.card or {})
                    assert set(filled) <= set(boxes), f"there is no box {set(filled) - set(boxes)}"
                    return self.activity(value={**boxes, **filled, **action["data"]}, replyToId=shown.id)
        raise AssertionError(f"nothing can be pressed that says {title}: {self.shown[-1].buttons}")

    async def presses(self, title: str, **filled: Any) -> None:
        """Fills in the newest card with this action, and takes that."""
        answer = await self.sends(self.pressed(title, **filled))
        assert answer.status_code == 202, answer.text

    @property
    def shown(self) -> list[Shown]:
        """What the guide said in the chat."""
        return self.teams.chats[self.chat]

    @property
    def texts(self) -> list[str]:
        """The same as texts."""
        return [one.text for one in self.shown]


def form(card: Mapping[str, Any]) -> dict[str, Any]:
    """What the boxes of a card send before anything is filled in."""
    boxes = [one for one in every(card) if str(one.get("type")).startswith("Input.")]
    return {one["id"]: one.get("value", "") for one in boxes}


@asynccontextmanager
async def serving_teams(entra: Entra) -> AsyncIterator[Teams]:
    """The connector on a free port."""
    listening = socket.create_server(("127.0.0.1", 0))
    teams = Teams(f"http://127.0.0.1:{listening.getsockname()[1]}", entra)
    app = web.Application()
    app.router.add_post("/uk/v3/conversations/{chat}/activities", teams.send)
    app.router.add_put("/uk/v3/conversations/{chat}/activities/{activity}", teams.update)
    async with answering(app, listening):
        yield teams
