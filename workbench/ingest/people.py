"""Which person a name is, and what a text says of each: "the North Korean leader", "Mr Kim", "the ministry's spokesman"."""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher

from workbench.ingest.cast import Cast, Named, shown
from workbench.ingest.gazetteer import gazetteer, plain
from workbench.ingest.sentences import Story

_SUFFIX = frozenset(("jr", "sr", "ii", "iii", "iv"))
_ALIKE = 0.86  # how much of a surname two spellings must share ("Stoltenberg", "Stoltenburg")


def tokens(name: str) -> tuple[str, ...]:
    return tuple(token for token in plain(name).split() if token not in _SUFFIX)


def link(cast: Cast, stories: list[Story]) -> None:
    """Settles every PERSON: full names over the whole document first, then surnames and first names, story by story."""
    mentions = [mention for mention in cast.mentions if mention.type == "PERSON"]
    full = [mention for mention in mentions if len(tokens(mention.words)) > 1]
    people = _Full()
    for mention in sorted(full, key=lambda one: -len(tokens(one.words))):
        cast.settle(mention, people.entity(cast, mention.words))
    for mention in mentions:
        if mention.entity < 0:
            cast.settle(mention, _short(cast, mention, people))
    for number, entry in enumerate(cast.entries):
        if entry.type == "PERSON" and not entry.country:
            entry.country = _country(cast, number)


class _Full:
    """The full names of a document, met under every spelling."""

    def __init__(self) -> None:
        self.by_entity: dict[int, tuple[str, ...]] = {}

    def entity(self, cast: Cast, words: str) -> int:
        known = gazetteer().person(words)
        parts = tokens(known.name if known else words)
        for entity, other in self.by_entity.items():
            if _same(parts, other):
                return entity
        entity = cast.known(known) if known else cast.entry(shown(words), "PERSON")
        self.by_entity[entity] = parts
        return entity


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Two full names of one person: the same but for a middle name or the spelling of the last."""
    if one == other or set(one) <= set(other):
        return True
    if one[0] != other[0] or len(one) != len(other):
        return False
    return len(one[-1]) > 5 and SequenceMatcher(None, one[-1], other[-1]).ratio() >= _ALIKE


def _short(cast: Cast, mention: Named, people: _Full) -> int:
    parts = set(tokens(mention.words))
    fitting = {entity for entity, name in people.by_entity.items() if parts <= set(name) or _spelt_alike(parts, name)}
    found = _in_story(cast, mention, fitting)
    if found is not None:
        return found
    known = gazetteer().surname(mention.words)
    if known and (not fitting or cast.number(known) in fitting):
        return cast.known(known)
    if fitting:
        counts = Counter(one.entity for one in cast.mentions if one.entity in fitting)
        return max(fitting, key=lambda entity: (tokens(cast.entries[entity].name)[-1] in parts, counts[entity], -entity))
    return cast.known(known) if known else cast.entry(shown(mention.words), "PERSON")


def _spelt_alike(parts: set[str], name: tuple[str, ...]) -> bool:
    one = next(iter(parts), "")
    return len(parts) == 1 and len(one) > 6 and one[0] == name[-1][0] and SequenceMatcher(None, one, name[-1]).ratio() >= _ALIKE


def _in_story(cast: Cast, mention: Named, fitting: set[int]) -> int | None:
    """Of those that the story itself names: whoever it has spoken of most by then, of equals the first; else the one named first after."""
    here = [one for one in cast.mentions if one.story == mention.story and one.entity in fitting and one.type == "PERSON"]
    before = Counter(one.entity for one in here if one.span[0] < mention.span[0])
    if before:
        return before.most_common(1)[0][0]
    return here[0].entity if here else None


def _country(cast: Cast, entity: int) -> str:
    """The country of the office that the text gives a person, when it always gives the same."""
    codes: Counter[str] = Counter()
    for mention in cast.mentions:
        if mention.entity == entity:
            codes.update(description.country for description in described(cast, mention) if description.country)
    return codes.most_common(1)[0][0] if len(codes) == 1 else ""


# What a text says of a person


class Description:
    """Words that a text puts beside a person's name ("North Korean leader"), and the country in them."""

    def __init__(self, words: str, country: str) -> None:
        self.words, self.country = frozenset(_stems(words)), country


def _stems(words: str) -> list[str]:
    return [stem(word) for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", words.casefold())]


def stem(word: str) -> str:
    """Plural and singular meet; so do the words for whoever speaks for somebody and for whoever leads."""
    word = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    return _CLASSES.get(word, word)


_CLASSES = {word: name for name, words in {
    "leader": "president leader dictator ruler strongman premier chancellor emperor king monarch chairman chief head",
    "spokesperson": "spokesman spokeswoman", "defence": "defense", "professor": "prof", "doctor": "dr", "senator": "sen", "general": "gen",
    "governor": "gov"}.items() for word in words.split()}
_BEFORE = re.compile(r"[^.,;:!?“”\"()\[\]–—…\n]*$")
_OUTSIDE = re.compile(r".*\b(?:with|to|by|and|or|for|from|on|in|at|as|that|than|between|against|after|before|when|while|if|but|is|was|are|were|has|"
                      r"have|had|said|says|told|tells|met|asked|accused|urged|called|named)\s", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(r"\s(?:of|from|in|for|to|with|at|who|which|that|on|by|and)\s")
_AFTER = re.compile(r"(?:,| [–—-]) ((?:[^.,;:!?“”\"()\[\]–—…\n]|(?<=U)\.(?=S)|(?<=U\.S)\.){3,90})(?=[,.–—;]| [–—-] |$)")
_IN_BRACKETS = re.compile(r" \(((?:the )?[A-Z]?[a-z]+(?: [a-z]+){0,3})\)")  # "Joan Pargeter (Chair)" in a list of members
_VERB = re.compile(r"^(?:who|which|said|says|told|but|and|as|when|while|after|before|in|on|at|that)\b", re.IGNORECASE)


def described(cast: Cast, mention: Named) -> list[Description]:
    """What stands right before a name and, between commas, right after it."""
    start, end = mention.span
    found = []
    before = _BEFORE.search(cast.text, max(0, start - 70), start)
    words = " ".join(_OUTSIDE.sub("", before[0]).split()[-7:]) if before else ""
    if words:
        found.append(_description(cast, (start - len(words) - 1, start), words))
    after = _IN_BRACKETS.match(cast.text, end) or _AFTER.match(cast.text, end)
    if after and not _VERB.match(after[1]):
        found.append(_description(cast, after.span(1), after[1]))
    return found


def _description(cast: Cast, span: tuple[int, int], words: str) -> Description:
    owners = [cast.owner(mention) for mention in cast.within(span) if mention.type in ("GPE", "NORP", "ORG")]
    codes = {owner.code for owner in owners if owner}
    return Description(words, codes.pop() if len(codes) == 1 else "")


class Descriptions:
    """All that a document says of its people, to find the one who is meant by "the Ukrainian president"."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._of: dict[int, list[tuple[int, Description]]] = defaultdict(list)  # entity -> (story, description)
        for mention in cast.mentions:
            if mention.type == "PERSON":
                self._of[mention.entity] += [(mention.story, description) for description in described(cast, mention)]

    def person(self, words: str, country: str, story: int) -> int | None:
        """The person whom the text describes with the last of these words, and whose country is not another; in this story first."""
        wanted = [stem for stem in _stems(_LINK.split(words)[0]) if len(stem) > 2]
        if not wanted or gazetteer().people(wanted[-1]) or gazetteer().country(wanted[-1]):
            return None
        scores = {entity: max(self._score(wanted, country, story, where, description) for where, description in found)
                  for entity, found in self._of.items() if found}
        best = max(scores, key=lambda entity: scores[entity], default=None)
        return best if best is not None and scores[best] >= 2 else None

    def _score(self, wanted: list[str], country: str, story: int, where: int, description: Description) -> float:
        if wanted[-1] not in description.words or (country and description.country and country != description.country):
            return 0
        shared = len(set(wanted) & description.words)
        return 1 + shared + 2 * (bool(country) and country == description.country) + 1.5 * (where == story)
