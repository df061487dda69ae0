"""What the words around a trigger make of the names beside it: whom it is done to ("urged Seoul", "was fined"), who did it ("seized by Tehran").

What `is_whom` and `is_by` say holds in four of five places of our corpus where a name stands so, whatever the tagger thinks.
"""
from __future__ import annotations

import re

from workbench.core.records import Span

_WORD = r"(?:[\w$€£%’'-]+\s+)"
_OBJECT = re.compile(r"\s+(?:the\s+)?")
_WITH = re.compile(rf"\s+{_WORD}{{0,7}}?with\s+(?:the\s+)?")
_TO = re.compile(rf"\s+{_WORD}{{0,7}}?to\s+(?:the\s+)?")
_BY = re.compile(rf"\s+{_WORD}{{0,6}}?by\s+(?:the\s+|an?\s+)?{_WORD}{{0,3}}")
_HANDED = frozenset(("AID", "COOPERATE", "REQUEST"))  # acts of which "to" names the one they reach
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being|gets?|got|[’']s|[’']re)\s+(?:(?:\w+ly|also|not|now|then|again|still|first)\s+)*$",
                 re.IGNORECASE)
_PARTICIPLE = re.compile(r"\w+(?:ed|en|wn|ound|shot|hit|held|hurt|sought|caught)\b(?: \w+)?")
_ALONE = re.compile(r"\s*(?:[,;:.–—]|$)|\s+(?:in|at|of|near|by|over|after|for|from|on|amid|as|and)\b")
_DONE_TO = frozenset(("SUPPORT", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "COERCE", "ASSAULT", "CONSULT",
                      "COOPERATE"))
_AIMED = re.compile(r"\s+(?:on|of|against|to|upon)\s+(?:the\s+)?")
_BREAK = re.compile(r"\b(?:and|but|that|which|who|as|after|before|when|while|because|if|said|says|by)\b")


def is_whom(text: str, trigger: Span, action: str, name: Span) -> bool:
    """The first name behind the trigger is whom the act aims at."""
    if action == "OCCUR" or _BREAK.search(text, trigger[1], name[0]):
        return False
    patterns = (_OBJECT, _WITH, _TO) if action in _HANDED else (_OBJECT, _WITH)
    return any(pattern.fullmatch(text, trigger[1], name[0]) for pattern in patterns)


def may_be_whom(text: str, trigger: Span, action: str, name: Span) -> bool:
    """ "the invasion of Ukraine": it is, where nobody else is known to be."""
    return action in _DONE_TO and bool(_AIMED.fullmatch(text, trigger[1], name[0]))


def is_by(text: str, trigger: Span, name: Span) -> bool:
    """The first name behind the trigger is who did it."""
    return bool(_BY.fullmatch(text, trigger[1], name[0]))


def is_passive(text: str, trigger: Span, sentence: Span, *, headline: bool) -> bool:
    """ "was arrested"; in a headline, whose verbs stand in the present, "gendarmes ambushed" too."""
    if re.match(r"\w*ing\b", text[slice(*trigger)]):
        return False
    if _BE.search(text, sentence[0], trigger[0]):
        return True
    return headline and bool(_PARTICIPLE.fullmatch(text, *trigger)) and bool(_ALONE.match(text, trigger[1], sentence[1]))
