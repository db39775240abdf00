"""Words that by themselves say that a child may be at risk now: a net under the trained detector.

They are matched after typing mistakes are put right. Each is so plain that nothing else is commonly meant by it
in a message about a child; whatever can be meant otherwise is left to the detector, which weighs all the words.
"""

from __future__ import annotations

import re

RISKS = re.compile(
    "|".join(
        (
            r"\b(?:kill|harm|hurt|cut(?:ting)?)(?:s|ing|ed)?\s+(?:him|her|them)sel(?:f|ves)\b",
            r"\b(?:suicid\w+|self[- ]harm\w*\s+(?:again|today|last\s+night|at\s+school))\b",
            r"\b(?:wants?|wanted|wish\w*|going|threatened|threatening|rather)\s+(?:to\s+)?(?:die|be\s+dead|end\s+(?:it\s+all|(?:her|his|their|my)\s+life))\b",
            r"\b(?:taken|took|taking)\s+an?\s+overdose\b|\boverdosed\b",
            r"\b(?:been|being|was|were|is|gets|got|getting)\s+(?:sexually\s+)?(?:raped|molested|groomed|abused|trafficked)\b",
            r"\b(?:scared|afraid|frightened|terrified|too\s+scared)\s+(?:of\s+going|to\s+go|to\s+be\s+sent)\s+(?:back\s+)?home\b",
            r"\b(?:hits|beats|punches|kicks|strangles|chokes|burns|whips|belts)\s+(?:him|her|them|me)\b",
            r"\bcounty\s+lines\b(?=.*\b(?:he|she|they|him|her)\b)",
        )
    )
)


def names_a_risk(text: str) -> bool:
    """Whether `text` (in lower case) says in plain words that a child may be at risk now."""
    return RISKS.search(text) is not None
