"""Messages and their answers over HTTP."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.channels.web.serving import Browser, Event, browser, events_in, texts

pytestmark = pytest.mark.model


async def test_a_question_is_answered_over_server_sent_events(page: Browser) -> None:
    answer = await page.send(text="what do I check about reduced hours?", id="one")

    assert answer.headers["content-type"].startswith("text/event-stream")
    question, *replies, done = events_in(answer.text)
    assert (question.name, question.data["author"]) == ("said", "practitioner")
    assert question.text == "what do I check about reduced hours?"
    assert replies[0].data["author"] == "guide"
    assert replies[0].data["custom"]["content"] == ["checklist.reduced_hours"]
    assert {event.data["message_id"] for event in (question, *replies)} == {"one"}
    assert done == Event("done", {})


async def test_the_id_of_an_event_begins_with_the_number_of_what_was_said(page: Browser) -> None:
    for event in await page.say("87%"):
        assert event.id is not None
        assert event.id.split("-")[0] == str(event.data["number"])


async def test_the_same_id_sent_again_gets_the_same_answer_and_does_nothing_twice(page: Browser) -> None:
    first = await page.say("87%", id="once")
    again = await page.say("87%", id="once")

    assert again == first
    assert await page.history() == first


async def test_the_same_id_sent_five_times_at_once_is_answered_once(page: Browser) -> None:
    answers = await asyncio.gather(*(page.say("91%", id="at-once") for _ in range(5)))

    assert all(answer == answers[0] for answer in answers)
    assert await page.history() == answers[0]


async def test_ten_messages_sent_at_once_are_answered_one_after_the_other(page: Browser) -> None:
    figures = [f"{figure}%" for figure in range(81, 91)]
    answers = await asyncio.gather(*(page.say(figure) for figure in figures))

    history = await page.history()
    assert [texts(answer)[0] for answer in answers] == figures
    assert len(history) == sum(len(answer) for answer in answers)
    for answer in answers:
        begins = history.index(answer[0])
        assert history[begins : begins + len(answer)] == answer


async def test_a_message_sent_once_the_one_before_was_answered_comes_after_it(page: Browser) -> None:
    said = [await page.say(f"{figure}%") for figure in (81, 85, 89, 93)]

    assert await page.history() == [event for turn in said for event in turn]


async def test_a_button_is_sent_by_its_payload_and_shown_by_its_words(page: Browser) -> None:
    offered = (await page.say("hello"))[-1].data["buttons"][0]
    chosen = events_in((await page.send(payload=offered["payload"])).text)

    assert chosen[0].text == offered["title"] != offered["payload"]
    assert offered["payload"].removeprefix("/") in chosen[1].data["custom"]["content"]


async def test_a_payload_that_was_not_offered_is_no_command(page: Browser) -> None:
    events = events_in((await page.send(payload="/restart")).text)

    assert events[0].text == "restart"
    assert events[1].data["custom"]["content"]


@pytest.mark.parametrize("typed", ["/restart", "/session_start", " / /checklist.start", "/affirm"])
async def test_what_is_typed_is_never_a_command_even_where_a_button_sends_it(page: Browser, typed: str) -> None:
    asked = await page.say("delete this conversation")
    assert "/affirm" in [button["payload"] for button in asked[-1].data["buttons"]]

    assert texts(await page.say(typed))[0] == typed.strip(" /")
    assert texts(await page.history())[:2] == texts(asked)


async def test_a_script_that_is_typed_comes_back_as_the_text_that_it_is(page: Browser) -> None:
    typed = "<script>alert(1)</script> & \"'\u2028 what about lateness?"

    assert texts(await page.say(typed))[0] == typed
    assert texts(await page.history())[0] == typed


async def test_two_practitioners_never_see_each_others_words(page: Browser, address: str) -> None:
    async with browser(address) as other:
        await other.open()
        await page.say("reduced hours for the boy with the red bicycle")
        await other.say("hello from somebody else", id="one")

        assert "bicycle" not in " ".join(texts(await other.history()))
        assert "somebody else" not in " ".join(texts(await page.history()))


async def test_the_same_message_id_of_two_practitioners_is_two_messages(page: Browser, address: str) -> None:
    async with browser(address) as other:
        await other.open()
        mine, theirs = await page.say("87%", id="shared"), await other.say("95%", id="shared")

        assert (texts(mine)[0], texts(theirs)[0]) == ("87%", "95%")


async def test_a_long_message_is_answered_with_a_note_that_only_its_beginning_was_read(page: Browser) -> None:
    answer = await page.say("what about lateness? " + "word " * 3_000)

    assert "I read only its beginning" in texts(answer)[-1]
    assert await page.history() == answer


async def test_a_message_that_could_not_be_saved_is_refused_with_a_line_and_may_be_sent_again(
    page: Browser, assistant: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(tracker: Any) -> None:
        raise OSError("bicycle: no space left")

    with monkeypatch.context() as patch:
        patch.setattr(assistant.agent.tracker_store, "save", full)
        answer = await page.send(text="87%", id="again")
    assert (answer.status_code, answer.json()) == (503, {"error": "I couldn't save that, please send it again."})

    assert await page.say("87%", id="again") == await page.history()


async def test_no_words_of_a_conversation_are_logged(page: Browser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        await page.say("what about the boy with the red bicycle?")
        await page.send(text="the red bicycle\x00")
        await page.post("/conversation/messages", b'{"red bicycle')

    assert "bicycle" not in caplog.text
