"""The child in a rehearsal: answers what was said as this child would.

Which kinds of question bring a child's own account, and which only agreement, follows the interviewing literature
(NICHD; Szojka et al. 2025); how likely each is, and how far trust moves, are settings of the packs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from dacite import from_dict

from bot.guidance.loading import NATIONAL, PACKS, read
from bot.guidance.rehearsal_pack import Child, Settings
from bot.rehearsal import replying, trust
from bot.rehearsal.listening import HARM, is_nonsense, kinds_of_warmth
from bot.rehearsal.memory import Rehearsal, Said
from bot.rehearsal.moment import ChildReply, Moment
from bot.rehearsal.replying import Replied
from bot.rehearsal.subjects import plain, subject_of

__all__ = ["ChildReply", "Rehearsal", "Said", "opened", "replied", "standard_settings"]

REPLIES: Mapping[str, Callable[[Moment], Replied]] = {
    "invitation": replying.to_invitation,
    "directive": replying.to_directive,
    "option_posing": replying.to_option,
    "suggestive": replying.to_suggestion,
    "multiple": replying.to_several,
    "facilitator": replying.to_facilitator,
}
"""How a child answers each kind of thing said; unsupportive words close the child down."""


def opened(child: Child, seed: int) -> tuple[Rehearsal, str]:
    """A new rehearsal with this child, and how the child greets the practitioner."""
    return Rehearsal(child=child.id, seed=seed, trust=child.trust.start), child.greeting


@lru_cache(maxsize=1)
def standard_settings() -> Settings:
    """The settings of England's pack."""
    settings: Settings = from_dict(Settings, read(PACKS / NATIONAL / "rehearsal.yml")["settings"])
    return settings


def replied(rehearsal: Rehearsal, said: Said, child: Child, settings: Settings | None = None) -> Replied:
    """The rehearsal after what was said, and what the child answers, by the standard settings where none are given."""
    settings = settings or standard_settings()
    text = plain(said.text)
    warmth = kinds_of_warmth(text)
    moment = Moment(
        rehearsal=trust.after(rehearsal, said, warmth, settings),
        said=said,
        child=child,
        settings=settings,
        text=text,
        named=subject_of(text, child),
        warmth=warmth,
        new=frozenset(warmth) - set(rehearsal.warmth),
    )
    return reply(moment)


def reply(moment: Moment) -> Replied:
    """The rehearsal after this moment, and what the child answers."""
    said, child = moment.said, moment.child
    if HARM.search(moment.text):
        return replying.off_subject(moment)
    if moment.rehearsal.shut:
        return replying.quietly(moment, child.shut)
    if moment.named is None and not moment.warmth and is_nonsense(moment.text, child):
        return moment.rehearsal, ChildReply(moment.one_of(child.nonsense))
    if moment.asks_again:
        return replying.said_again(moment)
    if said.label == "suggestive":
        return replying.to_suggestion(moment)
    if replying.young_and_confused(moment):
        return moment.rehearsal, ChildReply(moment.one_of(child.confused))
    if "why" in said.flags:
        return replying.to_directive(moment, "why")
    if replying.draws_now(moment) and said.label != "invitation":
        return replying.to_drawing(moment)
    return REPLIES.get(said.label, replying.to_facilitator)(moment)
