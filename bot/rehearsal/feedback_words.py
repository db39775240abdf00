"""Feedback put into words: encouraging, specific and short. The sentences are in the guidance (rehearsal.yml)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.guidance.rehearsal_pack import Child, RehearsalTexts
from bot.rehearsal.feedback import Feedback

NEXT_SHOWN = ("record_words", "feedback_promise", "plan_words")
"""What next, in words: one thing to record, one to feed back and one for the plan."""


def feedback_in_words(feedback: Feedback, child: Child, texts: RehearsalTexts, before: Feedback | None = None) -> str:
    """The feedback as paragraphs; compared with the practitioner's rehearsal `before` it, where there is one."""
    say = texts.feedback
    praise = next(one for one in texts.praise if feedback.recommended >= one.from_share)
    heard = "all_heard" if feedback.heard == feedback.of else "heard"
    paragraphs = [
        praise.says[feedback.turns % len(praise.says)].format(name=child.name)
        + " "
        + say[heard].format(heard=feedback.heard, of=feedback.of, name=child.name),
        compared(feedback, before, texts) if before else "",
        say["best"].format(question=feedback.best.question, answer=feedback.best.answer) if feedback.best else "",
        say["shares"].format(shares=shares_in_words(feedback, texts)) if feedback.turns else "",
        listed(say["unheard"].format(name=child.name), feedback.unheard),
        listed(say["reword"], reworded(feedback, texts)),
        listed(say["agreed"].format(name=child.name), feedback.agreed),
        points_in_words(feedback, texts),
        listed(say["helps"].format(name=child.name), feedback.helps),
        listed(say["what_next"], (step.text for step in texts.what_next if step.id in NEXT_SHOWN)),
    ]
    return "\n\n".join(filter(None, paragraphs))


def shares_in_words(feedback: Feedback, texts: RehearsalTexts) -> str:
    """How many of each kind, the most first; kinds that did not occur are left out."""
    counted = sorted(feedback.counts.items(), key=lambda item: -item[1])
    return ", ".join(
        texts.feedback["share"].format(count=count, label=texts.label_names[label]) for label, count in counted if count
    )


def reworded(feedback: Feedback, texts: RehearsalTexts) -> list[str]:
    """Each question to reword with its better wording, and why."""
    say = texts.feedback["reword_one"]
    return [say.format(question=one.question, better=one.better, why=one.why) for one in feedback.reword]


def points_in_words(feedback: Feedback, texts: RehearsalTexts) -> str:
    """The points of pupil voice that were touched, and how to touch one that was not."""
    titles = [point.title for point in texts.points if feedback.points[point.id]]
    missed = next((point.next_time for point in texts.points if not feedback.points[point.id]), "")
    touched = texts.feedback["touched"].format(titles=", ".join(titles)) if titles else ""
    return " ".join(filter(None, (touched, missed)))


def compared(feedback: Feedback, before: Feedback, texts: RehearsalTexts) -> str:
    """How the share of what is recommended compares with that of the rehearsal before."""
    now, then = round(feedback.recommended * 100), round(before.recommended * 100)
    sentence = "more_recommended" if now > then else "recommended_before"
    return texts.feedback[sentence].format(recommended=now, before=then)


def listed(heading: str, items: Iterable[str]) -> str:
    """A heading with its items below it, a line each; nothing where there are none."""
    lines = [f"- {item}" for item in items]
    return "\n".join([heading, *lines]) if lines else ""
