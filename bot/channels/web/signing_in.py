"""Routes of the session: what it is, signing in, signing out."""

from __future__ import annotations

import hmac
import logging
import time

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json, redirect

from bot.channels.web import guards
from bot.channels.web.bodies import object_in
from bot.channels.web.channel import WebChannel
from bot.channels.web.keys import Away, BadToken
from bot.channels.web.pages import page
from bot.channels.web.refusals import Refusal, line
from bot.channels.web.sessions import Session, cookie_in
from bot.channels.web.sign_in import LONGEST_SECONDS, RETURN_PATH, Begun, NotAllowed, begun_cookie, begun_in

log = logging.getLogger(__name__)

HOME = "/"


def signing_in(channel: WebChannel) -> Blueprint:
    """GET and POST /session, GET /sign-in and /sign-in/return, POST /sign-out."""
    blueprint = Blueprint("signing_in")
    secure = channel.settings.secure
    cookie_name = "__Host-guide-sign-in" if secure else "guide-sign-in"
    # The browser comes back from the provider's site, which a strict cookie would not survive.
    attributes = f"Path=/; HttpOnly; SameSite=Lax{'; Secure' if secure else ''}"

    async def shown(session: Session | None) -> HTTPResponse:
        started = False
        if session is not None:
            conversation = await channel.conversations.current(session.practitioner)
            started = bool(await channel.conversations.since(conversation, 0))
        return json(
            {
                "signed_in": session is not None,
                "practitioner_name": None,
                "csrf": channel.sessions.csrf_token(session) if session else None,
                "conversation_open": started,
            }
        )

    @blueprint.get("/session")
    async def session(request: Request) -> HTTPResponse:
        guards.refuse_reading_elsewhere(request)
        return await shown(await channel.session_or_new(request))

    @blueprint.post("/session")
    async def session_from_token(request: Request) -> HTTPResponse:
        guards.require_own_page(request)
        token = object_in(request.body).get("token")
        if channel.embedding is None or not isinstance(token, str):
            raise Refusal(400, "bad_token")
        try:
            person = await channel.embedding.person(token)
        except BadToken as error:
            log.warning("an embedding page's token was refused: %s", error)
            raise Refusal(401, "bad_token") from error
        except Away as error:
            log.warning("the embedding page's keys: %s", error)
            raise Refusal(503, "sign_in_away") from error
        return await shown(await channel.begin_session(request, channel.sessions.pseudonym(*person)))

    @blueprint.get("/sign-in")
    async def sign_in(request: Request) -> HTTPResponse:
        if channel.sign_in is None:
            raise Refusal(404, "no_sign_in")
        try:
            address, begun = await channel.sign_in.begin()
        except Away as error:
            log.warning("the sign-in service: %s", error)
            return page("signed_out", channel.settings, status=503, line=line("sign_in_away"))
        value = begun_cookie(begun, channel.settings.session_key, time.time())
        request.ctx.set_other_cookie = f"{cookie_name}={value}; Max-Age={LONGEST_SECONDS}; {attributes}"
        return redirect(address, status=303)

    @blueprint.get(RETURN_PATH)
    async def sign_in_return(request: Request) -> HTTPResponse:
        if channel.sign_in is None:
            raise Refusal(404, "no_sign_in")
        cookie = cookie_in(request.headers.getall("cookie", []), cookie_name)
        request.ctx.set_other_cookie = f"{cookie_name}=; Max-Age=0; {attributes}"
        begun = begun_in(cookie, channel.settings.session_key)
        if begun is None or not brought_back(request, begun):
            return page("signed_out", channel.settings, status=400, line=line("sign_in_late"))
        try:
            person = await channel.sign_in.complete(str(request.args.get("code", "")), begun)
        except BadToken as error:
            log.warning("a sign-in was refused: %s", error)
            return page("signed_out", channel.settings, status=401, line=line("sign_in_failed"))
        except NotAllowed:
            return page("signed_out", channel.settings, status=403, line=line("not_in_group"))
        except Away as error:
            log.warning("the sign-in service: %s", error)
            return page("signed_out", channel.settings, status=503, line=line("sign_in_away"))
        practitioner = channel.sessions.pseudonym(person.issuer, person.subject)
        await channel.begin_session(request, practitioner, person.sees_insights)
        return redirect(HOME, status=303)

    @blueprint.post("/sign-out")
    async def sign_out(request: Request) -> HTTPResponse:
        await channel.end_session(channel.changing_session(request))
        request.ctx.set_cookie = channel.sessions.clear_cookie()
        return json({"signed_in": False})

    return blueprint


def brought_back(request: Request, begun: Begun) -> bool:
    """Whether a browser came back from the sign-in that it was sent to."""
    state = str(request.args.get("state", "")).encode("utf-8", "replace")
    return hmac.compare_digest(state, begun.state.encode())
