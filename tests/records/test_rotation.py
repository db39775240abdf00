"""A key is changed without losing anything: the new one writes, both read, and after the rotation the old one goes."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from bot.records.chats import Chats, Waiting
from bot.records.cipher import KEYS
from bot.records.database import SETTING
from bot.records.journal import Journal
from bot.records.reading import Records
from bot.records.rotation import rotate
from bot.records.store import Store, open_store
from tests.records.turns import answered, said, turn

pytestmark = pytest.mark.model

OLD, NEW = (base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2))


def opened(url: str, keys: str, folder: Path) -> Store:
    return open_store({SETTING: url, KEYS: keys}, alone=False, folder=folder)


def test_after_a_rotation_the_new_key_alone_reads_all_that_was_kept(url: str, tmp_path: Path) -> None:
    old = opened(url, OLD, tmp_path)
    events = (said(1, "87%", "m1"), answered(2, "24.7 days", impact={"days_missed": 24.7}))
    standing = Journal(old).append(turn("c", None, *events, reference="AB12", child={"attendance": "87"}))
    before = Records(old).of("worker")
    chat = Chats(old).opened("chat", "worker", "groupChat", {"conversation": "19:meeting"})
    waiting = Waiting("welcome", None, 0, {"activity": {"text": "Hello"}})
    Chats(old).posted("chat", waiting)
    old.close()

    both = opened(url, f"{NEW},{OLD}", tmp_path)
    assert Journal(both).standing("c") == standing
    assert Records(both).of("worker", reference="ab12") == before
    assert rotate(both) == {"conversation": 1, "event": 2, "record": 1, "chat": 1}
    both.close()

    new = opened(url, NEW, tmp_path)
    assert Journal(new).events("c") == list(events)
    assert Journal(new).standing("c") == standing
    assert Records(new).of("worker", reference="AB12") == before
    assert Chats(new).chat("chat") == chat and Chats(new).waiting("chat") == [waiting]
    new.close()


def test_a_rotation_may_be_run_again(url: str, tmp_path: Path) -> None:
    store = opened(url, NEW, tmp_path)
    Journal(store).append(turn("c", None, said(1, "87%")))
    assert rotate(store) == rotate(store) == {"conversation": 1, "event": 1, "record": 0, "chat": 0}
    store.close()
