"""A better wording for a turn: it keeps the subject, and the coach itself finds nothing against it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.rehearsal.questions.labelled import is_young
from bot.rehearsal.questions.reading import Reading
from bot.rehearsal.questions.rules import Rules
from bot.rehearsal.questions.wording import Words, in_plain_words, topics

Passes = Callable[[str], bool]

HEAD = (
    r"(?:what|whats|what's|who|whos|wheres|hows|whose|where|when|which|why|how|"
    r"tell me|can you tell|could you tell|describe|whether|if|"
    r"(?:do|does|did|is|are|was|were|have|has|had|would|will|can|could|should)"
    r" (?:you|it|he|she|they|we|that|there|your|the|this|any\w*|some\w*|nobody|mum|dad|miss))\b"
)
ENDED = re.compile(r"(?<=[?!])\s*|(?<=[^.][^.]\.)\s+")
JOINED = re.compile(rf",?\s+(?:and|or|but)(?:\s+(?:then|also))?\s+(?={HEAD})|,\s+(?={HEAD})|;\s*", re.IGNORECASE)
UNPUNCTUATED = re.compile(
    rf"(?<=\w)(?<!what)(?<!who)(?<!where)(?<!when)(?<!why)(?<!how)(?<!time)(?<!many)(?<!long)\s+(?={HEAD})",
    re.IGNORECASE,
)
TELL = re.compile(
    r"(?:tell|describe|explain|talk|show|let|imagine|help|i (?:wonder|was wondering|'d|would|want))", re.IGNORECASE
)
STARTS = re.compile(rf"(?:{HEAD}|{TELL.pattern})", re.IGNORECASE)
INDIRECT = re.compile(
    r"(?:(?:who|what|where|when|how|which \w+|how many \w+) (?:you|he|she|they|it|your)|whether|if) ", re.IGNORECASE
)
LEADING = re.compile(
    r"^(?:and|so|or|but|well|now|then|okay|right|first|second|also|just|if not|if so)\b[\s,]*", re.IGNORECASE
)
WHY_MADE = (
    (
        re.compile(r"\b(?:why|how come) (did|do) (you|they|he|she) ((?!not\b).+)", re.IGNORECASE),
        "What {makes} {2} {3}?",
    ),
    (
        re.compile(r"\b(?:why|how come) (?:are|were) you (?!here\b|not\b)(\w+)$", re.IGNORECASE),
        "What makes you feel {1}?",
    ),
    (re.compile(r"\bwhy (you) ((?!not\b|are\b|were\b|have\b).+)", re.IGNORECASE), "What made you {2}?"),
)
OPEN_CLAUSE = re.compile(
    r"\b(what (?:happens|happened|it(?:'s| is| was) like)\b[^,?.!]*|how (?:it|things|you)\b [^,?.!]*)", re.IGNORECASE
)
SHORTEST_CLAUSE = 3
HEARSAY = re.compile(
    r"^(?:so |and )?(?:your |the )?\w+ (?:says?|said|told me|tells me|thinks?|reckons?) (?=you\b)|"
    r"(?<!do )(?<!does )(?<!did )(?<!would )\b(?:your |the )?\w+ "
    r"(?:says?|said|told me|tells me|thinks?|reckons?|mentioned|agrees?)\b(?! you\b.*\?$)",
    re.IGNORECASE,
)
NO_TOPIC = ("offer", "feel", "change", "happened")
PRONOUNS = {"they": "them", "he": "him", "she": "her", "you": "you"}


@dataclass(frozen=True)
class Turn:
    """What a better wording is made from."""

    reading: Reading
    label: str
    flags: tuple[str, ...]
    age: int | None
    said_before: Sequence[str]


def parts(text: str, words: Words) -> tuple[str, ...]:
    """The questions in a turn that holds several, each as a question of its own."""
    asking = [sentence for sentence in ENDED.split(text) if "?" in sentence or STARTS.match(LEADING.sub("", sentence))]
    pieces = [
        piece for sentence in asking or [text] for piece in JOINED.split(sentence) if len(piece.strip(" .?!,")) > 1
    ]
    if len(pieces) < 2:
        pieces = UNPUNCTUATED.split(text)
    return tuple(tidy(piece) for piece in pieces if re.search(r"\w", piece))


def tidy(piece: str) -> str:
    """`piece` with a capital, without the word that joined it on, and with the mark that it ends in."""
    bare = (piece.lower() if piece.isupper() else piece).strip(" ,;-")
    shorter = LEADING.sub("", bare)
    bare = (shorter if len(shorter.strip(" .?!")) > 1 else bare).strip(" .?!,")
    bare = re.sub(r"\bi\b", "I", bare)
    if INDIRECT.match(bare) and not re.match(r"(?:if|what|who|when) .*,", bare, re.IGNORECASE):
        bare = "tell me " + bare[:1].lower() + bare[1:]
    return bare[:1].upper() + bare[1:] + ("." if TELL.match(bare) else "?")


def better(turn: Turn, passes: Passes, words: Words, rules: Rules) -> str:
    """The first wording that passes."""
    for wording in _wordings(turn, words, rules):
        if passes(wording):
            return wording
    return "Take your time." if turn.label == "facilitator" else "Tell me more about that."


def _wordings(turn: Turn, words: Words, rules: Rules) -> Iterator[str]:
    text = turn.reading.text
    if turn.label == "unsupportive":
        yield from _kind(turn, words, rules)
        return
    if turn.label == "facilitator":
        yield in_plain_words(text, words)
        yield from (said for sign, said in words.short.items() if re.search(rf"\b{sign}", text.lower()))
        yield from _shorter_statement(text, words)
        return
    if turn.label == "multiple":
        asked = parts(text, words)
        openest = sorted(asked, key=lambda part: not words.signs["open"].search(part.lower().rstrip(" .?")))
        yield from (in_plain_words(part, words) for part in openest)
        yield from _open(turn, asked[0], words, rules)
    if turn.label in ("invitation", "directive", "multiple"):
        yield from _same_question(turn, words)
    yield from _open(turn, text, words, rules)


def _same_question(turn: Turn, words: Words) -> Iterator[str]:
    """The turn's own question, in plain words, shorter, and without its "why"."""
    plain = in_plain_words(turn.reading.text, words)
    if plain != turn.reading.text:
        yield plain
    if "why" in turn.flags:
        for sentence in ENDED.split(plain):
            yield from _without_why(sentence.strip(" ?.!,"))
    if "long" in turn.flags:
        sentences = [sentence for sentence in ENDED.split(plain) if sentence.strip(" .?!")]
        if len(sentences) > 1:
            yield from (tidy(sentence) for sentence in reversed(sentences) if "?" in sentence or TELL.match(sentence))
        clauses = [piece for piece in re.split(r",\s*", plain) if len(piece.split()) >= SHORTEST_CLAUSE]
        yield from (tidy(piece) for piece in reversed(clauses) if re.match(HEAD, LEADING.sub("", piece), re.IGNORECASE))


def _without_why(sentence: str) -> Iterator[str]:
    for pattern, wording in WHY_MADE:
        found = pattern.search(sentence)
        if found:
            said = ["", *found.groups()]
            makes = "makes" if said[1].lower() == "do" else "made"
            if len(said) > 2:
                said[2] = PRONOUNS.get(said[2].lower(), said[2])
            yield wording.format(*said, makes=makes)


def _open(turn: Turn, text: str, words: Words, rules: Rules) -> Iterator[str]:
    """Open questions on the turn's subject; on the child's own words where it names none."""
    if turn.label == "option_posing":
        yield from _turned(text, words)
    text = HEARSAY.sub(" ", text)
    clause = OPEN_CLAUSE.search(in_plain_words(text, words))
    if clause and turn.label in ("option_posing", "directive", "invitation"):
        yield f"Tell me {clause.group().strip().lower()}."
    asked = " ".join(sentence for sentence in ENDED.split(text) if "?" in sentence) or text
    signs = frozenset(sign for sign, pattern in words.signs.items() if pattern.search(text.lower()))
    named = list(dict.fromkeys([*topics(asked, words, rules), *topics(text, words, rules)]))
    if "feel" in signs:
        named.sort(key=lambda topic: _is_person(topic, words))
    if words.signs["offer"].search(asked.lower()) and not topics(asked, words, rules):
        yield from words.wordings["none_offer"]
    if "time_or_number" in turn.flags:
        yield from (f"Tell me what happens {words.events[topic]}." for topic in named if topic in words.events)
    for topic in named:
        style = _style(topic, signs, turn.label, words)
        yield from (_about(topic, wording) for wording in words.wordings[style] if _fits(wording, topic))
    if not named:
        yield from (wording for sign in NO_TOPIC if sign in signs for wording in words.wordings[f"none_{sign}"])
    for said in reversed(turn.said_before):
        yield from (f"Tell me more about {topic}." for topic in topics(said, words, rules))
    yield from words.wordings["said" if turn.said_before else "none_young" if is_young(turn.age) else "none"]


def _turned(text: str, words: Words) -> Iterator[str]:
    """The last question of `text` turned round as it stands, where it is one that can be."""
    sentences = [sentence.strip(" .?!") for sentence in ENDED.split(in_plain_words(text, words))]
    last = next((sentence for sentence in reversed(sentences) if sentence), "")
    for asked, wording in words.turned:
        found = asked.search(LEADING.sub("", last) or last)
        if found:
            yield wording.format(**found.groupdict())


def _style(topic: str, signs: frozenset[str], label: str, words: Words) -> str:
    """Which wordings suit a subject: how it feels, what it is like, what would make it better, or all about it."""
    if "feel" in signs and not _is_person(topic, words):
        return "feel"
    if (
        "change" in signs
        and "if" not in signs
        and label == "option_posing"
        and not topic.startswith("your ")
        and not _is_person(topic, words)
    ):
        return "change"
    known = _is_person(topic, words) and "teacher" not in topic
    return "like" if "like" in signs and not known and not _is_plural(topic) else "topic"


def _is_person(topic: str, words: Words) -> bool:
    return topic.split()[-1] in words.persons or topic.startswith("the other ")


def _fits(wording: str, topic: str) -> bool:
    """Whether `topic` goes where `wording` puts it: "where you sit" can only be told about."""
    return wording.startswith("Tell me") or not topic.startswith(("what", "who", "where", "how"))


def _about(topic: str, wording: str) -> str:
    """`wording` on `topic`; "what would help" is told, not told about."""
    return wording.format(topic=topic).replace("Tell me about what ", "Tell me what ")


def _is_plural(topic: str) -> bool:
    last = topic.split()[-1]
    return (
        last.endswith("s") and last not in ("maths", "bus", "class", "physics", "Miss", "Christmas")
    ) or "ladies" in topic


def _kind(turn: Turn, words: Words, rules: Rules) -> Iterator[str]:
    met = turn.reading.cues
    if "secrecy" in met:
        yield from words.kind["secrecy"]
    families = [name for name, cues in words.families.items() if met.intersection(cues)]
    for opening in (said for family in [*families, "other"] for said in words.kind[family]):
        yield from (
            opening.format(open=wording)
            for wording in _open(turn, turn.reading.text, words, rules)
            if "{open}" in opening
        )


def _shorter_statement(text: str, words: Words) -> Iterator[str]:
    pieces = re.split(
        r"(?<=[.!?])\s+|,\s+(?:and|so|but|or)\s+|,\s+(?=we|I|you|it)|\s+(?:and|so) (?=I |we |you )",
        in_plain_words(text, words),
    )
    for piece in pieces:
        if len(piece.split()) > SHORTEST_CLAUSE and re.match(
            r"(?:I|we|you|it|there|they|my|let|nothing|nobody)\b", piece, re.IGNORECASE
        ):
            bare = piece.strip(" ,.!?")
            yield bare[:1].upper() + bare[1:] + "."
