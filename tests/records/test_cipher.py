"""What is kept can be read with its keys only, and a key that is none is refused in one line."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records.cipher import KEYS, MARK, Cipher, cipher_from
from bot.records.faults import CantOpen, NotKept

ONE, OTHER = bytes(range(32)), bytes(range(32, 64))


def written(*keys: bytes) -> dict[str, str]:
    return {KEYS: ",".join(base64.b64encode(key).decode() for key in keys)}


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters()) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(body=ANYTHING)
def test_whatever_is_locked_is_unlocked_as_it_was(body: object) -> None:
    cipher = Cipher((ONE,))
    assert cipher.unlocked(cipher.locked(body)) == body


def test_a_token_shows_nothing_of_the_words() -> None:
    assert "Aisha" not in base64.urlsafe_b64decode(Cipher((ONE,)).locked({"note": "Aisha"})).decode("latin-1")


def test_another_key_opens_nothing() -> None:
    token = Cipher((ONE,)).locked("note")
    with pytest.raises(NotKept, match=KEYS):
        Cipher((OTHER,)).unlocked(token)


def test_a_token_that_was_changed_is_not_read() -> None:
    token = Cipher((ONE,)).locked("note")
    with pytest.raises(NotKept):
        Cipher((ONE,)).unlocked(token[:-8] + "AAAAAAA=")


@pytest.mark.parametrize(
    "token",
    [
        "gAAAAABrA246KlaH357YPhDOC9qF1bbLJM7dN2k8JMIkGvesHRTOl_AQNk_W97llJJGowwZQ1bIiJxZBl4WjMY5qRA4z9zXplFB06cP6qBhequIerRbqLGtWe1dmgiUEx9CaUdocZ2mz",
        ".ZzPTZ3hZgN/7Ig1HW9BuJCdvCEPn8DV5zi0WtURYyi3q73oeOKJ/XOlrVY3503kKhloU6HGX4P5Cj5EF/JE=",
    ],
    ids=["with what it wrote with before", "as it writes now"],
)
def test_what_an_earlier_version_locked_is_read(token: str) -> None:
    cipher = Cipher((OTHER, ONE))
    assert cipher.unlocked(token) == {"note": "late on Mondays"}
    assert cipher.relocked(token).startswith(MARK)


@pytest.mark.parametrize("token", ["", ".", ".AAAA", ".no base64", "AAAA", ".é", "." + "A" * 64])
def test_what_is_no_token_is_not_read(token: str) -> None:
    with pytest.raises(NotKept):
        Cipher((ONE,)).unlocked(token)


def test_no_two_tokens_are_alike() -> None:
    cipher = Cipher((ONE,))
    assert len({cipher.locked("note") for _ in range(100)}) == 100


def test_the_first_key_writes_and_all_read() -> None:
    before = Cipher((ONE,)).locked("note")
    both = Cipher((OTHER, ONE))
    assert both.unlocked(before) == "note"
    assert Cipher((OTHER,)).unlocked(both.locked("more")) == "more"
    assert Cipher((OTHER,)).unlocked(both.relocked(before)) == "note"


def test_a_reference_is_found_in_any_case_and_spacing_by_a_mark_that_only_the_key_makes() -> None:
    cipher = Cipher((ONE,))
    assert cipher.marks(" ab  12") == cipher.marks("AB 12")
    assert cipher.marks("AB12") != cipher.marks("AB 12")
    assert cipher.marks("AB12") != Cipher((OTHER,)).marks("AB12")


def test_keys_in_the_settings_may_be_written_in_either_base64() -> None:
    key = bytes([251, 239, 190] * 10 + [255, 255])
    plain, safe = base64.b64encode(key).decode(), base64.urlsafe_b64encode(key).decode()
    assert plain != safe
    assert (
        cipher_from({KEYS: plain}, Path("none"), False).digests
        == cipher_from({KEYS: safe}, Path("none"), False).digests
    )


@pytest.mark.parametrize("key", ["no key", "", "QUJD", "é" * 44])
def test_what_is_no_key_is_refused_by_its_place_and_never_shown(key: str) -> None:
    setting = written(ONE)[KEYS] + "," + key
    with pytest.raises(CantOpen) as refused:
        cipher_from({KEYS: setting}, Path("none"), alone=True)
    assert str(refused.value).startswith(f"{KEYS}: key 2 isn't 32 bytes in base64: make one")
    assert not key or key not in str(refused.value)


def test_with_no_key_others_than_this_machine_are_not_served(tmp_path: Path) -> None:
    with pytest.raises(CantOpen, match=f"{KEYS} isn't set"):
        cipher_from({}, tmp_path, alone=False)
    assert list(tmp_path.iterdir()) == []


def test_one_person_alone_gets_a_key_in_a_file_that_only_they_can_read(tmp_path: Path) -> None:
    folder = tmp_path / "records"
    first = cipher_from({}, folder, alone=True)
    assert stat.S_IMODE((folder / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert cipher_from({}, folder, alone=True).digests == first.digests
    assert [path.name for path in folder.iterdir()] == ["key"]


def test_a_key_file_may_hold_several_keys_a_line_each(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("\n".join(written(ONE, OTHER)[KEYS].split(",")))
    assert cipher_from({}, tmp_path, alone=True).digests == Cipher((ONE, OTHER)).digests


def test_a_key_file_that_holds_no_key_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("not a key\n")
    with pytest.raises(CantOpen, match="key 1 isn't"):
        cipher_from({}, tmp_path, alone=True)
    assert (tmp_path / "key").read_text() == "not a key\n"
    (tmp_path / "key").write_text("")
    with pytest.raises(CantOpen, match="holds no key"):
        cipher_from({}, tmp_path, alone=True)


def test_a_folder_that_cannot_be_made_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CantOpen, match="let this user write there"):
        cipher_from({}, tmp_path / "file" / "records", alone=True)
