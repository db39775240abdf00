"""Rasa's REST webhook for development and benchmarks; the caller names the conversation, so loopback only."""

from __future__ import annotations

from typing import Protocol

from sanic import Blueprint
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse, json

MESSAGE_WANTED = 'send a JSON object such as {"sender": "me", "message": "reduced hours"}, with text in both'
DEFAULT_SENDER = "default"
LONGEST_SENDER = 200


class Answers(Protocol):
    """What answers a message."""

    async def messages(self, text: str, conversation: str) -> list[dict[str, object]]:
        """The messages of the reply."""


def rest_webhook(assistant: Answers) -> Blueprint:
    """POST /webhooks/rest/webhook {sender, message} -> [{recipient_id, text, custom, buttons}]."""
    blueprint = Blueprint("rest_webhook", url_prefix="/webhooks/rest")

    @blueprint.get("/")
    async def health(request: Request) -> HTTPResponse:
        return json({"status": "ok"})

    @blueprint.post("/webhook")
    async def receive(request: Request) -> HTTPResponse:
        try:
            body = request.json
        except InvalidUsage:
            body = None
        if not isinstance(body, dict):
            return json({"error": MESSAGE_WANTED}, status=400)
        sender, text = body.get("sender", DEFAULT_SENDER), body.get("message")
        if not isinstance(text, str) or not isinstance(sender, str) or not 0 < len(sender) <= LONGEST_SENDER:
            return json({"error": MESSAGE_WANTED}, status=400)
        replies = await assistant.messages(text, sender)
        return json([{"recipient_id": sender, **message} for message in replies])

    return blueprint
