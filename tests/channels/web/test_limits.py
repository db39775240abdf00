"""How often something may be done."""

from __future__ import annotations

from bot.channels.web import limits
from bot.channels.web.limits import MINUTE, Rate


def test_each_key_may_do_it_so_often_in_any_minute() -> None:
    now = 0.0
    rate = Rate(2, lambda: now)
    assert [rate.seconds_to_wait("one") for _ in range(3)] == [0, 0, 60]
    assert rate.seconds_to_wait("other") == 0
    now = 59.5
    assert rate.seconds_to_wait("one") == 1
    now = MINUTE
    assert rate.seconds_to_wait("one") == 0


def test_whoever_came_long_ago_is_forgotten_and_who_came_now_is_not() -> None:
    now = 0.0
    rate = Rate(1, lambda: now)
    for number in range(limits.MOST_KEYS):
        rate.seconds_to_wait(str(number))
    now = MINUTE / 2
    assert rate.seconds_to_wait("now") == 0
    now = MINUTE
    assert rate.seconds_to_wait("later") == 0
    assert set(rate._times) == {"now", "later"}
    assert rate.seconds_to_wait("now") == 30
