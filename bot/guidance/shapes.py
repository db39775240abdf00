"""Holds a pack's file against the JSON Schema of its kind, in words that an author can act on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

from bot.guidance.faults import Fault, Place, one_of
from bot.guidance.loading import read
from bot.guidance.packfiles import PackFile

Schema = Mapping[str, Any]

Remarks = Iterator[tuple[Place, str]]
"""What an error comes to: messages, each with the steps from the error's place to its own."""

SCHEMAS = Path(__file__).parent / "schemas"
"""One schema for each kind of file, and the definitions that they share."""

SHARED = "definitions"

KINDS = tuple(sorted(path.stem for path in SCHEMAS.glob("*.yml") if path.stem != SHARED))
"""The kinds of file that a pack may have."""

TYPE_NAMES = {
    "string": "text",
    "array": "a list",
    "object": "a mapping of keys to values",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
}


@cache
def validator(kind: str) -> Draft7Validator:
    """The validator for a kind of file, with the shared definitions in it."""
    return Draft7Validator({**read(SCHEMAS / f"{kind}.yml"), SHARED: read(SCHEMAS / f"{SHARED}.yml")})


def shape_faults(file: PackFile) -> Iterator[Fault]:
    """Where the file's shape is not that of its kind."""
    for error in validator(file.kind).iter_errors(file.contents):
        schema = error.schema if isinstance(error.schema, Mapping) else {}
        describe = DESCRIBED.get(str(error.validator), otherwise_wrong)
        for steps, message in describe(error.validator_value, error.instance, schema):
            yield file.fault((*error.absolute_path, *steps), message)


def missing(rule: Any, value: Any, schema: Schema) -> Remarks:
    """The keys that should be there and are not."""
    for key in rule:
        if key not in value:
            yield (key,), f"is missing; required here: {', '.join(rule)}"


def unknown(rule: Any, value: Any, schema: Schema) -> Remarks:
    """The keys that are there and should not be."""
    names, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    for key in value:
        if key not in names and not any(re.search(pattern, key) for pattern in patterns):
            expected = f"expected {schema['description']}" if patterns else one_of(names, key)
            yield (key,), f"'{key}' is not a key that belongs here; {expected}"


def wrong_type(rule: Any, value: Any, schema: Schema) -> Remarks:
    """A value of the wrong type."""
    allowed = rule if isinstance(rule, list) else [rule]
    found = "is empty" if value is None else f"is {named_type(value)}"
    expected = f"expected {' or '.join(TYPE_NAMES[name] for name in allowed)}"
    if "string" in allowed and isinstance(value, (bool, int, float)):
        found, expected = f"'{value}' is read as {named_type(value)}", f"{expected}, so put it in quotes"
    yield (), f"{found}; {expected}"


def named_type(value: Any) -> str:
    """The type of a value in words."""
    return next(words for name, words in TYPE_NAMES.items() if Draft7Validator.TYPE_CHECKER.is_type(value, name))


def not_allowed(rule: Any, value: Any, schema: Schema) -> Remarks:
    """A value that is not in its list."""
    yield (), f"'{value}' is not allowed; {one_of(rule, str(value))}"


def mismatched(rule: Any, value: Any, schema: Schema) -> Remarks:
    """Text that is empty, or not written as it should be."""
    found = f"'{value}' is not right" if value.strip() else "is empty"
    yield (), f"{found}; expected {schema['description']}"


def too_long(rule: Any, value: Any, schema: Schema) -> Remarks:
    """Text that is too long to be read before a call."""
    yield (), f"has {len(value)} characters; expected at most {rule}"


def too_few(rule: Any, value: Any, schema: Schema) -> Remarks:
    """A list with too little in it."""
    yield (), f"has {len(value)} in its list; expected at least {rule}"


def too_many(rule: Any, value: Any, schema: Schema) -> Remarks:
    """A list with too much in it."""
    yield (), f"has {len(value)} in its list; expected at most {rule}"


def repeated(rule: Any, value: Any, schema: Schema) -> Remarks:
    """The second and later of the same thing in a list."""
    for position, item in enumerate(value):
        if item in value[:position]:
            yield (position,), f"'{item}' is in the list twice; expected once"


def too_small(rule: Any, value: Any, schema: Schema) -> Remarks:
    """A number below its range."""
    yield (), f"is {value}; expected at least {rule}"


def too_great(rule: Any, value: Any, schema: Schema) -> Remarks:
    """A number above its range."""
    yield (), f"is {value}; expected at most {rule}"


def otherwise_wrong(rule: Any, value: Any, schema: Schema) -> Remarks:
    """Anything else that a schema asks for, by the schema's own description."""
    yield (), f"is not right; expected {schema['description']}"


DESCRIBED: Mapping[str, Callable[[Any, Any, Schema], Remarks]] = {
    "required": missing,
    "additionalProperties": unknown,
    "type": wrong_type,
    "enum": not_allowed,
    "pattern": mismatched,
    "maxLength": too_long,
    "minItems": too_few,
    "maxItems": too_many,
    "uniqueItems": repeated,
    "minimum": too_small,
    "maximum": too_great,
}
"""How each thing that a schema can ask for is put, where it is not so."""
