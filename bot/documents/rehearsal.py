"""The feedback on a rehearsal as a document: what was asked, what it brought, and what to try next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.documents.chart import shares_chart
from bot.documents.document import Block, Bullets, Document, Heading, Paragraph, Picture, Table, on_one_line, said_or
from bot.documents.frame import framed
from bot.documents.visit_plan import AFTERWARDS
from bot.guidance.library import Guidance
from bot.guidance.rehearsal_pack import Child
from bot.rehearsal.feedback import Feedback
from bot.rehearsal.feedback_words import compared, points_in_words

START = "rehearsal.start"

HARM = "harm"
"""The step that says what to do if a child tells of harm."""


def rehearsal_document(
    feedback: Feedback, child: Child, guidance: Guidance, made: date, before: Feedback | None = None
) -> Document:
    """The feedback on one rehearsal with `child`, compared with the rehearsal `before` it where there is one."""
    texts = guidance.rehearsal
    steps = [step for step in texts.what_next if step.id in (*AFTERWARDS, HARM)]
    blocks = [
        Heading(guidance.phrase("document_rehearsal_heard")),
        Paragraph(opening(feedback, child, guidance)),
        *([Paragraph(compared(feedback, before, texts))] if before else []),
        *kinds(feedback, guidance),
        *best(feedback, guidance),
        *reworded(feedback, guidance),
        *listed(texts.feedback["unheard"].format(name=child.name), feedback.unheard),
        *listed(texts.feedback["agreed"].format(name=child.name), feedback.agreed),
        *listed(texts.feedback["helps"].format(name=child.name), feedback.helps),
        Heading(guidance.phrase("document_rehearsal_points")),
        Paragraph(points_in_words(feedback, texts)),
        *listed(texts.feedback["what_next"], tuple(f"{step.title}. {step.text}" for step in steps)),
    ]
    sources = [
        *guidance.sources_of(START),
        *(source for point in texts.points for source in point.sources),
        *(source for step in steps for source in step.sources),
    ]
    title = guidance.phrase("document_rehearsal", child=child.name, age=child.age)
    advice = guidance.phrase("document_rehearsal_made_up", child=child.name)
    return framed(title, advice, blocks, sources, guidance, made)


def opening(feedback: Feedback, child: Child, guidance: Guidance) -> str:
    """How the feedback opens: something that went well, and how much of the story came out."""
    texts = guidance.rehearsal
    praise = next(one for one in texts.praise if feedback.recommended >= one.from_share)
    heard = texts.feedback["all_heard" if feedback.heard == feedback.of else "heard"]
    first = praise.says[feedback.turns % len(praise.says)].format(name=child.name)
    return f"{first} {heard.format(heard=feedback.heard, of=feedback.of, name=child.name)}"


def kinds(feedback: Feedback, guidance: Guidance) -> Iterator[Block]:
    """What was said by kind: as a chart, and as a table with what each kind does; nothing of no turns."""
    if not feedback.turns:
        return
    texts = guidance.rehearsal
    said = [label for label, count in feedback.counts.items() if count]
    named = [(capital(texts.label_names[label]), feedback.counts[label], feedback.shares[label]) for label in said]
    in_words = ", ".join(f"{name.lower()} {count} ({percent(share)})" for name, count, share in named)
    yield Heading(guidance.phrase("document_rehearsal_kinds"))
    yield Picture(
        shares_chart(named, guidance.phrase("document_chart_axis")),
        guidance.phrase("document_chart", turns=feedback.turns, shares=in_words),
    )
    header = tuple(guidance.phrase(f"document_kind{part}") for part in ("", "_count", "_share", "_does"))
    rows = tuple(
        (name, str(count), percent(share), texts.labels[label])
        for label, (name, count, share) in zip(said, named, strict=True)
    )
    yield Table(guidance.phrase("document_kinds_caption"), header, rows, (6, 2, 2, 10))


def best(feedback: Feedback, guidance: Guidance) -> Iterator[Block]:
    """The question that brought most; nothing where none brought anything."""
    if feedback.best:
        yield Heading(guidance.phrase("document_rehearsal_best"))
        brought = guidance.phrase("document_best", question=feedback.best.question, answer=feedback.best.answer)
        yield Paragraph(on_one_line(brought))


def reworded(feedback: Feedback, guidance: Guidance) -> Iterator[Block]:
    """The questions worth another wording, each with it and why; nothing where there are none."""
    if feedback.reword:
        header = tuple(guidance.phrase(f"document_own_{name}") for name in ("question", "better", "why"))
        nothing = guidance.phrase("document_own_fine")
        rows = tuple((said_or(one.question, nothing), one.better, said_or(one.why, nothing)) for one in feedback.reword)
        yield Heading(guidance.phrase("document_rehearsal_reword"))
        yield Table(guidance.phrase("document_reword_caption"), header, rows, (3, 3, 4))


def listed(heading: str, items: tuple[str, ...]) -> Iterator[Block]:
    """A heading, without the colon it has in a chat, and a list; nothing where there are no items."""
    if items:
        yield Heading(heading.rstrip(":"))
        yield Bullets(items)


def percent(share: float) -> str:
    """A share from 0 to 1 as a whole percentage."""
    return f"{round(share * 100)}%"


def capital(text: str) -> str:
    """`text` with a capital where it begins."""
    return text[:1].upper() + text[1:]
