"""Filter: what the analyst has chosen to see, as a value and as the text that the filter bar and `--where` take.

A filter is a list of `key:value` that must all hold, and of bare words that the texts must have. `,` between values is "or", `-key:`
excludes, quotation marks keep words together (a quotation mark inside is doubled). An empty value (`speaker:""`) asks for rows that have none.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from workbench.core import dates
from workbench.core.errors import WorkbenchError
from workbench.core.records import ACTIONS, ARTICLE_KINDS, CREDIBILITIES, LETTERS, MODALITIES, QUOTES, RELIABILITIES, SPEECH_ACTS, STANDINGS, STATUSES


class BadFilter(WorkbenchError):
    """A filter that cannot be read; the sentence says which part and what would do."""


CHOICES: dict[str, tuple[str, ...]] = {
    "act": SPEECH_ACTS, "action": ACTIONS, "modality": MODALITIES, "quote": QUOTES, "standing": STANDINGS, "status": STATUSES,
    "reliability": RELIABILITIES, "credibility": CREDIBILITIES, "kind": ARTICLE_KINDS, "origin": ("machine", "analyst")}
DATES = ("date", "happened", "said", "reported")
IDS = ("article", "claim", "event", "group")
NAMES = ("speaker", "via", "outlet", "entity", "actor", "recipient", "place")

KEYS: dict[str, str] = {
    "act": "speech act of the claim", "speaker": "who said it", "via": "who passed it on", "outlet": "who published it",
    "date": "when it happened (events), was said or else published (claims)", "happened": "when it happened", "said": "when it was said",
    "reported": "when it was published", "entity": "who or what is named", "action": "what was done", "actor": "who did it",
    "recipient": "to whom it was done", "place": "where", "modality": "whether it happened", "standing": "how well it is supported",
    "status": "how far it is reviewed", "tag": "the analyst's tags", "reliability": "of the outlet, A to F",
    "credibility": "of the claim, 1 to 6", "quote": "in whose words", "kind": "of article", "origin": "who found it", "file": "the document's file",
    "article": "by id, such as a3", "claim": "by id, such as c12", "event": "by id, such as e7", "group": "by id, such as g12",
    "text": "words of the text"}

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_PLAIN = re.compile(r'[^\s",:-][^\s",:]*')
_KEY = re.compile(r"(-?)([A-Za-z_]+):")


def _choice(key: str, value: str) -> str:
    for choice in CHOICES[key]:
        if choice.casefold() == value.casefold():
            return choice
    shown = ", ".join(choice for choice in CHOICES[key] if choice)
    raise BadFilter(f"“{value}” is no value of {key}: use one of {shown}.")


def _days(key: str, value: str) -> str:
    ends = value.split("..") if ".." in value else [value]
    if len(ends) > 2 or not any(ends) or not all(_DAY.fullmatch(end) for end in ends if end):
        raise BadFilter(f"“{value}” is no date of {key}: write 2024-06-19, 2024-06, 2024 or a range such as 2024-06-17..2024-06-22.")
    try:
        for end in filter(None, ends):
            dates.whole(*(int(number) for number in end.split("-")))
    except dates.BadDate as error:
        raise BadFilter(f"“{value}” is no date of {key}: {error}.") from error
    if len(ends) == 2 and all(ends) and ends[0] > ends[1] + "-99":
        raise BadFilter(f"“{value}” ends before it begins: write the earlier date first.")
    return value


def _id(key: str, value: str) -> str:
    number = value[1:] if value[:1].casefold() == LETTERS[key] else value
    if not (number.isascii() and number.isdigit()) or len(number) > 18:
        raise BadFilter(f"“{value}” is no id of {key}: write {LETTERS[key]}12 or 12.")
    return f"{LETTERS[key]}{int(number)}"


def _checker(key: str) -> Callable[[str, str], str]:
    if key in CHOICES:
        return _choice
    if key in DATES:
        return _days
    return _id if key in IDS else lambda _key, value: value


@dataclass(frozen=True, slots=True)
class Term:
    """`key:value,value`: any of the values, or with `exclude` none of them. Making one checks key and values and raises `BadFilter`."""
    key: str
    values: tuple[str, ...]
    exclude: bool = False

    def __post_init__(self) -> None:
        key = self.key.casefold()
        if key not in KEYS:
            raise BadFilter(f"There is no filter key “{self.key}”: use one of {', '.join(KEYS)}, or put the words in quotation marks.")
        if not self.values:
            raise BadFilter(f"“{self.key}:” has no value: write for example {self.key}:something.")
        check = _checker(key)
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "values", tuple(dict.fromkeys(check(key, value) for value in self.values)))

    def __str__(self) -> str:
        return f"{'-' if self.exclude else ''}{self.key}:{','.join(_quoted(value) for value in self.values)}"


@dataclass(frozen=True, slots=True)
class Filter:
    """All terms must hold and all words be there. A word is a word or several in sequence."""
    terms: tuple[Term, ...] = ()
    words: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Filter:
        terms: list[Term] = []
        words: list[str] = []
        for item in _items(text):
            if isinstance(item, Term):
                terms.append(item)
            elif item.strip():
                words.append(item)
        return cls(tuple(terms), tuple(words))

    def __str__(self) -> str:
        return " ".join([*(str(term) for term in self.terms), *(_quoted(word) for word in self.words)])

    def __bool__(self) -> bool:
        return bool(self.terms or self.words)

    def with_term(self, key: str, values: tuple[str, ...] | list[str] | str, exclude: bool = False) -> Filter:
        """In place of what the filter had under this key and sense; no values: without it."""
        chosen = (values,) if isinstance(values, str) else tuple(values)
        kept = tuple(term for term in self.terms if (term.key, term.exclude) != (key, exclude))
        return replace(self, terms=(*kept, Term(key, chosen, exclude)) if chosen else kept)

    def without(self, key: str) -> Filter:
        return replace(self, terms=tuple(term for term in self.terms if term.key != key))

    def values(self, key: str) -> tuple[str, ...]:
        """What is asked for under this key, for the menus that tick it."""
        return tuple(value for term in self.terms if term.key == key and not term.exclude for value in term.values)


def _quoted(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else '"' + value.replace('"', '""') + '"'


def _items(text: str) -> Iterator[Term | str]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif match := _KEY.match(text, at):
            values, at = _values(text, match.end())
            yield Term(match[2], tuple(values), bool(match[1]))
        else:
            exclude = text[at] == "-" and at + 1 < len(text) and not text[at + 1].isspace()
            word, at = _value(text, at + exclude, stop="")
            yield Term("text", (word,), True) if exclude else word


def _values(text: str, at: int) -> tuple[list[str], int]:
    values = []
    while at < len(text) and not text[at].isspace():
        quoted = text[at] == '"'
        value, at = _value(text, at, stop=",")
        if value or quoted:
            values.append(value)
        if at < len(text) and text[at] == ",":
            at += 1
    return values, at


def _value(text: str, at: int, stop: str) -> tuple[str, int]:
    """One value from `at` on, and where it ends."""
    if text[at] == '"':
        return _in_quotes(text, at)
    end = at
    while end < len(text) and not text[end].isspace() and text[end] not in stop:
        end += 1
    return text[at:end], end


def _in_quotes(text: str, at: int) -> tuple[str, int]:
    value, end = "", at + 1
    while True:
        close = text.find('"', end)
        if close < 0:
            raise BadFilter(f"The quotation mark before “{text[at + 1:at + 21]}” is not closed: add another one.")
        value += text[end:close]
        if text[close + 1:close + 2] != '"':
            return value, close + 1
        value, end = value + '"', close + 2
