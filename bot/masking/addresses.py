"""Postcodes and addresses: a house's or flat's number with a street, a street with a capital, a named house."""

# ruff: noqa: E501 (an alternative a line would hide which belong together)
from __future__ import annotations

import re
from collections.abc import Iterator

from bot.masking.found import Found

AREA = (
    "A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?|M[EKL]?"
    "|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE"
)
"""The areas of Great Britain and Northern Ireland (Royal Mail, Programmers' Guide to the Postcode Address File)."""

POSTCODE = re.compile(
    rf"\b(?:{AREA}|BT)\d[A-Z\d]? ?\d(?!st\b|nd\b|rd\b|th\b|pm\b|am\b)[ABD-HJLNP-UW-Z]{{2}}\b", re.IGNORECASE
)
PART_OF_POSTCODE = re.compile(
    rf"(?:\bpost ?code(?: is| area| starts?| begins?| starting| with|:)*|\b(?:lives?|living|moved|house|flat|based|area|address)(?: is)?"
    rf" (?:in|to|near|around)) (?P<part>(?:{AREA}|BT)\d{{1,2}}[A-Z]?(?: \d)?)\b(?! ?%)",
    re.IGNORECASE,
)

POSTCODE_AREA = re.compile(rf"\b(?P<part>(?:{AREA})\d{{1,2}}[A-Z]?) (?:area|postcode)\b")

STREET = r"(?:street|road|rd|lane|ln|avenue|ave|drive|crescent|cres|gardens|gdns|terrace|terr|grove|mews|parade|boulevard|broadway)"
STREET_OR_WORD = (
    r"(?:st|close|cl|way|court|ct|place|pl|square|sq|row|walk|rise|hill|park|green|view|mead|meadows?|ride|copse|glebe|spinney|orchard|paddocks?|dell|chase|approach|embankment|esplanade|garth|mount|oval|ridge|strand|warren|parkway|reach|ridgeway|acre|causeway|vale|wharf|yard|gate|end"
    r"|croft|bank|estate|house|heights|lodge|towers?|buildings|mansions|path|drove|common|fields?|crossing|cottages?|villas?|quay)"
)
# "3 days in a row", "10 minutes down the road": what can't stand in a street's name.
NOT_IN_A_STREET = (
    r"(?:an?|in|of|on|off|to|at|from|with|and|or|per|for|is|was|by|down|up|out|late|lates?|hours?|hrs?|days?|weeks?|wks?|months?"
    r"|mins?|minutes?|years?|yrs?|times?|sessions?|lessons?|miles?|children|kids|siblings?|bed|bedroom|bedroomed|people|other"
    r"|different|more|percent|per|cent|half|this|that|his|her|their|my|our|st|nd|rd|th|am|pm|terms?|marks?|school|parent|weekly)"
)
STREET_WORD = rf"(?!{NOT_IN_A_STREET}\b)[a-z][a-z'.-]{{1,20}}"
CAPITAL_WORD = r"[A-Z][\w'.-]{1,20}"
NUMBER = r"(?:(?:number|no\.?) )?\d{1,4}[a-hA-H]?(?: ?[-/] ?\d{1,4}[a-hA-H]?)?"
FLAT = (
    r"(?:flat|flt|apartment|apt|unit|room|plot|caravan|pitch|maisonette) (?:no\.? |number )?(?:\d{1,4}[a-z]?|[a-z])\b"
)
TOWN = r"(?:,? (?:in )?[A-Z][a-z'-]{2,20}(?: [A-Z][a-z'-]{2,20}| (?:up)?on [A-Z][a-z]{2,20}){0,2}(?![\w'])){0,2}"

NUMBERED = re.compile(
    rf"(?<![\w.%/-])(?:(?i:{FLAT}),? ?(?:(?i:{STREET_WORD}) (?i:house|court|lodge|tower|point|heights),? )?)?{NUMBER},? "
    rf"(?:[Ss]t\.? )?(?:(?i:{STREET_WORD}) ){{1,3}}(?i:{STREET})\b(?:,{TOWN}| (?:in )?[A-Z][a-z]{{3,20}}(?: upon [A-Z][a-z]{{2,20}})?)?"
)
"""A number and a street of a kind that is hardly anything else, in any casing."""

IN_A_HOUSE = re.compile(
    rf"\b(?i:{FLAT}),? (?:{CAPITAL_WORD} ){{1,2}}(?:House|Court|Lodge|Tower|Point|Heights), (?:{CAPITAL_WORD} ){{1,3}}(?i:{STREET})\b(?:,{TOWN})?"
)

NUMBERED_WITH_CAPITALS = re.compile(
    rf"(?<![\w.%/-])(?:(?i:{FLAT}),? ?)?{NUMBER},? (?:[Tt]he |St\.? )?(?:{CAPITAL_WORD} ){{0,3}}?"
    r"(?:St|Close|Cl|Way|Court|Ct|Place|Square|Row|Walk|Rise|Hill|Park|Green|View|Mead|Meadows?|Vale|Wharf|Yard|Gate|End|Croft|Bank"
    rf"|Ride|Copse|Glebe|Spinney|Orchard|Paddocks?|Dell|Chase|Approach|Embankment|Esplanade|Garth|Mount|Oval|Ridge|Strand|Warren|Parkway|Reach|Ridgeway|Acre|Causeway|Estate|House|Heights|Lodge|Towers?|Cottages|Fields|Path|Pk|Villas|Quay)\b(?:,{TOWN}| in {CAPITAL_WORD})?"
)

LIVING = (
    r"(?:liv(?:es|ed|ing|e)|stay(?:s|ed|ing)?|mov(?:ed|es|ing)|address(?: is)?|placed|resid(?:es|ing)|house|flat|home(?: is)?|home visit"
    r"|visit(?:ed|ing)?|based|went|sleep(?:s|ing)|address:)"
)
LIVES_AT = re.compile(
    rf"(?i:\b{LIVING}(?: (?:is|now|with (?:nan|mum|dad|her|his) \w*|back|over|out|today))*:?(?: (?:at|on|in|to|off|near|above))?) "
    rf"(?P<address>{NUMBER},? (?i:(?:the )?(?:{STREET_WORD} ){{1,3}}{STREET_OR_WORD}|the {STREET_OR_WORD})\b(?:,{TOWN}| in {CAPITAL_WORD})?"
    rf"|{NUMBER},? {CAPITAL_WORD}(?: {CAPITAL_WORD})?|(?i:(?!the\b|same\b){STREET_WORD} (?:{STREET_WORD} )?(?:{STREET}|close|estate|cottages?))\b)"
)
FLAT_ALONE = re.compile(
    rf"\b(?i:{FLAT}),? (?:(?i:{NUMBER} )?(?i:(?:{STREET_WORD} ){{1,3}}{STREET_OR_WORD})\b|(?i:of )?(?:{CAPITAL_WORD} ?){{1,3}}(?:,{TOWN})?)"
    rf"|\b(?i:flat|plot|pitch|caravan|apartment) (?i:no\.? |number )?\d{{1,4}}[a-zA-Z]?\b(?! ?%)"
)
CAPITAL_STREET = re.compile(
    rf"\b(?:The {CAPITAL_WORD} {CAPITAL_WORD}, )?(?:[Tt]he )?(?!(?:The|This|Each|High|Lesson|Family|My|Her|His|One)\b(?! ?(?:Street|Road|Lane)))(?:{CAPITAL_WORD} ){{1,3}}"
    r"(?:Street|Road|Rd|Lane|Avenue|Ave|Close|Crescent|Drive|Gardens|Terrace|Grove|Mews|Estate|Cottages?|Caravan (?:Site|Park))\b"
    r"(?! (?:Primary|Infants?|Juniors?|School|Academy|High|Nursery|Secondary|College|Community|C of E|CofE|Catholic))"
)
LIVES_AT_NUMBER = re.compile(r"(?i:\blives? (?:at|in)(?: number| no\.?)) (?P<address>\d{1,4}[a-z]?)\b")


def addresses_in(text: str) -> Iterator[Found]:
    """Addresses in `text`, each with the town that follows."""
    for pattern in (NUMBERED, IN_A_HOUSE, NUMBERED_WITH_CAPITALS, FLAT_ALONE, CAPITAL_STREET):
        for match in pattern.finditer(text):
            yield Found("address", match.start(), match.start() + len(match.group().rstrip(" ,")))
    for pattern in (LIVES_AT, LIVES_AT_NUMBER):
        for match in pattern.finditer(text):
            yield Found("address", match.start("address"), match.end("address"))


def postcodes_in(text: str) -> Iterator[Found]:
    """Postcodes in `text`, and the first half of one where it is said to be one."""
    for match in POSTCODE.finditer(text):
        yield Found("postcode", match.start(), match.end())
    for pattern in (PART_OF_POSTCODE, POSTCODE_AREA):
        for match in pattern.finditer(text):
            yield Found("postcode", match.start("part"), match.end("part"))
