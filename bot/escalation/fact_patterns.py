"""The words by which a practitioner says a child's plan and circumstances."""

from __future__ import annotations

import re

CP = r"(?:\bc\.?p\.?p?\b|\bchild(?:ren)?(?:'s)?[\s-]protection\b|\bi?cpc\b|\brcpc\b|\bconference\b)"
# "on the chin" is a part of a child; CHIN is a plan
CIN = (
    r"(?:\bc\.?i\.?n\.?p?\b|(?<!\bhis\s)(?<!\bher\s)(?<!\bthe\s)(?<!\bmy\s)(?<!\btheir\s)\bchin\b"
    r"|\bch(?:i?ld(?:ren)?|n)?[\s-]in[\s-]need\b)"
)
EARLY_HELP = (
    r"(?:\bearly\s+help\b|\bfamily\s+help\b|\beh\s+plan\b|\beha\b|\btaf\b|\bteam\s+around\s+the\s+family\b"
    r"|\btargeted\s+support\b)"
)
PLAN = rf"(?:{CP}|{CIN}|{EARLY_HELP})"
THE_CHILD = r"(?:it|this|her|him|them|it\s+all|the\s+case|this\s+(?:one|child|case))"

NO_PLAN = re.compile(
    r"\b(?:no|without\s+an?y?|not\s+(?:on|under|got)\s+an?y?|(?:isn|aren|hasn|haven)'?t\s+(?:on|under|got|had|have)\s+an?y?)"
    r"\s+(?:(?:active|current|formal|social\s+care|open|sort\s+of)\s+)?plan\b(?!\s+to\b)"
    r"|\bnot\s+(?:currently\s+)?(?:open|known)\s+to\s+(?:us|social\s+care|children's\s+services|anyone|the\s+team)\b"
    r"|\buniversal(?:\s+services)?\s+only\b|\bcase\s+(?:is\s+)?closed\b"
)
# a plan that the child may go on to, is not on, or no longer
NOT_THIS_PLAN = re.compile(
    r"(?<!\bwas\s)(?<!\bwere\s)(?<!\bbeen\s)(?<!\bhas\s)(?<!\bjust\s)(?<!\bgot\s)"
    rf"\b(?:escalat\w+|step(?:ped|ping)?[\s-]*up|go(?:ing)?|mov(?:e|ing)|refer\w*|tak(?:e|ing)|up|back)\s+(?:{THE_CHILD}\s+)?"
    rf"(?:up\s+|back\s+)?(?:from\s+{PLAN}\s+)?(?:to|into)\s+(?:an?\s+|the\s+)?{PLAN}(?:\s+(?:plan\w*|conference))?"
    rf"|\bshould\s+(?:\w+\s+){{1,3}}(?:to|on)\s+(?:an?\s+)?{PLAN}"
    rf"|\btime\s+for\s+an?\s+{PLAN}|\bmeets?\s+(?:the\s+)?threshold\s+for\s+{PLAN}|\bis\s+(?:that|this|it)\s+{PLAN}\s+territory"
    rf"|\b(?:no|not|isn'?t|never|no\s+longer|came\s+off|come\s+off|off|used\s+to\s+be|previously|formerly|closed\s+to|"
    rf"(?:stepped\s+)?down\s+from|(?:was|were)(?=\s+(?:\w+\s+){{0,3}}?{PLAN}(?:\s+plan)?(?:\s+\w+){{0,3}}\s*,?\s*(?:but\s+)?now\b))"
    rf"(?:\s+(?:on|under|an?|been|the|any|open|to))*\s+{PLAN}(?:(?:\s+plan)?\s+(?:or|nor)\s+{PLAN})?"
    rf"|{PLAN}(?:\s+plan)?\s+(?:has\s+|was\s+|is\s+)?(?:closed|ended|stopped)\b"
)
# "stepped up from CIN to CP": it has been done, so the plan that it began with is no longer theirs
CHANGED_FROM = re.compile(
    rf"\b(?:stepped|escalated|moved|gone|went)\s+(?:up\s+|down\s+)?from\s+(?:an?\s+)?{PLAN}(?:\s+plan)?(?=\s+to\b)"
)
MAY_CHANGE = re.compile(
    rf"\b(?:should|shall|could|can|do|need|needs|thinking|consider\w*|want\w*|whether|time)\b[^.?!]{{0,40}}?"
    rf"\b(?:step|stepped|stepping|escalat\w+|mov\w+|go|going)\s+(?:{THE_CHILD}\s+)?(?:up\s+)?"
    rf"(?P<from>from\s+(?:an?\s+)?{PLAN}(?:\s+plan)?\s+)?(?:to|into)\s+(?:an?\s+)?{PLAN}"
)

ON_CP = re.compile(rf"{CP}|\bcore\s+groups?\b|(?<!')\bs(?:ection)?\.?\s?47\b")
ON_CIN = re.compile(rf"{CIN}|(?<!')\bs(?:ection)?\.?\s?17\b")
ON_EARLY_HELP = re.compile(EARLY_HELP)

ANSWERED_NONE = re.compile(
    r"\W*(?:no|nope|none|neither|nothing|n/?a|not\s+(?:yet|any|one|on\s+one|open|on\s+any(?:thing)?)|no\s+plan\s+at\s+all|"
    r"(?:he|she|they)(?:'s|'re|\s+is|\s+are)?\s*(?:not|isn't|aren't)|universal|closed)"
    r"(?:\s+(?:of\s+(?:them|those|these)|that\s+i\s+know\s+of|at\s+the\s+moment|at\s+present|currently|yet|really|sorry|"
    r"as\s+far\s+as\s+i\s+know|on\s+one|thanks))*\W*"
)

HYPOTHETICAL = re.compile(
    r"\b(?:what\s+if|in\s+case|unless|whether|if\s+(?:the\s+)?(?:family|mum|dad|parents?|they|he|she|school|a\s+child))\b[^.,;?!]{0,80}"
)
NEGATED = re.compile(
    r"(?:\bnot|\bno|n't|\bnever|\bno\s+longer|\bwithout|\bisnt|\barent)(?:\s+(?:at|a|any|really|been|the|being))?\s+$"
)

NOT = r"(?:not|isn'?t|aren'?t|wasn'?t|won'?t|wont|doesn'?t|don'?t|didn'?t|hasn'?t|haven'?t|can'?t|cannot|never|nor)"
NO_EDUCATION = re.compile(
    r"\bno\s+(?:education|schooling|tuition)\b(?!,?\s+(?:health|welfare|plan|concern|officer|psych|otherwise|issue))"
    rf"|\b{NOT}\s+(?:been\s+)?(?:in|getting|get|receiving|accessing|having|had|have)\s+(?:any\s+|an\s+)?(?:education|schooling|provision)\b"
    rf"|\b{NOT}\s+(?:on|in)\s+(?:any\s+(?:school\s+)?roll|(?:a\s+|the\s+|any\s+)?school(?:'s)?\s+roll|roll|school\s+at\s+all|any\s+school)\b"
    r"|\bno\s+school\s+place\b|\bcme\b|(?<!\bchildren\s)(?<!\bnot\s)\bmissing\s+education\b|\bout\s+of\s+(?:all\s+)?education\b"
    rf"|\b{NOT}\s+(?:attend(?:ing|ed)?|going|go(?:ne)?|been)\s+(?:to\s+|in\s+|into\s+)?(?:school\s+)?(?:at\s+all|anywhere|once)\b"
    rf"|\b{NOT}\s+(?:been\s+|attended\s+)(?:to\s+|in\s+|into\s+)?(?:school\s+)?(?:for\s+months|all\s+(?:term|year)|"
    r"since\s+(?:last\s+)?(?:christmas|easter|summer|september|year))\b"
    rf"|\b{NOT}\s+set\s+foot\s+in\s+school\b"
    r"|\bno\s+(?:alternative\s+)?provision\s+(?:in\s+place|at\s+all|yet|made|offered)\b"
)
# the child may be engaged or not in lessons; the criterion is the family and support
OF_LESSONS = (
    r"\b(?!\s+(?:in|with|at|from)\s+(?:the\s+)?"
    r"(?:class|lessons?|learning|school\b(?!\s+or)|education|work|maths|english|homework|peers))"
)
NOT_ENGAGING = re.compile(
    rf"\b(?:{NOT}|refus\w+\s+to|stopped|barely|hardly)\s+(?:really\s+|currently\s+|even\s+|fully\s+|want\s+to\s+|be\s+)*"
    r"(?:engag\w+|work(?:ing)?\s+with\s+(?:us|me|any|the\s+school|school|services|professionals)|co-?operat\w+|"
    r"accept\w*\s+(?:any\s+|our\s+|the\s+)?(?:help|support)|let(?:ting)?\s+(?:us|me|anyone)\s+in|"
    rf"(?:answer|open)\w*\s+(?:the\s+)?door|turn(?:ing)?\s+up\s+(?:to|for)\s+(?:\w+\s+){{0,3}}(?:meetings?|visits?|appointments?)){OF_LESSONS}"
    rf"|\b(?:dis|non[- ]?)engag\w+\b{OF_LESSONS}|\b(?:no|poor|little|lack\s+of)\s+engagement\b{OF_LESSONS}"
    r"|\bclosed\s+the\s+door\b|\brefus\w+\s+(?:all\s+|any\s+|our\s+|the\s+)?(?:offers?\s+of\s+)?(?:support|help|services|visits)\b"
    r"|\bavoid\w*\s+(?:us|me|visits|professionals|services)\b"
    r"|\b(?:cancel\w*|miss\w*)\s+(?:all|every|each|most|our)\s+(?:the\s+|of\s+)*(?:meeting|visit|appointment)s?\b|\bkeeps?\s+cancell?ing\b"
)
AT_RISK = re.compile(
    r"\black\s+of\s+(?:supervision|structure|routine\s+and\s+supervision)\b|\bunmet\s+(?:\w+\s+)?needs?\b|\bunsupervised\b"
    r"|\b(?:no|without(?:\s+any)?|little|nobody\s+supervising)\s+(?:supervision|structure)\b|\b(?:home|left)\s+alone\b"
    r"|\bat\s+risk\b(?!\s+of\s+(?:\w+\s+){0,2}(?:exclu\w+|suspen\w+|missing|losing|failing|persistent|becoming|fine))"
    r"|\brisk\s+of\s+(?:significant\s+)?harm\b|\bneeds\s+(?:are\s+|are\s*n'?t\s+|aren'?t\s+)?(?:not\s+)?(?:being\s+)?(?:neglected|unmet)\b"
    r"|\bneeds\s+(?:(?:are\s+)?not|aren'?t|arent)\s+(?:being\s+)?met\b"
)
WORRIED = r"(?:worried|concerned|anxious\s+about|unhappy)"
SCHOOL_CONCERN = re.compile(
    rf"(?<!\bat\s)(?<!\bin\s)(?<!\babout\s)\bschool(?:'s)?\s+(?:(?:is|are|has|have|'?s|keeps?|really|very|been|also|getting|rang|"
    rf"phoned|emailed|staff|quite|says?|said|they're|they\s+are)\s+){{0,4}}(?:rais(?:ed|ing)\b|{WORRIED}\b|concerns\b|a\s+concern\b|flagg\w+|"
    r"on\s+at\s+(?:us|me)|grumbling|chasing)"
    r"|(?<!\bat\s)(?<!\bin\s)\bschool\s+keeps?\s+(?:on\s+)?(?:ringing|phoning|emailing|calling|contacting)\b"
    rf"|\b(?:concern\w*|worr\w+)\s+(?:\w+\s+){{0,2}}(?:from|by)\s+(?:the\s+|her\s+|his\s+)?school\b|\b{WORRIED}\s+school\b"
    rf"|\b(?:head(?:teacher|\s+of\s+year)?|dsl|teachers?|tutor|ewo|senco|attendance\s+officer)(?:'s|\s+(?:is|are|was|has\s+been))?"
    rf"\s+(?:really\s+|very\s+|getting\s+)?{WORRIED}\b"
)
NOT_BETTER = r"(?:hasn'?t|haven'?t|not|isn'?t|no|nothing'?s?(?:\s+has)?)"
PERSISTENT = re.compile(
    r"\bstill\s+(?:\w+\s+){0,2}?(?:\d|low|poor|bad|below|under|falling|dropping|absent|missing|off|the\s+same|not|no\b|"
    r"isn't|hasn't|sixty|seventy|eighty|ninety|fifty|forty|thirty)"
    r"|\b(?:ongoing|persistent(?:ly)?(?!\s+(?:absen\w+|meaning|threshold|means)\b))\b"
    r"|\bcontinu(?:es|ed|ing)\b(?!\s+(?:to\s+)?(?:improv\w+|engag\w+|rise|work|get|education|support|professional))"
    r"|\bfor\s+(?:\w+\s+){0,2}(?:months|ages|terms|reviews|meetings|years?|core\s+groups)\b|\bfor\s+a\s+(?:long\s+time|year|term)\b|\bmonths\s+on\s+end\b"
    r"|\bsince\s+(?:the\s+|our\s+|her\s+|his\s+)?(?:last|previous|first|earlier)\s+(?:\w+\s+)?(?:review|meeting|conference|core\s+group)\b"
    rf"|\b{NOT_BETTER}\s+(?:really\s+)?(?:improv\w+|changed|(?:got\s+|getting\s+)?(?:any\s+)?better|change|improvement)\b"
    r"|\bsame\s+as\s+(?:at\s+)?(?:the\s+)?(?:last|previous)\s+(?:review|meeting)\b|\b(?:over|(?:2nd|second|3rd|third|4th|fourth)|two|three|2|3)\s+reviews?\b"
    r"|\b(?:two|three|2|3|four|4)\s+reviews?\s+(?:now|running|in\s+a\s+row)\b"
    r"|\bdespite\s+(?:\w+\s+){0,2}(?:plan|support|help|efforts?|everything|actions?|intervention)\b"
)
NOT_PERSISTENT = re.compile(
    r"\b(?:is|are|does|do|count\w*\s+as|called|mean\s+by|what(?:'s|\s+is|\s+does)?|definition\s+of)\s+(?:\w+\s+)?persistent\w*"
    r"|(?<!\bnot\s)(?<!n't\s)(?<!\bhasnt\s)\bimprov(?:ed|ing)\s+since\b[^.;?!]{0,40}|(?<!\bno\s)(?<!\bnot\s)(?<!\bany\s)\b(?:better|up|higher)\s+since\b[^.;?!]{0,40}"
)
AT_EARLIER_REVIEW = re.compile(
    r"\b(?:last|previous|earlier|first)\s+(?:\w+\s+)?(?:review|meeting|conference|core\s+group)\b"
)
