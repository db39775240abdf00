"""Encryption of what is kept (AES-256 in GCM mode, NIST SP 800-38D), with keys that can be changed."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.records.faults import CantOpen, NotKept

KEYS = "GUIDE_RECORDS_KEYS"
"""The setting with the keys, commas between: the first one writes, all of them read."""

KEY_FILE = "key"
SESSION_KEY_FILE = "session-key"
KEY_BYTES = 32
NONCE_BYTES = 12
"""Drawn by chance for each token: one key may write 4 billion of them (SP 800-38D, 8.3)."""

MARK = "."
"""What a token begins with; one without it is Fernet's, which the guide wrote with before."""

JSON = json.JSONEncoder(separators=(",", ":"))

HOW_TO_MAKE_ONE = "make one with `openssl rand -base64 32`"


class Cipher:
    """Locks what is written with the first of its keys, and unlocks what any of them locked."""

    def __init__(self, keys: tuple[bytes, ...]) -> None:
        """`keys` are 32 bytes each, at least one."""
        self._keys = keys
        self._ciphers = tuple(AESGCM(own_key(key)) for key in keys)
        self._before = MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])

    def locked(self, body: Any) -> str:
        """`body`, anything that JSON can hold, as a token."""
        plain = zlib.compress(JSON.encode(body).encode("ascii"), 1)
        nonce = os.urandom(NONCE_BYTES)
        return MARK + binascii.b2a_base64(nonce + self._ciphers[0].encrypt(nonce, plain, None), newline=False).decode()

    def unlocked(self, token: str) -> Any:
        """What a token holds. Raises NotKept where none of the keys opens it."""
        try:
            return json.loads(zlib.decompress(self._opened(token)).decode("ascii"))
        except (InvalidTag, InvalidToken, zlib.error, ValueError) as error:
            raise NotKept(f"something kept can't be read with the keys in {KEYS}") from error

    def _opened(self, token: str) -> bytes:
        """What was locked. Raises InvalidTag, InvalidToken or ValueError."""
        if not token.startswith(MARK):
            return self._before.decrypt(token)
        sealed = binascii.a2b_base64(token[len(MARK) :])
        nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        for cipher in self._ciphers:
            with suppress(InvalidTag):
                return cipher.decrypt(nonce, rest, None)
        raise InvalidTag

    def relocked(self, token: str) -> str:
        """The same, locked with the first key. Raises NotKept where none of the keys opens it."""
        return self.locked(self.unlocked(token))

    def marks(self, words: str) -> tuple[str, ...]:
        """What `words` are found by without being written: a keyed digest for each key, the writing one's first."""
        plain = " ".join(words.split()).casefold().encode("utf-8", "surrogatepass")
        return tuple(hmac.new(key, b"mark\0" + plain, hashlib.sha256).hexdigest() for key in self._keys)

    @property
    def digests(self) -> tuple[str, ...]:
        """What each key is known by, the writing one's first; a key can't be worked out from it."""
        return tuple(hashlib.sha256(b"key\0" + key).hexdigest() for key in self._keys)


def own_key(key: bytes) -> bytes:
    """The key that the cipher uses, made of the one in the settings, which other things are made of too."""
    return HKDF(SHA256(), length=KEY_BYTES, salt=None, info=b"what is kept").derive(key)


def cipher_from(environ: Mapping[str, str], folder: Path, alone: bool) -> Cipher:
    """The cipher with the keys in the settings or, where the machine is used by one person alone, in a file.

    The file is `key` in `folder`, made with mode 600 where there is none. Raises CantOpen where a key is none, where
    the file can't be read or made, and where there is no key and the guide serves others than this machine.
    """
    if environ.get(KEYS, "").strip():
        return Cipher(keys_in(environ[KEYS].split(","), KEYS))
    if not alone:
        raise CantOpen(f"{KEYS} isn't set, and others than this machine are served: {HOW_TO_MAKE_ONE} and set it")
    path = folder / KEY_FILE
    try:
        kept = kept_keys(path)
    except OSError as error:
        raise CantOpen(f"{path} can't be read or made ({error.strerror}): let this user write there") from error
    if not kept:
        raise CantOpen(f"{path} holds no key: put the key back, or {HOW_TO_MAKE_ONE}")
    return Cipher(keys_in(kept, str(path)))


def session_key(folder: Path) -> str:
    """The key that signs the sessions of a machine that one person uses alone, in a file as the records' own is.

    Raises CantOpen where the file can't be read or made.
    """
    path = folder / SESSION_KEY_FILE
    try:
        return kept_keys(path)[0]
    except (OSError, IndexError) as error:
        raise CantOpen(f"{path} can't be read or made: let this user write there, or remove it") from error


def keys_in(written: list[str], where: str) -> tuple[bytes, ...]:
    """The keys as they are written in base64. Raises CantOpen, never showing a key, for one that is none."""
    keys = []
    for number, one in enumerate((one.strip() for one in written), 1):
        try:
            key = base64.b64decode(one.replace("-", "+").replace("_", "/"), validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != KEY_BYTES:
            raise CantOpen(f"{where}: key {number} isn't {KEY_BYTES} bytes in base64: {HOW_TO_MAKE_ONE}")
        keys.append(key)
    return tuple(keys)


def kept_keys(path: Path) -> list[str]:
    """The keys in the file, a line each; made first where there is no file. Raises OSError."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        with open(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii") + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(made, path)  # fails where another start was quicker; its key is the one then
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text(encoding="ascii", errors="replace").split()
