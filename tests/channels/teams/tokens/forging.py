"""Tokens of every kind, right and wrong, from the rows of tokens.yml."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as generate_elliptic_key
from ruamel.yaml import YAML

from tests.channels.teams.entra import Entra, ServiceKey, activity, spare_private_key

TABLE = Path(__file__).with_name("tokens.yml")
RELATIVE = re.compile(r"now([+-][0-9]+)")
LONG = re.compile(r"x\*([0-9]+)")

UNENDORSED = ServiceKey("unendorsed", spare_private_key(1), ("webchat",))
WITHOUT_CHANNELS = ServiceKey("without-channels", spare_private_key(2), None)
WITH_NO_CHANNEL = ServiceKey("with-no-channel", spare_private_key(3), ())

Row = dict[str, Any]


def rows() -> list[Row]:
    """The table."""
    found: list[Row] = YAML(typ="safe").load(TABLE.read_text(encoding="utf-8"))
    return found


def encoded(part: bytes) -> str:
    """Base64 as tokens have it."""
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


def authorization_of(row: Row, entra: Entra) -> str | None:
    """The Authorization header of a row; None for none. {token} stands for its token."""
    template = row.get("authorization", "Bearer {token}")
    return None if template is None else template.format(token=token_of(row, entra))


def token_of(row: Row, entra: Entra) -> str:
    """The token of a row."""
    claims = entra.claims(**{name: meant(value) for name, value in row.get("claims", {}).items()})
    keys = {key.kid: key for key in entra.keys}
    key = keys[row.get("kid", "first")]
    header = {"typ": "JWT", "alg": "RS256", "kid": key.kid, **row.get("header", {})}
    header = {name: value for name, value in header.items() if value is not None}
    if "payload" in row:
        return signed(header, row["payload"].encode(), key)
    token = SIGNERS[row.get("signed", "right")](header, claims, key)
    return CHANGES[row["changed"]](token) if "changed" in row else token


def meant(value: object) -> object:
    """A moment given as now+60, in seconds since 1970; a long text given as x*20000; anything else as it is."""
    words = value if isinstance(value, str) else ""
    if moment := RELATIVE.fullmatch(words):
        return int(time.time()) + int(moment.group(1))
    long = LONG.fullmatch(words)
    return "x" * int(long.group(1)) if long else value


def activity_of(row: Row) -> Row:
    """The activity of a row."""
    return activity(**row.get("activity", {}))


def signed(header: Row, payload: bytes, key: ServiceKey) -> str:
    """A token signed with RS256 whatever its header and payload say."""
    signing_input = f"{encoded(json.dumps(header).encode())}.{encoded(payload)}"
    signature = jwt.get_algorithm_by_name("RS256").sign(signing_input.encode(), key.private)
    return f"{signing_input}.{encoded(signature)}"


def signed_right(header: Row, claims: Row, key: ServiceKey) -> str:
    """A token signed with RS256, whatever its header says."""
    return signed(header, json.dumps(claims).encode(), key)


def signed_by_another(header: Row, claims: Row, key: ServiceKey) -> str:
    """A token that names the service's key and is signed with somebody else's."""
    return signed_right(header, claims, ServiceKey(key.kid, spare_private_key(5)))


def signed_as_it_says(header: Row, claims: Row, key: ServiceKey) -> str:
    """A token signed with the algorithm in its header, and the service's RSA key."""
    return jwt.encode(claims, key.private, header["alg"], header)


def signed_with_a_curve(header: Row, claims: Row, key: ServiceKey) -> str:
    """A token signed with a key of an elliptic curve."""
    return jwt.encode(claims, generate_elliptic_key(SECP256R1()), "ES256", header)


def signed_with_the_public_key(header: Row, claims: Row, key: ServiceKey) -> str:
    """A token signed by somebody who knows the public key only, as if it were a shared secret."""
    signing_input = f"{encoded(json.dumps(header).encode())}.{encoded(json.dumps(claims).encode())}"
    pem = key.private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return f"{signing_input}.{encoded(hmac.new(pem, signing_input.encode(), hashlib.sha256).digest())}"


def not_signed(header: Row, claims: Row, key: ServiceKey) -> str:
    """A token with an empty signature."""
    return f"{encoded(json.dumps(header).encode())}.{encoded(json.dumps(claims).encode())}."


SIGNERS: dict[str, Callable[[Row, Row, ServiceKey], str]] = {
    "right": signed_right,
    "by another": signed_by_another,
    "as it says": signed_as_it_says,
    "with a curve": signed_with_a_curve,
    "with the public key": signed_with_the_public_key,
    "not at all": not_signed,
}


def with_part(token: str, place: int, part: str) -> str:
    """A token with one of its three parts replaced."""
    parts = token.split(".")
    parts[place] = part
    return ".".join(parts)


def with_claim_changed(token: str) -> str:
    """A token whose claims were changed after it was signed."""
    head, body, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    claims["serviceurl"] = "https://evil.example/"
    return ".".join((head, encoded(json.dumps(claims).encode()), signature))


DEEP = b"[" * 5_000

CHANGES: dict[str, Callable[[str], str]] = {
    "one part": lambda token: token.split(".")[0],
    "two parts": lambda token: token.rsplit(".", 1)[0],
    "four parts": lambda token: f"{token}.{token.rsplit('.', 1)[1]}",
    "header is no base64": lambda token: with_part(token, 0, "!!!!"),
    "header is no JSON": lambda token: with_part(token, 0, encoded(b"{alg")),
    "header is a list": lambda token: with_part(token, 0, encoded(b'["RS256"]')),
    "header is no UTF-8": lambda token: with_part(token, 0, encoded(b'{"alg":"\xff"}')),
    "header is deep": lambda token: with_part(token, 0, encoded(DEEP)),
    "header is empty": lambda token: with_part(token, 0, ""),
    "payload is no base64": lambda token: with_part(token, 1, "!!!!"),
    "claims changed": with_claim_changed,
    "signature is empty": lambda token: with_part(token, 2, ""),
    "signature is no base64": lambda token: with_part(token, 2, "!!!!"),
    "signature is cut": lambda token: with_part(token, 2, token.rsplit(".", 1)[1][:-4]),
    "padded": lambda token: f"{token}==",
}
