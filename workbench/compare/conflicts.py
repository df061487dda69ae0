"""What cannot all be true: numbers, days, doers and denials that speak against each other."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache, cached_property

from workbench.compare.events import Facts, action_fit, side
from workbench.compare.groups import Speakers
from workbench.compare.statements import Index, Number, Statement, alike, clash
from workbench.compare.words import concept, listed, tokens
from workbench.core.dates import show
from workbench.core.records import Claim, Link, LinkId, Party, Span, Telling

SMALL = re.compile(r"\b[a-z]+")
HOSTILE = ("ACCUSE", "THREATEN", "SANCTION", "COERCE", "ASSAULT")
ALIKE = 0.5
SAME = 0.75
DENIED = 0.75  # share of a denial's words that the denied statement has
REACH = 2500  # characters back to what "the accusations" may mean
DAYS_APART = timedelta(days=3)


@dataclass(frozen=True)
class Voice:
    """A statement that can be contradicted: a claim, or a telling in an article's own voice."""
    kind: str
    id: int
    document_id: int
    article_id: int
    start: int
    statement: Statement
    parties: tuple[Party, ...] = ()  # who speaks
    act: str = "state"
    happened: bool = True
    facts: Facts | None = None
    text: str = field(default="", compare=False)
    about: frozenset[str] = frozenset()  # countries of whoever does something in it, however they are called ("the North")

    @cached_property
    def asserts(self) -> bool:
        """Says that something is so, not that it may be."""
        return self.happened and self.act in ("state", "accuse") and listed("hypothetical").isdisjoint(SMALL.findall(self.text))  # not May

    @cached_property
    def words(self) -> Set[str]:
        return self.statement.words.keys() | self.about

    @property
    def blames(self) -> bool:
        """What "the accusations" may be: anything that somebody says, and deeds that are held against somebody."""
        return self.facts is None or self.facts.telling.action in HOSTILE


def voices(claims: Sequence[Claim], tellings: Sequence[Telling], told: Iterable[tuple[Telling, Claim]],
           statements: Mapping[tuple[str, int], Statement], facts: Mapping[int, Facts]) -> list[Voice]:
    """All claims, and the tellings that stand in none and are none ("denied" is a claim's cue); `told` are those that do, see `inside`."""
    covered = {telling.id for telling in cued(claims, tellings)}
    about: dict[int, frozenset[str]] = {}
    for telling, claim in told:
        covered.add(telling.id)
        about[claim.id] = about.get(claim.id, frozenset()) | facts[telling.id].actor_countries | facts[telling.id].recipient_countries
    return [*(Voice("claim", c.id, c.document_id, c.article_id, c.start, statements["claim", c.id], c.speakers, c.speech_act, text=c.text,
                    about=about.get(c.id, frozenset())) for c in claims),
            *(telling_voice(t, statements["telling", t.id], facts[t.id]) for t in tellings if t.id not in covered)]


def telling_voice(telling: Telling, statement: Statement, fact: Facts) -> Voice:
    return Voice("telling", telling.id, telling.document_id, telling.article_id, telling.start, statement, (),
                 "deny" if telling.modality == "denied" else "state", telling.modality == "happened", fact, telling.summary,
                 fact.actor_countries | fact.recipient_countries)


def cued(claims: Iterable[Claim], tellings: Iterable[Telling]) -> Iterator[Telling]:
    """The tellings whose trigger is a claim's cue."""
    cues: dict[int, list[Span]] = {}
    for claim in claims:
        if claim.cue:
            cues.setdefault(claim.article_id, []).append(claim.cue)
    for telling in tellings:
        start, end = telling.trigger
        if any(start < last and first < end for first, last in cues.get(telling.article_id, ())):
            yield telling


def inside(claims: Iterable[Claim], tellings: Iterable[Telling]) -> Iterator[tuple[Telling, Claim]]:
    """Each telling whose trigger stands in a claim's content, with that claim."""
    by_article: dict[int, list[Claim]] = {}
    for claim in claims:
        by_article.setdefault(claim.article_id, []).append(claim)
    for telling in tellings:
        for claim in by_article.get(telling.article_id, ()):
            if any(start <= telling.trigger[0] < end for start, end in claim.parts):
                yield telling, claim


def link(one: Voice, other: Voice, relation: str, reason: str, detail: str = "") -> Link:
    return Link(LinkId(0), one.kind, one.id, other.kind, other.id, relation, reason, detail)


def in_order(one: Voice, other: Voice) -> tuple[Voice, Voice]:
    return (one, other) if (one.article_id, one.start, one.kind, one.id) <= (other.article_id, other.start, other.kind, other.id) else (other, one)


# Numbers ------------------------------------------------------------------------------------------------------------------------------------


def numbers_apart(every: Sequence[Voice]) -> Iterator[Link]:
    """Statements of different stories that say the same but for a number."""
    index: Index[tuple[str, str]] = Index()
    for place, voice in enumerate(every):
        if voice.statement.numbers and voice.happened:
            words = sorted(voice.statement.words, key=lambda word: (-voice.statement.words[word], word))[:8]
            index.add(place, [(number.unit[-1] if number.unit else number.kind, word) for number in voice.statement.numbers for word in words])
    for i, k in index.pairs():
        one, other = in_order(every[i], every[k])
        pair = differing(one.statement.numbers, other.statement.numbers)
        if pair and one.article_id != other.article_id and alike(one.statement, other.statement) >= ALIKE:
            yield link(one, other, "contradicts", "number", f"{pair[0].words} | {pair[1].words}")


def differing(ones: Sequence[Number], others: Sequence[Number]) -> tuple[Number, Number] | None:
    """Two numbers that clash, unless one of them stands on the other side as well."""
    for a in ones:
        for b in others:
            if clash(a, b) and a.value not in [n.value for n in others] and b.value not in [n.value for n in ones]:
                return a, b
    return None


def negations_apart(every: Sequence[Voice]) -> Iterator[Link]:
    """Statements of different stories that say the same but for a "not"."""
    index: Index[str] = Index()
    for place, voice in enumerate(every):
        words = voice.statement.words
        index.add(place, sorted(words, key=lambda word: (-words[word], word))[:4] if voice.asserts and len(words) >= 3 else ())
    for i, k in index.pairs():
        one, other = in_order(every[i], every[k])
        if one.article_id != other.article_id and one.statement.negated != other.statement.negated and alike(one.statement, other.statement) >= SAME:
            yield link(one, other, "contradicts", "denial", f"{short(one)} | {short(other)}")


# Days and doers -----------------------------------------------------------------------------------------------------------------------------


def said_apart(groups: Iterable[Sequence[Claim]], every: Mapping[int, Voice]) -> Iterator[Link]:
    """One statement that stories put on different days: one link for each pair of days."""
    for group in groups:
        days: dict[str, Claim] = {}
        for claim in sorted(group, key=lambda c: (c.article_id, c.start)):
            if claim.said_from and claim.said_from == claim.said_to:
                days.setdefault(claim.said_from, claim)
        given = sorted(days.items())
        for i, (day, one) in enumerate(given):
            for other_day, other in given[i + 1:]:
                if one.document_id != other.document_id:
                    a, b = in_order(every[one.id], every[other.id])
                    first, second = (day, other_day) if a.id == one.id else (other_day, day)
                    yield link(a, b, "contradicts", "date", f"said {show(first)} | said {show(second)}")


def happenings_apart(every: Mapping[int, Facts], voice_of: Mapping[int, Voice]) -> Iterator[Link]:
    """Tellings in different documents that agree in all but the day, or in all but who did it."""
    index: Index[tuple[str, ...]] = Index()
    for number, fact in every.items():
        if fact.telling.modality == "happened" and fact.when and fact.when[0] == fact.when[1]:
            index.add(number, [("word", word, party) for word in sorted(fact.trigger) for party in sorted(map(str, fact.actors | fact.recipients))])
    for a, b in index.pairs():
        one, other = every[a], every[b]
        if one.telling.document_id == other.telling.document_id or alike(one.statement, other.statement) < 0.55 or action_fit(one, other) < 1:
            continue
        first, second = sorted((one, other), key=lambda fact: (fact.telling.article_id, fact.telling.start))
        yield from _apart(first, second, voice_of)


def _apart(one: Facts, other: Facts, voice_of: Mapping[int, Voice]) -> Iterator[Link]:
    a, b = voice_of[one.telling.id], voice_of[other.telling.id]
    actors = side(one.actors, other.actors, one.actor_countries, other.actor_countries)
    recipients = side(one.recipients, other.recipients, one.recipient_countries, other.recipient_countries)
    if not one.when or not other.when or recipients < 1:
        return
    if actors >= 1 and one.when != other.when and abs(one.when[0] - other.when[0]) <= DAYS_APART:
        yield link(a, b, "contradicts", "date", f"{show(one.telling.date)} | {show(other.telling.date)}")
    elif actors < 0 and one.when == other.when and resolved(one.telling.actors) and resolved(other.telling.actors):
        yield link(a, b, "contradicts", "actor", " | ".join("; ".join(p.name for p in fact.telling.actors) for fact in (one, other)))


def resolved(parties: Sequence[Party]) -> bool:
    return bool(parties) and all(party.entity_id is not None for party in parties)


# Denials ------------------------------------------------------------------------------------------------------------------------------------


@cache
def accusations() -> frozenset[str]:
    """Words that name what is denied without telling what it is."""
    return frozenset(concept(word) for word in listed("accusations"))


class Denials:
    """Finds what a denial denies: what says the same and names the denier, or, of "the accusations", the last ones before it."""

    def __init__(self, every: Sequence[Voice], groups: Mapping[int, Sequence[int]], speakers: Speakers) -> None:
        self.every = every
        self.speakers = speakers
        self.groups = groups
        self.claims = {voice.id: voice for voice in every if voice.kind == "claim"}
        self.holders: dict[str, list[Voice]] = {}
        self.in_article: dict[int, list[Voice]] = {}
        for voice in every:
            self.in_article.setdefault(voice.article_id, []).append(voice)
            if voice.asserts:
                for word in voice.words:
                    self.holders.setdefault(word, []).append(voice)

    def links(self) -> Iterator[Link]:
        denials = [voice for voice in self.every if voice.act == "deny" and voice.kind == "claim"]
        found = [self.denied(denial) for denial in denials]
        deniers: dict[tuple[str, int], list[int]] = {}
        for i, some in enumerate(found):
            for voice in some:
                deniers.setdefault((voice.kind, voice.id), []).append(i)
        for i, denial in enumerate(denials):
            others = sorted({k for voice in found[i] for k in deniers[voice.kind, voice.id] if k == i or self.own(denial, denials[k])})
            every = {(voice.kind, voice.id): voice for k in others for voice in found[k]}
            for _, denied in sorted(every.items()):
                if denied.kind == "claim":
                    yield link(denial, denied, "denies", "denial")
                else:
                    yield link(denial, denied, "contradicts", "denial", f"{short(denial)} | {short(denied)}")

    def denied(self, denial: Voice) -> list[Voice]:
        words = {word: weight for word, weight in denial.statement.words.items() if word not in accusations()}
        found = self.about(denial, words) if len(words) >= 2 else self.meant(denial)
        also = [self.claims[number] for voice in found if voice.kind == "claim" for number in self.groups.get(voice.id, ()) if number in self.claims]
        every = {(voice.kind, voice.id): voice for voice in (*found, *also) if voice.act != "deny" and not self.own(denial, voice)}
        return [every[key] for key in sorted(every)]

    def about(self, denial: Voice, words: Mapping[str, float]) -> list[Voice]:
        """What has the denial's words."""
        rarest = sorted(words, key=lambda word: (len(self.holders.get(word, ())), word))[:2]
        near = {id(voice): voice for word in rarest for voice in self.holders.get(word, ())[:200]}
        total = sum(words.values())
        named = self.named(denial)
        return [voice for voice in near.values() if voice is not denial and named.intersection(voice.words)
                and sum(weight for word, weight in words.items() if word in voice.words) >= DENIED * total]

    def meant(self, denial: Voice) -> list[Voice]:
        """Of a denial that does not say what it denies: the accusation before it in its story, else the statement just before or after it."""
        named = self.named(denial)
        here = [voice for voice in self.in_article[denial.article_id] if voice is not denial and voice.asserts and voice.blames
                and named.intersection(voice.words) and not self.own(denial, voice)]
        before = [voice for voice in here if 0 < denial.start - voice.start <= REACH]
        after = [voice for voice in here if 0 < voice.start - denial.start <= REACH // 4]
        found = [voice for voice in before if voice.act == "accuse"] or before or after[:1]
        return [max(found, key=lambda voice: voice.start)] if found else []

    def named(self, denial: Voice) -> frozenset[str]:
        """What a statement says that speaks of the denier, or of his country."""
        return frozenset[str]().union(*(self.speakers.countries(party) | {concept(word) for word in tokens(party.name)[-1:]}
                                   for party in denial.parties))

    def own(self, denial: Voice, voice: Voice) -> bool:
        return bool(voice.parties) and self.speakers.fit(denial.parties, voice.parties) > 0.5


def denied_tellings(event_of: Mapping[int, int], voice_of: Mapping[int, Voice]) -> Iterator[Link]:
    """Within one event: the telling that denies it, and the first other one that each story has."""
    by_event: dict[int, list[Voice]] = {}
    for number in sorted(event_of):
        by_event.setdefault(event_of[number], []).append(voice_of[number])
    for members in by_event.values():
        told = {voice.article_id: voice for voice in reversed(members) if voice.act != "deny" and voice.happened}
        for denial in (voice for voice in members if voice.act == "deny"):
            yield from (link(denial, voice, "denies", "denial") for _, voice in sorted(told.items()) if same_parties(denial.facts, voice.facts))


def same_parties(one: Facts | None, other: Facts | None) -> bool:
    """Both say who and whom, and say the same: a denial of a deed by nobody in particular denies too much."""
    return one is not None and other is not None and side(one.actors, other.actors, one.actor_countries, other.actor_countries) > 0 and \
        side(one.recipients, other.recipients, one.recipient_countries, other.recipient_countries) > 0


def short(voice: Voice) -> str:
    words = re.sub(r"\s+", " ", voice.text).strip()
    return words if len(words) <= 60 else words[:57].rsplit(" ", 1)[0] + " …"


