"""Sessions: made and signed by the server, held by the browser in a cookie that no script reads."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import jwt

from bot.channels.web.settings import WebSettings
from bot.clock import CLOCK

ALGORITHM = "HS256"
AUDIENCE = "guide session"
FRESH_SECONDS = 60
"""A cookie younger than this is not made again."""

MOST_REMEMBERED = 1_000
"""Cookies whose signature isn't worked out again; whether their sessions go on is asked each time."""


@dataclass(frozen=True)
class Session:
    """Who a browser speaks for. Times are seconds since 1970; `until` is the end however busy the session is."""

    id: str
    practitioner: str
    seen: int
    until: int
    signed_in: bool
    sees_insights: bool = False


class Sessions:
    """Makes, reads and renews sessions."""

    def __init__(
        self,
        settings: WebSettings,
        clock: Callable[[], float] = CLOCK.seconds,
        ended: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """`ended` says of a session's id whether that was ended before its time."""
        self._settings = settings
        self._clock = clock
        self._seen: dict[str, tuple[int, int]] = {}
        self._ended = ended
        # A browser sends the same cookie with each message. What isn't signed raises, and is never remembered.
        self._signed = lru_cache(MOST_REMEMBERED)(self._session_signed)
        self._token_of = lru_cache(MOST_REMEMBERED)(self._csrf_token_of)

    @property
    def cookie_name(self) -> str:
        """The cookie's name; with TLS browsers hold `__Host-` to this host and to TLS."""
        return "__Host-guide" if self._settings.secure else "guide"

    def pseudonym(self, issuer: str, subject: str) -> str:
        """The practitioner whom a provider calls `subject`: the same at each sign-in, and telling nothing of them."""
        return keyed(self._settings.pseudonym_key, "practitioner", issuer, subject)

    def begin(self, practitioner: str | None = None, sees_insights: bool = False) -> Session:
        """A new session: of someone who signed in, or of a browser that is a practitioner by itself."""
        now = int(self._clock())
        return Session(
            id=secrets.token_hex(16),
            practitioner=practitioner or secrets.token_hex(32),
            seen=now,
            until=now + self._settings.longest_session_seconds,
            signed_in=practitioner is not None,
            sees_insights=sees_insights,
        )

    def read(self, cookie: str | None) -> Session | None:
        """The session of a cookie; None for one that is forged, of another key, run out or ended."""
        if not cookie:
            return None
        try:
            session = self._signed(cookie)
        # A cookie is anything that a client likes to send, and PyJWT raises more than its own errors for some.
        except Exception:
            return None
        if session.signed_in != self._settings.signs_in or self.seconds_left(session) <= 0:
            return None
        return session

    def _session_signed(self, cookie: str) -> Session:
        """The session that a cookie was signed for. Raises whatever PyJWT does for what nobody here signed."""
        claims = jwt.decode(
            cookie,
            self._settings.session_key,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            options={"require": ["aud"], "verify_exp": False, "verify_iat": False},
        )
        seen, until = int(claims["seen"]), int(claims["until"])
        sees_insights = claims.get("sees_insights") is True
        return Session(claims["sid"], claims["who"], seen, until, claims["signed_in"], sees_insights)

    def seconds_left(self, session: Session) -> float:
        """Seconds until the session runs out, 0 or less once it has; what came in later counts too."""
        if self._ended(session.id):
            return 0
        seen = max(session.seen, self._seen.get(session.id, (0, 0))[0])
        return min(seen + self._settings.idle_seconds, session.until) - self._clock()

    def renewed(self, session: Session) -> Session | None:
        """The session with this moment as the last time it was used; None while its cookie is fresh enough."""
        now = int(self._clock())
        # One that a server made whose clock is ahead must not last for so much longer.
        if abs(now - session.seen) < FRESH_SECONDS:
            return None
        self._seen[session.id] = (now, session.until)
        self._forget_run_out(now)
        return replace(session, seen=now)

    def csrf_token(self, session: Session) -> str:
        """What the page sends with each change, which another site can't know."""
        return self._token_of(session.id)

    def _csrf_token_of(self, session_id: str) -> str:
        return keyed(self._settings.session_key, "csrf", session_id)

    def csrf_holds(self, session: Session, token: str | None) -> bool:
        """Whether a token is this session's."""
        given = (token or "").encode("utf-8", "replace")
        return hmac.compare_digest(given, self.csrf_token(session).encode())

    def set_cookie(self, session: Session) -> str:
        """The value of the Set-Cookie header that gives a browser its session."""
        claims = {
            "aud": AUDIENCE,
            "sid": session.id,
            "who": session.practitioner,
            "seen": session.seen,
            "until": session.until,
            "signed_in": session.signed_in,
            "sees_insights": session.sees_insights,
        }
        value = jwt.encode(claims, self._settings.session_key, algorithm=ALGORITHM)
        left = max(0, session.until - int(self._clock()))
        return f"{self.cookie_name}={value}; Max-Age={left}; {self._attributes()}"

    def clear_cookie(self) -> str:
        """The value of the Set-Cookie header that takes a browser's session away."""
        return f"{self.cookie_name}=; Max-Age=0; {self._attributes()}"

    def _attributes(self) -> str:
        if self._settings.embedded_elsewhere:
            return "Path=/; HttpOnly; Secure; SameSite=None; Partitioned"
        return f"Path=/; HttpOnly{'; Secure' if self._settings.secure else ''}; SameSite=Lax"

    def _forget_run_out(self, now: int) -> None:
        self._seen = {one: (seen, until) for one, (seen, until) in self._seen.items() if until > now}


def keyed(key: str, purpose: str, *parts: str) -> str:
    """A digest of the parts that only the key's holder can make, told apart by what it is for."""
    # Lengths keep ("ab", "c") and ("a", "bc") apart.
    message = "".join(f"{len(part)}:{part}" for part in (purpose, *parts))
    return hmac.new(key.encode(), message.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def cookie_in(headers: Iterable[str], name: str) -> str | None:
    """The value of a cookie in a request's Cookie headers; other sites' odd cookies on the same host don't matter."""
    for header in headers:
        for part in header.split(";"):
            found, _, value = part.strip().partition("=")
            if found == name:
                return value
    return None
