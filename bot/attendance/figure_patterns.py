"""The words and shapes by which a figure of attendance is known from every other number."""

from __future__ import annotations

import re

NUMBER = r"\d{1,3}(?:\.\d{1,3})?"
PERCENT = r"(?:%|per[\s-]?cents?\b|pre?cent\b|pecent\b|p\.?c\b\.?|pct\b|percentage\b(?!\s+point))"
OUT_OF_A_HUNDRED = r"(?:/|out\s+of\s+(?:a\s+)?)\s*100\b(?!\s*(?:days?|sess?ions?|lessons?))"

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
SEASON = r"(?:autumn|spring|summer|winter|first|second|3rd|third)"
PERIOD = rf"(?:year|term|half[\s-]?term|half|month|week|review|meeting|conference|time|{SEASON})"

COUNT_UNIT = r"(?:half\s+days?|days?|dyas|weeks?|fortnights?|sess?ions?)"
OTHER_UNIT = (
    r"(?:hours?|hrs?|h|minutes?|mins?|times?|lates?|late\s+marks?|lessons?|periods?|months?|terms?|half[\s-]?terms?|"
    r"years?(?![\s-]+to[\s-]+date)|yrs?|children|kids|siblings?|pupils?|students?|brothers?|sisters?|detentions?|suspensions?|exclusions?|"
    r"incidents?|(?:%|percent(?:age)?|per\s+cent)?\s*points?|miles?|pounds?|quid|schools|reviews?|meetings?|visits?|"
    r"calls?|letters?|emails?|questions?|people|staff|teachers?|gcses?|o'?\s?clock|am|pm|y/?o|marks?|"
    r"(?:un)?authori[sz]ed|absences|acts?|in\s+(?:the|his|her)\s+class)\b"
)

UNRELATED = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}\b",
        rf"(?<![\d/])\d{{1,2}}/\d{{1,2}}\b(?!/|\s*(?:school\s+|possible\s+){{0,2}}{COUNT_UNIT})",
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTH}\b(?:\s+\d{{4}})?",
        rf"\b{MONTH}\s+(?:the\s+)?(?:[12]?\d|3[01])(?:st|nd|rd|th)?\b(?!\.\d|\s*{PERCENT})(?:,?\s+\d{{4}})?",
        r"\b\d{1,2}:\d{2}\s*(?:am|pm)?",
        r"(?:\+44|\b0)\s?\d(?:[\s()-]{0,2}\d){7,10}\b",
        r"[£$€]\s?\d+(?:\.\d\d)?",
        rf"(?<!['\w])(?:years?|yrs?|y)\.?[\s-]?(?:1[0-3]|[1-9])\b(?!\.\d|\s*{PERCENT}|\s*{COUNT_UNIT})",
        rf"(?<!['\w])(?:sections?|sec|s)\.?\s?\d{{1,3}}[a-z]{{0,2}}\b(?!\.\d|\s*{PERCENT})",
        r"\b(?:ks|key\s+stage|item|step|question|q|page|p|para\w*|part|chapter|appendix|room|class|form|set|period|"
        rf"lesson|week|day|number|no\.|flat|house|unit|level|grade|code|rule|bus|act)\s?-?\d{{1,2}}\b"
        rf"(?!\.\d|\s*{PERCENT})",
        rf"\b(?:aged?|turn(?:s|ed|ing)?|age\s+of)\s+(?:of\s+|about\s+)?1?\d\b(?!\.\d|\s*{PERCENT})",
        # how often, not how much
        rf"\b(?:{NUMBER}|an?|one|two)\s*days?\s+(?:(?:off|missed|absent|out|in|school|of)\s+){{0,2}}"
        r"(?:an?|per|each|every)\s+(?:week|fortnight|month|(?:half[\s-]?)?term)\b",
        r"\bevery\s+\d{1,2}\s+\w+",
        rf"\b(?:{NUMBER}|an?)\s*{COUNT_UNIT}\s+(?:ago|before|earlier|later|old)\b",
        rf"\b{NUMBER}[\s-]{{0,2}}(?:school\s+)?{COUNT_UNIT}\s+(?:of\s+|on\s+)?(?:fixed\s+term\s+)?(?:suspen|exclu)\w+",
        rf"\b(?:suspen|exclu)\w+(?:\s+(?:for|of|him|her|them|again|was|were|is)){{0,3}}\s+{NUMBER}\s*{COUNT_UNIT}",
        rf"\b{NUMBER}[\s-]{{0,2}}{OTHER_UNIT}",
        rf"\blate\s+{NUMBER}\b",
    )
)

ONE = r"an?(?=\s+(?:(?:school|whole|full)\s+)?(?:half\s+)?(?:day|week|fortnight|session)\b)"
WORDS_BETWEEN = r"(?:\s+(?!(?:in|until|till|next|after|within|since|every|by|ago|later|before|bus|lessons?|period|start|if|and|but|then|so|or)\b)[a-z']+)"
PART_OF_WHOLE = re.compile(
    rf"(?<![\d./,])(?P<part>{NUMBER})(?:\s*(?:(?:school|whole|full)\s+){{0,2}}(?P<unit>{COUNT_UNIT})\b)?"
    r"(?P<between>(?:\s+[a-z']+){0,6}?)\s*(?:/|\b(?:out\s+)?of\b|(?P<within>\b(?:in|over|from)\b)|,?\s*\bpossible\b:?)\s*"
    rf"(?:(?:an?|the|her|his|their|last|past|possible|total)\s+){{0,3}}(?P<whole>{NUMBER})(?![\d:/])"
    rf"(?:\s*(?:(?:possible|school)\s+){{0,2}}(?P<whole_unit>{COUNT_UNIT})\b)?"
)
MISSED = re.compile(
    r"\b(?:miss(?:ed|ing|es)?|lost|absent|absences?\s+of|off|away|skipped|out\s+of\s+school|not\s+(?:been\s+)?in)"
    rf"{WORDS_BETWEEN}{{0,4}}?\s+(?:(?P<number>{NUMBER})|{ONE})\s*(?:(?:school|whole|full)\s+){{0,2}}"
    rf"(?P<unit>{COUNT_UNIT})\b"
    rf"|(?:(?<![\d./,])(?P<number_first>{NUMBER})|\b{ONE})\s*(?:(?:school|whole|full)\s+){{0,2}}"
    rf"(?P<unit_first>{COUNT_UNIT})\b'?{WORDS_BETWEEN}{{0,2}}?\s+"
    r"(?:missed|off|absent|absence|lost|away|sick|ill|not\s+in|out\s+of\s+school)\b"
)
SO_FAR = re.compile(
    rf"(?<![\d./,])({NUMBER})\s*(?:school\s+)?(?:days?\s+(?:of\s+school\s+)?(?:so\s+far|in\s+total|possible|of\s+term|"
    rf"into|to\s+date)|possible\b)|\b(?:school\s+had|there\s+(?:were|are|have\s+been))\s+({NUMBER})\s+(?:school\s+)?days?\b"
)
ONE_KIND_OF_ABSENCE = re.compile(r"authori[sz]ed")
MISSED_OR_ATTENDED = re.compile(
    r"(?P<missed>\b(?:miss\w*|absen\w+|off|lost|away|skipped|been\s+out|out\s+of\s+school)\b"
    r"|(?:\bnot|n't|\bnever)\s+(?:been\s+)?(?:in|attend\w*|present|here|there)\b)"
    r"|\b(?P<attended>attend\w*|present|been\s+in|(?:is|was|s)\s+in|in\s+for|in\s+school|here|made\s+it|turned\s+up)\b"
)
LEFT_OVER_COUNT = re.compile(
    rf"(?<![\d./,]){NUMBER}[\s-]{{0,2}}(?:(?:school|whole|full)\s+){{0,2}}{COUNT_UNIT}\b"
    rf"|(?<![\d./,]){NUMBER}\s*(?:/|(?:out\s+)?of)\s*(?:(?:the|an?|last)\s+){{0,2}}(?!100\b){NUMBER}(?!\s*{PERCENT})"
)

FIGURE = re.compile(
    rf"(?<![\w./:£$])(?<!\d,)(?<!\s-)(?<!^-)(?P<number>{NUMBER})"
    rf"(?:(?:\s*(?:odd|ish))?\s*(?P<sign>{PERCENT}|{OUT_OF_A_HUNDRED})|(?=[\s-]?ish\b)|(?![\w:/]|\.\d|,\d{{3}}))"
)
RANGE = re.compile(
    rf"(?<![\w./])(?:(?P<between>between\s+)|(?P<change>(?:from|went|gone)\s+))?(?P<low>{NUMBER})"
    rf"\s*(?:{PERCENT})?\s*(?P<link>-|\N{{EN DASH}}|to|or|and)\s*"
    rf"(?P<high>{NUMBER})(?![\d/:])\s*(?:{PERCENT})?"
)

ZERO = re.compile(r"\W*(?:zero|nought|nil)\W*")

ATTENDANCE = r"\batt(?:en(?!t)\w*|nd\w*|and\w*)?\b"
ATTENDANCE_TIED = re.compile(rf"{ATTENDANCE}(?:\s+[a-z'(]+){{0,4}}\s*[:=,(-]?\s*$")
ATTENDANCE_IS = re.compile(
    rf"{ATTENDANCE}(?:\s+(?:is|was|of|now|currently|only|just|down|to|about|around)){{0,3}}\s*[:=-]?\s*$"
)
ATTENDANCE_FOLLOWS = re.compile(rf"^\s*{ATTENDANCE}")
CONTEXT = re.compile(
    rf"{ATTENDANCE}|\babsen\w+|\bc\.?h?i\.?n\b|\bchild(?:ren)?[\s-]in[\s-]need\b|\bc\.?p\b|\bchild\s+protection\b"
    r"|\bearly\s+help\b|\bplan\b|\b(?:escalat|engag|review|persisten|drop|slip|fall|climb|improv)\w*"
)
STANDING_BEFORE = re.compile(
    r"(?:\b(?:at|on|now|around|about|round|under|below|over|above|hit|to|roughly|nearly|almost|only|just|its|it's|"
    r"(?:s?he|they)(?:'s|s|'re)|it\s+is|it\s+was|being|down|still|has|says?|said|was|were)|[~<>(:]|(?:^|[,;-])\s)\s*$|^$"
)
STANDING_AFTER = re.compile(
    r"^\s*(?:$|[,;.!?)(-]|(?:and|but|for|this|now|so|with|on|overall|ytd|year|since|last|at|again|ish|odd|or|from|up|"
    rf"down|all|is|exactly|lately|over|under|should|do|cin|cp|early|no|in\s+(?:the\s+)?(?:{SEASON}|{MONTH})|att\w+)\b)"
)

ABSENCE_BEFORE = re.compile(
    r"(?<!persistent\s)(?<!severe\s)\babsence(?:\s+(?:rate|level|figure|is|of|was|now|about|around|nearly|over)){0,4}"
    r"\s*[:=]?\s*$"
    r"|(?<!days\s)(?<!weeks\s)(?<!lessons\s)(?<!sessions\s)\b(?:missed|missing|misses|miss)"
    r"(?:\s+(?:about|around|nearly|over|almost|just|up|to)){0,3}\s*$"
)
ABSENCE_AFTER = re.compile(
    r"^\s*(?:absen(?:ce|t)\b|missed\b|of\s+(?:(?:the|his|her|their)\s+)?(?:school|sessions?|time|education|year|term)\s+"
    r"(?:has\s+been\s+|was\s+|is\s+)?(?:missed|lost)\b)"
)
NOT_AFTER = re.compile(
    r"^\s*(?:sure|certain|confident|positive|agree\w*|honest\w*|clear|correct|right|behind|happy|convinced|committed|"
    r"lower|higher|less|more|fewer|drop|fall|rise|increase|decrease|improvement|target|threshold|rule|line|"
    r"(?:points?)\b|(?:un)?authori[sz]ed|of\s+(?:\w+\s+){0,2}(?:lessons?|pupils|children|kids|families|students|"
    r"parents|cases|cin|schools|people)|of\s+the\s+time\b)\b"
)
NOT_BEFORE = re.compile(
    r"(?:\bnot|\bby|\bgive|(?:un)?authori[sz]ed\s+absence|\blesson\s+attendance)"
    r"(?:\s+(?:is|was|at|of|about|nearly|a))*\s*$"
    r"|\b(?:drop|fall|fell|rise|rose|ris|improv|increas|decreas|declin|gain)\w*\s+(?:of\s+|about\s+|nearly\s+|a\s+)*$"
    r"|(?<!now\s)(?<!is\s)(?<!it's\s)\b(?:up|down)\s+$"
    r"|\b(?:targets?|aim\w*|goal|national\s+average|county\s+average|class\s+average|threshold|reach\w*|expect\w*)"
    r"(?:\s+(?:is|was|of|for|at|to|about|set|above|be|the))*\s*$"
    r"|\bget(?:ting)?\s+(?:(?:him|her|it|them|attendance)\s+)?(?:back\s+)?(?:up\s+)?(?:to|above|over)\s*$"
)
A_TIME = re.compile(r"\b(?:half|past|before|after|till|until|by|at|from)\s+$")
A_TEN_MISSPELT = re.compile(r"[a-z]{3,}ty\s+$")
A_RELATIVE = re.compile(
    r"\b(?:mum|mother|mam|dad|father|nan|gran\w*|parent|carer|step\w+|brother|sister|sibling|partner|boyfriend)"
    r"(?:'?s)?(?:\s+(?:is|was|turned|only|just|about|at)){0,3}\s*$"
)
A_CHILD = re.compile(
    r"\b(?:he|she|they|child|girl|boy|lad|pupil|son|daughter|yp|male|female|carer|teenager)(?:'?s|'re)?(?:\s+(?:is|are|was|only|just|nearly|of)){0,3}"
    r"\s*[,(]?\s*$"
)

FROM = re.compile(
    r"\b(?:from|used\s+to\s+be|instead\s+of|compared\s+(?:to|with)|(?:up|down)\s+on)(?:\s+(?:about|around|at|only|just|a))*\s*$"
)
NAMED_EARLIER = re.compile(
    rf"\b(?:previous(?:ly)?|prev|last\s+(?:\w+\s+)?{PERIOD}|used\s+to\s+be|before)"
    r"(?:\s+(?:it|she|he|they|was|were|at|on|about|around|a|of|attendance|only|just|still|figure|is|had)){0,4}\s*[:=]?\s*$"
)
LOOSELY_EARLIER = re.compile(
    r"\b(?:was|were|had\s+been)(?:\s+(?:at|on|about|around|a|only|just|still|nearly|over|under)){0,3}\s*$"
    rf"|\b(?:{SEASON}|{MONTH})(?:\s+(?:term|half|it|was|at|about)){{0,3}}\s*[:=]?\s*$"
)
NAMED_EARLIER_AFTER = re.compile(
    rf"^\s*(?:attendance\s+)?(?:(?:at|in|by|for|on|the|her|his|our)\s+){{0,3}}"
    rf"(?:last\b(?!\s+(?:week\s+)?(?:i|we)\b)|previous(?:ly)?\b|before\b|until\b|till\b|an?\s+{PERIOD}\s+ago|earlier\b)"
)
LOOSELY_EARLIER_AFTER = re.compile(
    rf"^\s*(?:(?:in|for)\s+)(?:the\s+)?(?:{SEASON}|{MONTH})\b|^\s*(?:to|->|\N{{RIGHTWARDS ARROW}})\s*{NUMBER}"
)
NOW_BEFORE = re.compile(
    r"(?:\b(?:to|now|currently|today|at\s+the\s+moment|become|so\s+far|this\s+(?:year|term|half\s+term|month|week))|->|"
    r"\N{RIGHTWARDS ARROW})(?:\s+(?:it's|its|is|at|on|about|around|only|just|down|up|to)){0,3}\s*[:=,]?\s*$"
)
NOW_AFTER = re.compile(
    rf"^\s*(?:attendance\s+)?(?:now\b|currently|today|so\s+far|to\s+date|at\s+the\s+moment|this\s+{PERIOD}\b)"
)
CHANGED_FROM = re.compile(
    rf"^\s*,?\s*(?:(?:up|down|(?:dropp|slipp)ed|fallen)\s+)?from\s+(?:about\s+|around\s+)?{NUMBER}"
)
WHOLE_YEAR_AFTER = re.compile(
    r"^\s*(?:attendance\s+)?(?:(?:for|over|across|in|this|so\s+far|is)\s+){0,2}(?:(?:the|this|whole|full|school|academic)\s+){0,3}"
    r"(?:year\b(?!\s*\d|\s+ago|\s+before)|ytd\b|overall\b)"
)
WHOLE_YEAR_BEFORE = re.compile(
    r"\b(?:year[\s-]to[\s-]date|ytd|overall|(?:for\s+the|this)\s+(?:school\s+)?year)"
    r"(?:\s+(?:attendance|is|at|it's|its|stands|of)){0,3}\s*[:=-]?\s*$"
)

DOWN = re.compile(
    r"\b(?:fall(?:s|ing|en)?|fell|drop(?:s|ped|ping)?|declin\w+|(?:going|gone|went|heading|down|slid)\s+down\w*|"
    r"slip(?:s|ped|ping)?|dip(?:s|ped|ping)?|(?:get(?:s|ting)?|got)\s+(?:a\s+lot\s+|much\s+)?worse|worse(?:ning)?\s+than|"
    r"worsen\w*|decreas\w+|deteriorat\w+|down\s+(?:from|to)\s+(?:about\s+|just\s+)?\d+|lower\s+than|plummet\w*|nosediv\w*|sliding|on\s+the\s+slide)\b"
)
UP = re.compile(
    r"\b(?:improv\w+|ris(?:e|es|ing|en)|rose|(?:going|gone|went)\s+up|(?:get(?:s|ting)?|got)\s+better|better\s+than|"
    r"increas\w+|up\s+(?:from|to)\s+(?:about\s+|just\s+)?\d+|higher\s+than|climb\w*|pick(?:ing|ed)\s+up|recover\w+)\b"
)
NOT_DOWN = re.compile(
    r"\b(?:not|isn'?t|hasn'?t|stopp\w+|no\s+longer|does)\s+(?:[\w.]+\s+)?(?:fall|drop|declin|go|slip|dip|get|wors)\w*"
)
NOT_UP = re.compile(
    r"\b(?:not|isn'?t|hasn'?t|no|never|without|how|to|should|could|can|help|need\w*|plan\w*|if)\s+(?:\w+\s+)?"
    r"(?:improv\w+|ris\w+|(?:go(?:ing|ne)?|went)\s+up|g[eo]t(?:ting)?\s+(?:any\s+)?better|increas\w+|pick(?:ing|ed)\s+up|up\s+to)"
)
