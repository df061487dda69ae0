"""One entity for all its spellings: the entities of single documents brought together over the whole project.

What names alone cannot tell stays apart: "Kim" of a document where three Kims speak is nobody else's Kim. The analyst's decisions come first and are
never overruled.
"""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from workbench.compare.clusters import Clusters, decided
from workbench.compare.words import fold, listed
from workbench.core.comparison import Decision
from workbench.core.records import Entity

PLACES = ("GPE", "LOC")
SAME_WORD = {"defense": "defence", "centre": "center", "organisation": "organization", "labor": "labour", "programme": "program"}


def same_entities(entities: Sequence[Entity], decisions: Iterable[Decision] = ()) -> tuple[dict[int, int], dict[int, str]]:
    """Every entity's canonical one, and what to call those."""
    known: dict[int, Entity] = {e.id: e for e in entities}
    clusters = decided(known, decisions, "entity")
    for kind in ("PERSON", "ORG", "PLACE", ""):
        _Kind([e for e in entities if kind_of(e) == kind], clusters).join()
    canonical: dict[int, int] = {e.id: clusters.find(e.id) for e in entities}
    names = {group[0]: name_to_show([known[number] for number in group]) for group in clusters.all()}
    return canonical, names


def kind_of(entity: Entity) -> str:
    """What may be one with each other: places of either type; PERSON; ORG; whatever else goes by type and exact name alone."""
    if entity.type in PLACES:
        return "PLACE"
    return entity.type if entity.type in ("PERSON", "ORG") else ""


class _Kind:
    """Brings together the entities of one kind, the surest evidence first."""

    def __init__(self, entities: Sequence[Entity], clusters: Clusters) -> None:
        self.entities = entities
        self.clusters = clusters
        self.country: dict[int, str] = {e.id: e.country for e in entities}

    def join(self) -> None:
        for pairs in (self.same_names(), self.same_short_names(), self.variants(), self.contained()):
            for a, b in pairs:
                if self.may_be_one(a, b):
                    self.clusters.join(a, b)

    def may_be_one(self, a: int, b: int) -> bool:
        """Two countries are two entities, whatever they are called (Georgia and Georgia). Of people only the text's company tells a country."""
        if self.entities[0].type == "PERSON":
            return True
        ones, others = ({self.country[n] for n in self.clusters.members(x) if self.country.get(n)} for x in (a, b))
        return not ones or not others or bool(ones & others)

    def same_names(self) -> Iterator[tuple[int, int]]:
        """The same full name or telling alias."""
        buckets: dict[tuple[str, str], list[int]] = defaultdict(list)
        for entity in self.entities:
            for key in sorted(keys(entity)):
                buckets[entity.type if kind_of(entity) == "" else "", key].append(entity.id)
        for _, ids in sorted(buckets.items()):
            yield from ((ids[0], other) for other in ids[1:])

    def same_short_names(self) -> Iterator[tuple[int, int]]:
        """A surname alone: whoever bears it as the only one."""
        if not self.entities or self.entities[0].type != "PERSON":
            return
        bearers: dict[str, list[int]] = defaultdict(list)
        for entity in self.entities:
            words = fold(entity.name).split()
            for word in {words[0], words[-1]} if len(words) > 1 else ():
                bearers[word].append(entity.id)
        alone: dict[str, list[int]] = defaultdict(list)
        for entity in self.entities:
            if " " not in fold(entity.name):
                alone[fold(entity.name)].append(entity.id)
        for word, ids in sorted(alone.items()):
            people = {self.clusters.find(n) for n in bearers.get(word, ())}
            if len(people) <= 1:
                yield from pairwise([*sorted(people), *ids])

    def variants(self) -> Iterator[tuple[int, int]]:
        """Spellings of one name: Zelensky and Zelenskyy; "South Korean Defence Ministry" and "Ministry of Defence of South Korea"; ICC."""
        if not self.entities:
            return
        if self.entities[0].type == "PERSON":
            yield from self.transliterations()
        elif self.entities[0].type == "ORG":
            yield from self.word_orders()
            yield from self.acronyms()

    def transliterations(self) -> Iterator[tuple[int, int]]:
        by_initials: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
        for entity in self.entities:
            words = fold(entity.name).split()
            if len(words) > 1:
                by_initials[tuple(word[0] for word in words)].append(entity)
        for same in by_initials.values():
            yield from ((a.id, b.id) for i, a in enumerate(same) for b in same[i + 1:] if one_spelling(fold(a.name), fold(b.name)))

    def word_orders(self) -> Iterator[tuple[int, int]]:
        first: dict[frozenset[str], int] = {}
        for entity in self.entities:
            for name in (entity.name, *entity.aliases):
                words = body(name)
                if len(words) > 1 and not words <= listed("generic"):
                    yield first.setdefault(words, entity.id), entity.id

    def acronyms(self) -> Iterator[tuple[int, int]]:
        long: dict[str, set[int]] = defaultdict(set)
        for entity in self.entities:
            words = [w for w in fold(entity.name).split() if w not in ("of", "the", "and", "for")]
            if len(words) > 1:
                long["".join(word[0] for word in words)].add(self.clusters.find(entity.id))
        for entity in self.entities:
            name = entity.name.replace(".", "")
            owners = {self.clusters.find(n) for n in long.get(fold(name), ())}
            if 1 < len(name) < 8 and (name.isupper() or "." in entity.name) and len(owners) == 1:
                yield owners.pop(), entity.id

    def contained(self) -> Iterator[tuple[int, int]]:
        """A longer name that holds the whole of a shorter one ("US State Department"), when only one does."""
        if not self.entities or self.entities[0].type != "ORG":
            return
        longer: dict[str, set[int]] = defaultdict(set)
        for entity in self.entities:
            words = sorted(body(entity.name))
            for word in words if len(words) > 1 else ():
                longer[word].add(entity.id)
        bodies: dict[int, frozenset[str]] = {e.id: body(e.name) for e in self.entities}
        for entity in self.entities:
            mine = bodies[entity.id]
            if len(mine) < 2 or (mine <= listed("generic") and not self.country[entity.id]):
                continue
            holders = {self.clusters.find(n) for n in set.intersection(*(longer[word] for word in mine)) if mine < bodies[n]}
            holders.discard(self.clusters.find(entity.id))
            if len(holders) == 1:
                yield holders.pop(), entity.id


def keys(entity: Entity) -> set[str]:
    """The names that tell who this is wherever they stand. A person's surname, "foreign ministry" or "the agency" do not."""
    names = {fold(name) for name in (entity.name, *(alias for alias in entity.aliases if not alias.islower()))} - {""}
    if entity.type == "PERSON":
        return {name for name in names if " " in name}
    return {name for name in names if not set(name.split()) <= listed("generic")}


def body(name: str) -> frozenset[str]:
    """An organisation's name as a bag of words, without legal form and small words."""
    words = (SAME_WORD.get(word, word) for word in fold(name).split())
    return frozenset(word for word in words if word not in ("of", "the", "for", "and", "s")) - listed("legal")


def one_spelling(a: str, b: str) -> bool:
    """Two spellings of one person's name: every word alike, short words the same ("Kim Jong Un" is never "Kim Jong Il")."""
    ones, others = a.split(), b.split()
    return len(ones) == len(others) and all(x == y or (min(len(x), len(y)) >= 5 and fuzz.ratio(x, y) >= 80 and latin(x) == latin(y))
                                            for x, y in zip(ones, others, strict=True))


def latin(word: str) -> str:
    """What is left of a word when the ways to write Slavic and Arabic sounds are made one."""
    word = re.sub(r"(?:iy|yy|ij|yi|ii|ey|ei|i)$", "y", word)
    word = re.sub(r"kh|ck|q|c(?=[aou])", "k", word.replace("w", "v").replace("ou", "u").replace("ye", "e").replace("ph", "f"))
    return re.sub(r"[aeiouyj]+", "a", re.sub(r"(.)\1", r"\1", word))


def name_to_show(members: Sequence[Entity]) -> str:
    """The name that the analyst gave; else the one that the texts use most among the good ones: written with capitals, of people in full."""
    if given := [entity.name for entity in members if entity.named]:
        return given[0]
    counts: Counter[str] = Counter()
    for entity in members:
        counts[entity.name] += max(1, entity.mentions)
    good = [name for name in counts if not name.islower()] or list(counts)
    if members[0].type == "PERSON":
        good = [name for name in good if " " in name.strip()] or good
    return max(good, key=lambda name: (counts[name], len(name), name))
