"""Compares all documents of a project: entities, events, groups, links, standing."""
from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, cast

from workbench.compare import conflicts
from workbench.compare.entities import same_entities
from workbench.compare.events import (
    Happenings,
    best_date,
    dated,
    facts,
    may_be,
    modality,
    most_confident,
    most_told,
    precision,
    status,
)
from workbench.compare.groups import SAME_SPEAKER, Speakers, same_statements
from workbench.compare.standing import Origins, first_of, reported, standing
from workbench.compare.statements import Reader, Statement
from workbench.core.comparison import REPORT, Comparison, Corpus
from workbench.core.dates import first_last
from workbench.core.records import Article, Claim, Event, EventId, Link, LinkId, Party, Telling, TellingId

CONFLICTS = ("contradicts", "denies")
IN_ONE_BREATH = 400  # characters between two claims of one speaker ("He also warned ...")
SETTLED = ("scope", "update", "error")  # rulings after which a conflict disputes nothing


def run(corpus: Corpus) -> Comparison:
    return _Run(corpus).result()


class _Run:
    """One comparison. The steps build on each other in the order of `result`."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.articles: dict[int, Article] = {a.id: a for a in corpus.articles}
        self.claims = [c for c in corpus.claims if c.article_id in self.articles]
        self.tellings = [t for t in corpus.tellings if t.article_id in self.articles]
        self.canonical, self.names = same_entities(corpus.entities, corpus.decisions)
        self.origins = Origins(corpus.articles, self.canonical, corpus.outlet_entities)
        self.reader = Reader(corpus.entities, [*(c.text for c in self.claims), *(t.summary for t in self.tellings)])
        self.speakers = Speakers(corpus.entities, self.canonical, self.reader)
        self.statements: dict[tuple[str, int], Statement] = {
            **{("claim", c.id): self.reader.read(c.id, c.text) for c in self.claims},
            **{("telling", t.id): self.reader.read(t.id, t.summary) for t in self.tellings}}
        self.facts = dated({t.id: facts(t, self.articles[t.article_id], self.statements["telling", t.id], self.speakers) for t in self.tellings},
                           self.days_said())

    def result(self) -> Comparison:
        by_claim: dict[int, Claim] = {c.id: c for c in self.claims}
        statements = {number: self.statements["claim", number] for number in by_claim}
        happenings = Happenings(self.facts, self.corpus.decisions).clusters
        event_of: dict[int, int] = {t.id: happenings.find(t.id) for t in self.tellings}
        event_of_claim = self.events_of_claims(event_of)
        clusters = same_statements(self.claims, self.articles, statements, self.speakers, self.corpus.decisions, event_of_claim)
        groups = [[by_claim[number] for number in members] for members in clusters.all() if len(members) > 1]
        group_of: dict[int, int] = {c.id: group[0].id for group in groups for c in group}
        links = self.links(groups, event_of)
        disputed = self.disputed(links, event_of, event_of_claim, group_of)
        events = self.events(happenings.all(), event_of_claim, disputed, self.said_elsewhere(groups))
        found: dict[str, Any] = {  # ids are plain integers here
            "canonical": self.canonical, "names": self.names, "event_of": event_of, "group_of": group_of, "event_of_claim": event_of_claim,
            "first": {group[0].id: first_of(group, self.articles, self.corpus.zone) for group in groups},
            "standing": {group[0].id: standing(map(self.origins.of_claim, group), ("group", group[0].id) in disputed) for group in groups}}
        return Comparison(events=events, links=tuple(links), **found)

    def events_of_claims(self, event_of: Mapping[int, int]) -> dict[int, int]:
        """The event that a claim reports: the one she said; else the happening told in its content; else the one that its cue is."""
        told: dict[int, list[Telling]] = defaultdict(list)
        for telling, claim in self.inside:
            told[claim.id].append(telling)
        found: dict[int, int] = {}
        silent = {decision.a for decision in self.corpus.decisions if decision.kind == REPORT}
        for claim in self.claims:
            if claim.id in silent:
                continue
            reported_by = min(told[claim.id], key=rank) if told[claim.id] else self.act_of(claim)
            event = event_of.get(claim.event_id or 0) or (event_of[reported_by.id] if reported_by else None)
            if event:
                found[claim.id] = event
        return found

    def days_said(self) -> dict[int, tuple[date, date]]:
        """The day of what is done by saying it ("urged", "denied"): when the claim was said, or what the same speaker said just before it."""
        found: dict[int, tuple[date, date]] = {}
        spoke: Claim | None = None
        for claim in sorted(self.claims, key=lambda one: (one.article_id, one.start)):
            goes_on = spoke and spoke.article_id == claim.article_id and claim.start - spoke.end <= IN_ONE_BREATH and \
                self.speakers.fit(spoke.speakers, claim.speakers) == SAME_SPEAKER
            dated = claim if claim.said_from and claim.said_from == claim.said_to else spoke if goes_on and not claim.said_from else None
            telling, day = self.act_of(claim), first_last(dated.said_from) if dated else None
            if telling and day:
                found[telling.id] = day
            spoke = replace(claim, said_from=dated.said_from, said_to=dated.said_to) if dated else None
        return found

    def said_elsewhere(self, groups: Iterable[Sequence[Claim]]) -> dict[int, Telling]:
        """The tellings that are a claim's cue, with what other stories say of the same statement: its day, and who "a US official" is."""
        found: dict[int, Telling] = {}
        for group in groups:
            days = {claim.said_from for claim in group if claim.said_from and claim.said_from == claim.said_to}
            day = first_last(days.pop()) if len(days) == 1 else None
            for claim in group:
                telling = self.act_of(claim)
                if telling:
                    dated = day if day and may_be(day, self.facts[telling.id].when) else None
                    named = () if any(self.is_name(party) for party in telling.actors) else self.named(claim, group)
                    found[telling.id] = replace(telling, date=one_day(dated) or telling.date, actors=named or telling.actors)
        return found

    def named(self, claim: Claim, group: Iterable[Claim]) -> tuple[Party, ...]:
        """Whoever speaks by name in the group, of those who may speak for the claim's own speaker."""
        return next((other.speakers for other in group if any(map(self.is_name, other.speakers)) and
                     self.speakers.fit(claim.speakers, other.speakers)), ())

    def is_name(self, party: Party) -> bool:
        """ "US official" is none."""
        name = self.shown([party])[0].name
        return party.entity_id is not None and not name.split()[-1].islower()

    def act_of(self, claim: Claim) -> Telling | None:
        """The telling whose trigger is the claim's cue: "urged", "denied"."""
        if not claim.cue:
            return None
        start, end = claim.cue
        return next((t for t in self.tellings_in.get(claim.article_id, ()) if t.trigger[0] < end and start < t.trigger[1]), None)

    @cached_property
    def tellings_in(self) -> dict[int, list[Telling]]:
        found: dict[int, list[Telling]] = defaultdict(list)
        for telling in self.tellings:
            found[telling.article_id].append(telling)
        return found

    # Links ----------------------------------------------------------------------------------------------------------------------------------

    def links(self, groups: Sequence[Sequence[Claim]], event_of: Mapping[int, int]) -> list[Link]:
        voices = conflicts.voices(self.claims, self.tellings, self.inside, self.statements, self.facts)
        claims: dict[int, conflicts.Voice] = {voice.id: voice for voice in voices if voice.kind == "claim"}
        tellings: dict[int, conflicts.Voice] = {
            t.id: conflicts.telling_voice(t, self.statements["telling", t.id], self.facts[t.id]) for t in self.tellings}
        in_group: dict[int, list[int]] = {c.id: [other.id for other in group] for group in groups for c in group}
        found = [*conflicts.Denials(voices, in_group, self.speakers).links(),
                 *conflicts.numbers_apart(voices), *conflicts.negations_apart(voices),
                 *conflicts.said_apart(groups, claims),
                 *conflicts.happenings_apart(self.facts, tellings), *conflicts.denied_tellings(event_of, tellings),
                 *self.repeats(groups), *self.corroborations(event_of)]
        return list({ends(link): link for link in reversed(found)}.values())[::-1]

    def repeats(self, groups: Iterable[Sequence[Claim]]) -> Iterable[Link]:
        """From each later story of a statement to the earliest."""
        for group in groups:
            first, *later = sorted(group, key=self.when)
            seen = {first.article_id}
            for claim in later:
                if claim.article_id not in seen:
                    seen.add(claim.article_id)
                    yield Link(LinkId(0), "claim", claim.id, "claim", first.id, "repeats")

    def corroborations(self, event_of: Mapping[int, int]) -> Iterable[Link]:
        """From the first telling of each independent origin to the event's earliest telling."""
        by_event: dict[int, list[Telling]] = defaultdict(list)
        for telling in sorted(self.tellings, key=self.when):
            if telling.modality != "denied" and self.articles[telling.article_id].kind != "teaser":
                by_event[event_of[telling.id]].append(telling)
        for event in sorted(by_event):
            first, *others = by_event[event]
            seen = {self.origin(first)}
            for telling in others:
                if self.origin(telling) not in seen:
                    seen.add(self.origin(telling))
                    yield Link(LinkId(0), "telling", telling.id, "telling", first.id, "corroborates")

    def when(self, row: Claim | Telling) -> tuple[float, int, int, int]:
        time = reported(self.articles[row.article_id].published_at, self.corpus.zone)
        return time[0] if time else float("inf"), row.article_id, row.start, row.id

    def origin(self, telling: Telling) -> str | None:
        """Whose word a telling is: inside a claim that somebody passed on, the agency's."""
        return self.origins.of(telling.article_id, self.via_of.get(telling.id, ()))

    @cached_property
    def via_of(self) -> dict[int, list[tuple[int | None, str]]]:
        return {t.id: [(party.entity_id, party.name) for party in c.vias] for t, c in self.inside if c.vias}

    @cached_property
    def inside(self) -> list[tuple[Telling, Claim]]:
        return list(conflicts.inside(self.claims, self.tellings))

    def disputed(self, links: Iterable[Link], event_of: Mapping[int, int], event_of_claim: Mapping[int, int],
                 group_of: Mapping[int, int]) -> set[tuple[str, int]]:
        """The events and groups that an unsettled conflict touches: both ends of a contradiction, the denied end of a denial."""
        rulings = {ends(link): link for link in self.corpus.rulings}
        found: set[tuple[str, int]] = set()
        for link in {ends(link): link for link in (*links, *self.corpus.rulings)}.values():
            ruled = rulings.get(ends(link), link)
            if link.relation not in CONFLICTS or ruled.ruling in SETTLED or ruled.status == "rejected":
                continue
            touched = [(link.to_kind, link.to_id)] + ([(link.from_kind, link.from_id)] if link.relation == "contradicts" else [])
            for kind, number in touched:
                if kind == "claim":
                    found |= {("group", group_of.get(number, number)), ("event", event_of_claim.get(number, 0))}
                else:
                    found.add(("event", number if kind == "event" else event_of.get(number, 0)))
        return found

    # Events ---------------------------------------------------------------------------------------------------------------------------------

    def events(self, clusters: Iterable[Sequence[int]], event_of_claim: Mapping[int, int], disputed: set[tuple[str, int]],
               better: Mapping[int, Telling]) -> tuple[Event, ...]:
        by_id: dict[int, Telling] = {t.id: better.get(t.id, t) for t in self.tellings}
        claims: dict[int, list[int]] = defaultdict(list)
        for claim, event in event_of_claim.items():
            claims[event].append(claim)
        written: dict[int, dict[str, str]] = defaultdict(dict)
        for cell in self.corpus.cells:
            written[cell.telling_id][cell.field] = cell.value
        return tuple(self.event([by_id[number] for number in members], len(claims[members[0]]), ("event", members[0]) in disputed,
                                {field: value for number in reversed(members) for field, value in written[number].items()}) for members in clusters)

    def event(self, tellings: Sequence[Telling], claims: int, disputed: bool, written: Mapping[str, str]) -> Event:
        """The cells that its tellings give, and over them those that she wrote."""
        told = [t for t in tellings if t.modality != "denied"] or list(tellings)
        when = written.get("date", best_date([day for t in told for day in (t.date, one_day(self.facts[t.id].when))]))
        days = first_last(when)
        counted = [t for t in tellings if self.articles[t.article_id].kind != "teaser"]
        best = min(told, key=lambda t: (not t.actors, not t.recipients, -t.confidence, t.id))
        actors = self.parties(written["actor"]) if "actor" in written else self.told_parties(told, "actors")
        recipients = self.parties(written["recipient"]) if "recipient" in written else self.told_parties(told, "recipients", actors)
        return Event(
            EventId(tellings[0].id), iso(days, 0), iso(days, 1), precision(when), actors,
            written.get("action") or most_confident((t.action, t.confidence) for t in told),
            recipients, written.get("place", most_confident((self.shown((t.place,))[0].name, t.confidence) for t in told if t.place)),
            written.get("modality") or modality(t.modality for t in tellings), written.get("summary", best.summary),
            tuple(TellingId(t.id) for t in tellings), claims, len({t.article_id for t in counted}),
            len({self.origin(t) for t in counted if self.articles[t.article_id].outlet}), standing((self.origin(t) for t in told), disputed),
            "analyst" if all(t.origin == "analyst" for t in tellings) else "machine", "edited" if written else status([t.status for t in tellings]),
            max(t.confidence for t in tellings), written.get("note", ""), written.get("tags", ""))

    def told_parties(self, tellings: Sequence[Telling], role: str, but: Sequence[Party] = ()) -> tuple[Party, ...]:
        """Those that the tellings name, but not `but`: nobody does something to himself."""
        barred = {self.speakers.one(party) for party in but}
        lists = [(tuple(p for p in getattr(t, role) if self.speakers.one(p) not in barred), t.confidence) for t in tellings]
        return self.shown(most_told(lists, self.speakers))

    def shown(self, parties: Sequence[Party]) -> tuple[Party, ...]:
        """With the canonical entity's id and name, each once."""
        found: dict[int | str, Party] = {}
        for party in parties:
            one = self.canonical.get(party.entity_id) if party.entity_id is not None else None
            found.setdefault(one or party.name, Party(cast(Any, one), self.names[one], party.span) if one else party)
        return tuple(found.values())

    def parties(self, written: str) -> tuple[Party, ...]:
        return self.shown([Party(entity, name) for entity, name in json.loads(written)] if written else [])


def rank(telling: Telling) -> tuple[int, int, int, int]:
    """Which of the tellings in a claim is what it reports: what happened before what may, with parties before without, the first."""
    kinds = ("happened", "planned", "denied", "possible")
    return kinds.index(telling.modality), telling.action == "OCCUR", -bool(telling.actors) - bool(telling.recipients), telling.start


def ends(link: Link) -> tuple[str, int, str, int, str]:
    return link.from_kind, link.from_id, link.to_kind, link.to_id, link.relation


def one_day(days: tuple[date, date] | None) -> str:
    return days[0].isoformat() if days and days[0] == days[1] else ""


def iso(days: tuple[date, date] | None, place: int) -> str:
    """The first or last day; nothing for an open end."""
    return "" if not days or days[place] in (date.min, date.max) else days[place].isoformat()
