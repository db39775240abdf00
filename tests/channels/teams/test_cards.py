"""What the guide says, as Teams takes it: one message, a card that is valid, and a receipt once it was submitted."""

from __future__ import annotations

import io
from dataclasses import replace

from PIL import Image

from bot.channels.cards import card_for
from bot.channels.cards.pictures import PICTURE, picture
from bot.channels.conversations import Said
from bot.channels.replies import Message
from bot.channels.teams.activities import activity_in
from bot.channels.teams.cards import activities_for, receipt_activity, text_activity
from bot.channels.teams.markdown import as_markdown, in_parts
from bot.channels.teams.mentions import of_guide, said_in
from bot.channels.teams.pictures import PATH, Pictures, Shown
from tests.channels.cards.shown import every, every_message, guidance, overview
from tests.channels.teams.entra import APP_ID, activity
from tests.channels.teams.teams import actions, form, wrong_with
from tests.rows import every_row

CONVERSATION = "c"
LONG = "It has gone on for long. " * 150


def said(message: Message) -> Said:
    """A message as a channel has it."""
    card = card_for(message, guidance())
    custom = {**message.custom(), **({"card": card} if card else {})}
    buttons = tuple({"title": one.title, "payload": one.payload} for one in message.buttons)
    return Said(7, "guide", message.text, "m1", custom, buttons)


def sent(one: Said) -> list[dict]:
    """The activities for a message, as a connector gets them, once it found nothing wrong with them."""
    made = [{**each, "conversation": {"id": "a:1"}} for each in activities_for(one, CONVERSATION)]
    assert [wrong_with(each, "a:1") for each in made] == [[]] * len(made)
    return made


MESSAGES = {f"{number}: {message.text[:30]}": message for number, message in enumerate(every_message())}


@every_row("name", MESSAGES)
def test_every_card_of_the_guide_is_valid_with_its_text_and_says_where_it_stands(name: str) -> None:
    (made,) = sent(said(MESSAGES[name]))
    card = made["attachments"][0]["content"]
    assert MESSAGES[name].text.split("\n")[0] in card["body"][0]["text"] and made["summary"]
    assert {one["data"]["guide"].split("-")[0] for one in actions(card)} <= {"7"}


@every_row("name", MESSAGES)
def test_every_cards_receipt_is_valid_and_has_nothing_to_press(name: str) -> None:
    one = said(MESSAGES[name])
    card = sent(one)[0]["attachments"][0]["content"]
    for action in actions(card):
        data = {key: value for key, value in {**form(card), **action["data"]}.items() if key != "guide"}
        made = receipt_activity(one, CONVERSATION, data)
        assert made is not None and wrong_with({**made, "conversation": {"id": "a:1"}}, "a:1") == []
        left = {str(part.get("type")) for part in every(made["attachments"][0]["content"])}
        assert not {kind for kind in left if kind.startswith(("Input.", "Action."))}


def test_a_text_alone_is_sent_as_text_and_one_with_buttons_as_a_card() -> None:
    (text,) = sent(Said(1, "guide", "A <b> [link](https://x)\nsecond", buttons=()))
    assert text["text"] == "A &lt;b> [link] (https://x)\n\nsecond"
    buttons = tuple({"title": f"Choice {number}", "payload": f"/choose{number}"} for number in range(9))
    (card,) = sent(Said(1, "guide", "Which?", buttons=buttons))
    assert [one["title"] for one in actions(card["attachments"][0]["content"])] == [one["title"] for one in buttons]


def test_a_message_too_long_for_its_card_goes_before_it_and_nothing_is_cut() -> None:
    notes = dict.fromkeys(("attendance", "lateness", "suspensions", "support", "agencies"), LONG[:3_000])
    long = replace(said(overview(notes)), text="\n\n".join([LONG] * 8))
    *texts, card = sent(long)
    assert "".join(one["text"] for one in texts).count("gone on") == 150 * 8
    assert "text" not in card and list(actions(card["attachments"][0]["content"]))


def test_a_text_longer_than_teams_takes_goes_in_parts_that_lose_nothing() -> None:
    whole = "\n\n".join(f"{number} {LONG}" for number in range(20)) + "x" * 30_000
    parts = in_parts(whole)
    assert max(map(len, parts)) <= 12_000 and len("".join(parts)) >= len(whole) - 2 * len(parts)
    assert in_parts("") == [""] and all(
        wrong_with({**text_activity(one), "conversation": {"id": "a"}}, "a") == [] for one in parts
    )


@every_row(
    ("text", "markdown"),
    [
        ("one\ntwo", "one\n\ntwo"),
        ("Ask for:\n- a\n- b\nthen", "Ask for:\n\n- a\n- b\n\nthen"),
        ("1. a\n2. b\n   more", "1. a\n2. b\n   more"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("", ""),
    ],
)
def test_lines_stay_lines_and_lists_lists(text: str, markdown: str) -> None:
    assert as_markdown(text) == markdown


@every_row(
    ("mentioned", "heard"),
    [(APP_ID, True), (f"28:{APP_ID}", True), ("29:ann", False), (None, False), (7, False)],
)
def test_the_guide_is_mentioned_where_the_mention_is_of_its_id_whatever_it_is_called(
    mentioned: object, heard: bool
) -> None:
    entity = {"type": "mention", "text": "<at>X</at>", "mentioned": {"id": mentioned}}
    read = activity_in(activity(text="<at>X</at> hello", entities=[{"type": "clientInfo"}, entity]))
    assert (bool(of_guide(read, APP_ID)), said_in(read, APP_ID)) == (
        heard,
        "hello" if heard else "<at>X</at> hello",
    )


def png(colour: str) -> bytes:
    """A small picture."""
    made = io.BytesIO()
    Image.new("RGB", (2, 2), colour).save(made, "PNG")
    return made.getvalue()


def with_pictures() -> Said:
    """A message whose card has two of the guide's pictures."""
    first, second = (picture(kind, f"What {kind} shows") for kind in ("calendar", "weekly"))
    card = {"type": "AdaptiveCard", "version": "1.5", "lang": "en", "speak": "s", "fallbackText": "f"}
    columns = {"type": "ColumnSet", "columns": [{"type": "Column", "items": [second]}]}
    return Said(7, "guide", "Look", custom={"card": {**card, "body": [first, columns]}})


def drawn(said: Said, address: str) -> bytes | None:
    """The picture behind an address."""
    return {f"{PICTURE}calendar": png("red"), f"{PICTURE}weekly": png("blue")}.get(address)


def test_the_guides_pictures_get_addresses_that_give_them_to_who_has_the_token_alone() -> None:
    pictures = Pictures("https://guide.example", "k" * 40, drawn)
    urls = [one["url"] for one in every(pictures.addressed(with_pictures(), "c").custom["card"]) if "url" in one]
    names = [url.removeprefix(f"https://guide.example{PATH}") for url in urls]
    assert [pictures.asked(name) for name in names] == [Shown("c", 7, "calendar"), Shown("c", 7, "weekly")]
    assert [pictures.png(with_pictures(), kind) for kind in ("calendar", "weekly", "x")] == [
        png("red"),
        png("blue"),
        None,
    ]
    assert Pictures("https://guide.example", "another key " * 4).asked(names[0]) is None
    for name in ("", "a.b.c", names[0][:-8], "../x.png"):
        assert pictures.asked(name) is None


def test_without_a_public_address_a_card_goes_without_its_pictures() -> None:
    shown = Pictures(None, "k" * 40, drawn).addressed(with_pictures(), CONVERSATION)
    assert [one for one in every(shown.custom["card"]) if one["type"] == "Image"] == []


def test_a_message_without_a_card_stays_as_it_is() -> None:
    said = Said(1, "guide", "Hello")
    assert Pictures(None, "k" * 40).addressed(said, CONVERSATION) is said
