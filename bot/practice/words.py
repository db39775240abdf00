"""The words by which the parts of a SMART action are told from aims and good intentions."""

from __future__ import annotations

from bot.practice.dates import NUMBER, WEEKDAY


def words_of(text: str) -> frozenset[str]:
    """The words of a text that lists them."""
    return frozenset(text.split())


SEEN = words_of(
    """
    accompany agree apply arrange ask assess attend bath book borrow bring buy call carry chair check choose clean
    collect complete contact cook deliver discuss drive drop draw eat email escort explain feed fetch fill find fit fund
    give go greet hold interview introduce invite join knock lay lead learn leave lend listen make measure meet mentor
    message move observe open order organise pack pair pay phone pick plan play practise prepare print read refer
    rehearse remove ring run say schedule send set shadow share show sign sit sleep speak start stop supply swap take
    talk teach tell test text top train travel turn unpack use visit wait wake walk wash watch write
    """
)
"""Things that somebody can be seen to do."""

UNSEEN = words_of(
    """
    achieve address aim allow attempt be become begin better boost build care challenge change come consider continue
    decide develop do embed enable encourage engage enhance ensure establish explore facilitate focus get have help
    hope improve increase keep liaise like look maintain manage monitor motivate need offer persuade progress promote
    provide push put raise reduce reengage reinforce remain resolve review see seek settle signpost sort stabilise stay
    strengthen strive support sustain tackle target think track try understand want work all always also both each just not only
    often never sometimes soon then probably the a an his her their our my school home lessons lesson lateness
    attendance education it this that him them
    """
)
"""Words after "will" or "to" that show no more than an aim, or are no verb."""

AIMS = (
    r"\b(?:make|making) sure\b|\bmeet\w* (?:\w+ )?(?:needs?|targets?)\b|\btak\w+ (?:\w+ )?(?:responsibility|ownership)"
    r"|\btak\w+ (?:\w+ )?(?:attendance|lateness|school) (?:more )?seriously|\bkeep\w* an eye\b"
    r"|\b(?:offer|provid|giv|put|arrang)\w* (?:\w+ )?(?:support|help|encouragement)(?: in place)?\b"
    r"|\b(?:go|goes|going|get|gets|come|comes|coming|attend|attends|attending|be|turn up|turns up)"
    r"(?: \w+)?(?: back)?(?: (?:to|in|into|at))* (?:the |his |her |their )?(?:school|lessons?|education|class)\b"
    r"|\b(?:attend|attends|attending)(?=$| (?:more|better|regularly|daily|every|on time|all|full|properly|each))"
    r"|\b(?:go|goes|going|get|gets|come|comes|bring|drive|send) (?:\w+ )?(?:up|down|in)\b(?= more|$| to \d)"
    r"|\bset (?:clear |high |firm )?(?:expectations|boundaries)\b|\bstart\w* (?:to )?(?:attend|engag|improv)\w*"
    r"|\bstop\w* (?:being|his|her|the|missing)\b(?: \w+)?|\bbuild\w* (?:up )?\w+|\bschool run\b"
)
"""Phrases with a verb that could be seen elsewhere, and that are aims here."""

FILLER = words_of(
    """
    a actually am an and are be everyone family going had has have he her his i is it its just like ll mum dad
    must my need needs our parents please professionals really school she should so some that the their them they to
    try trying us want wants we will with would you all basically maybe could can child s more very much
    um er well ok okay plan action smart
    """
)
"""Words that make a vague answer longer and no clearer."""

SPELLED = r"(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|an?)"
PERIOD = (
    r"(?:(?:school )?(?:day|morning|afternoon|evening|night|week|weekend|weekday|fortnight|month|term|half[ -]term|session"
    rf"|lesson|period|hour|break ?time|lunch ?time|lunch|time)|{WEEKDAY})"
)
OFTEN = (
    r"(?:daily|nightly|weekly|fortnightly|monthly|termly|hourly|half[ -]termly"
    rf"|(?:every|each) (?:single |other |second |{NUMBER} )?{PERIOD}s?(?: (?:morning|afternoon|evening))?"
    rf"|(?:once|twice|{SPELLED} (?:times?|{PERIOD}s?)|{SPELLED} \w+ {PERIOD}s) (?:a|per|each|every) (?:school )?{PERIOD}"
    rf"|{WEEKDAY} to {WEEKDAY})"
)
"""How often, in words that can be counted."""

CHANGE = r"(?:from (?:at least )?\S+(?: ?%| percent| per cent)?(?: \w+){0,4}? to (?:at least )?\S*\d\S*(?: ?%| percent| per cent)?)"
"""How much it is to change: from one figure to another."""

MEASURE = (
    rf"\d|\b(?:{OFTEN}|once|twice|thrice|half|couple|{SPELLED} (?:\w+ )?{PERIOD}s?|an? (?:full |whole )?{PERIOD}|fortnight"
    rf"|full[ -]time|all (?:day|week)|weekdays|(?:mon|tues|wednes|thurs|fri)days)\b"
)
NO_MEASURE = (
    rf"\b(?:a few|several|some|many|more|most|any) (?:times|{PERIOD}s?)(?: (?:a|per|each|every) {PERIOD})?"
    r"|\bhalf[ -]term\b|\byear \d+\b|\bkey stage \d\b|\b(?:in|over|after) a (?:while|bit)\b"
)

ROLE = (
    r"(?:mum(?:my)?|mom|mam|mother|dad(?:dy)?|father|step ?-?(?:mum|dad|mother|father)|nan(?:a|ny)?|gran(?:dma|ny)?"
    r"|grand ?(?:dad|father|mother|parents?)|aunt(?:ie|y)?|uncle|(?:older |big )?(?:sister|brother)|sibling|cousin"
    r"|guardian|(?:foster )?carers?|neighbour|both parents|parent|head of (?:year|house|school|sixth form|key stage)"
    r"(?: \d+)?|head ?-?teacher|deputy(?: head)?|head|hoy|dsl|sen(?:d)?co|elsa|hlta|lsa|ta|ep|ewo|eso|yot|iro|gp|doctor"
    r"|virtual school|camhs|school nurse|nurse|health visitor|(?:educational )?psychologist|therapist|counsell?or"
    r"|personal advis[eo]r|key ?-?worker|sw|fsw|driver|escort|chair|coach|receptionist|myself"
    r"|(?:(?!the\b|and\b|to\b|will\b|by\b|with\b)[\w-]+ ){0,3}?(?:worker|officer|teacher|tutor|lead|leader|mentor|manager"
    r"|coordinator|co-ordinator|assistant|practitioner|nurse|advis[eo]r|champion)"
    r"|(?:mrs?|ms|miss|mx|dr)\.? [a-z]\w*)"
)
"""A role, a relation, or a title with a name."""

NOBODY = words_of(
    """
    all any anybody anyone both else everybody everyone family families group it network nobody none one parents
    people professionals school services social somebody someone staff team tbc tbd they them us we whoever who whichever
    agencies agency adults children yes no ok okay not dont don't sure know idea depends later maybe unsure nothing he him she
    soon asap ongoing possible regularly improve support work
    """
)
"""Words that make an answer to "by whom" a crowd, or no answer."""

NO_PERSON = words_of(
    """
    attendance lateness punctuality support education help home lessons routine time more better care daily weekly
    day week month term morning plan action meeting register
    """
)
"""Words that a role does not end with."""

MEETING = (
    r"(?:meetings?|core groups?|conference|ta[cf]|team around the (?:child|family)|cin|cp|cla|lac|pep|rcpc|supervision|panel"
    r"|parents'? evening|catch[ -]?ups?|check[ -]?ins?|(?:home |school )?visits?|(?:phone |school )?calls?"
    r"|(?:the|a|an|next|at|in|termly|weekly|monthly|annual|week|plan|statutory|protection|need|help|ehcp|day) review)"
)
LOOKED_AT = (
    r"(?:registers?|records?|data|figures?|percentages?|certificates?|marks|logs?|diary|chart|scale|scores?|report|feedback"
    r"|wishes and feelings|(?:own|child's|his|her|their|'s) (?:words?|views?|voice)|number of|how (?:many|often)"
    r"|(?:look\w*(?: \w+)? at|check\w*|compar\w+|count\w*|measur\w+|ask\w*|go\w* through|see (?:if|whether))"
    r" (?!it\b|this\b|that\b|things\b|how (?:it|things)\b|progress\b|in\b|up\b)\w+)"
)
