"""Words that by themselves say that a child may be at risk now: a net under the trained detector.

They are matched after typing mistakes are put right. Each is so plain that nothing else is commonly meant by it
in a message about a child; whatever can be meant otherwise is left to the detector, which weighs all the words.
"""

from __future__ import annotations

import re

CHILD = r"(?:him|her|them|me|us)"
BODY = r"(?:arms?|wrists?|legs?|thighs?|stomach|neck|face|back|body|ribs|head|cheek|hands?|ankles?)"

RISKS = re.compile(
    "|".join(
        (
            rf"\b(?:kill|harm|hurt|cut(?:ting)?)(?:s|ing|ed)?\s+{CHILD}sel(?:f|ves)\b",
            r"\bsuicidal\b|\b(?:suicide|goodbye)\s+(?:note|letter|plan|pact)\b|\bself[- ]?harming\b",
            r"\b(?:wants?|wanted|wish\w*|going|threaten\w*|rather|thinking\s+(?:of|about)|talk\w*\s+(?:of|about))\s+(?:to\s+)?"
            r"(?:die|dying|be\s+dead|end(?:ing)?\s+(?:it\s+all|(?:her|his|their|my)\s+life))\b",
            r"\b(?:do(?:es)?n'?t|not)\s+want\s+to\s+(?:live|be\s+alive|be\s+here\s+any\s?more|wake\s+up)\b",
            r"\bwish(?:es|ed)?\s+(?:she|he|they|i)\s+(?:was|were)\s+dead\b",
            r"\b(?:taken|took|taking)\s+an?\s+overdose\b|\boverdosed\b",
            r"\b(?:been|being|was|were|is|gets|got|getting)\s+(?:sexually\s+)?(?:raped|molested|groomed|abused|trafficked|beaten)\b",
            r"\b(?:scared|afraid|frightened|terrified)\s+(?:of\s+going|to\s+go|to\s+be\s+sent|of\s+being\s+sent)\s+(?:back\s+)?home\b",
            rf"\b(?:hits|beats|punches|kicks|strangles|chokes|whips|belts|slaps)\s+{CHILD}\b",
            rf"\b(?:touches|touched|touching)\s+(?:me|{CHILD}\s+(?:at\s+night|down\s+there|in\s+bed|there))\b",
            rf"\bbruis\w+\s+(?:on|all\s+over|round|around|to|up)\s+(?:(?:his|her|their|the)\s+)?(?:{BODY}|{CHILD})\b",
            r"\bunexplained\s+(?:injur\w+|bruis\w+|burns?|marks?\s+on)\b|\bcigarette\s+burns?\b|\bhand\s?print\s+on\b",
            rf"\b(?:cuts|scars|burns)\s+(?:on|up|all\s+over)\s+(?:(?:his|her|their)\s+)(?:\w+\s+)?{BODY}\b",
            r"\b(?:carr(?:y|ying|ies|ied)|bring\w*|brought|found|caught|seen|hiding|hid|pulled|has|had|got|takes?|took|taking|with)\s+"
            r"(?:\w+\s+){0,3}?(?:knife|knives|machete|blade|gun|firearm|weapons?|dagger)\b(?!\s+(?:skills|and\s+fork))",
            r"\bno\s+food\s+in\s+the\s+(?:house|flat|home|fridge)\b",
            r"\bsleeping\s+(?:rough|on\s+the\s+streets?|in\s+(?:a|the|his|her|their)\s+car)\b",
            r"\bnobody\s+knows\s+where\s+(?:he|she|they)\b|\bno\s?one\s+knows\s+where\s+(?:he|she|they)\b",
        )
    )
)


def names_a_risk(text: str) -> bool:
    """Whether `text` (in lower case) says in plain words that a child may be at risk now."""
    return RISKS.search(text) is not None
