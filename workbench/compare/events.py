"""Tellings of the same happening made one event, and what the event's cells say.

Two tellings are one when what happened fits (action and words), and when, who and whom do not speak against it. Whatever the tellings of an event
disagree on stays visible: modality has its order, and links point at numbers, dates and denials.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from workbench.compare.clusters import Clusters, decided
from workbench.compare.groups import Speakers
from workbench.compare.standing import reported
from workbench.compare.statements import Index, Statement, alike
from workbench.compare.words import concept, tokens
from workbench.core.dates import first_last
from workbench.core.records import Article, Decision, Party, Telling

BOTH_WAYS = frozenset({"AGREE", "CONSULT", "COOPERATE"})
FAMILY = {action: name for name, actions in {
    "talk": ("AGREE", "CONSULT", "COOPERATE"), "give": ("SUPPORT", "AID", "CONCEDE", "RETREAT", "COOPERATE"),
    "ask": ("REQUEST",), "object": ("ACCUSE", "REJECT", "PROTEST", "THREATEN"), "force": ("COERCE", "ASSAULT", "SANCTION", "MOBILIZE"),
    "other": ("OCCUR",)}.items() for action in actions}
ENOUGH = 3.0
NEAR = 12  # days between stories, where the tellings themselves say no date


@dataclass(frozen=True)
class Facts:
    """What a telling says, ready to be compared."""
    telling: Telling
    when: tuple[date, date] | None
    out: float | None  # the day its story came out
    trigger: frozenset[str]
    statement: Statement
    actors: frozenset[int | str]
    recipients: frozenset[int | str]
    actor_countries: frozenset[str]
    recipient_countries: frozenset[str]

    @property
    def keys(self) -> set[tuple[str, ...]]:
        family = FAMILY.get(self.telling.action, "")
        parties = {str(party) for party in self.actors | self.recipients} | self.actor_countries | self.recipient_countries
        found = {("who", family, party) for party in parties} | {("word", word, party) for word in self.trigger for party in parties}
        rare = sorted(self.statement.words, key=lambda word: (-self.statement.words[word], word))[:4]
        return {*found, *(("words", *sorted(pair)) for pair in pairwise(rare))}


def facts(telling: Telling, article: Article, statement: Statement, speakers: Speakers) -> Facts:
    out = reported(article.published_at)
    actors, recipients = telling.actors, telling.recipients
    return Facts(telling, first_last(telling.date) if telling.date else None, out[0] if out else None,
                 frozenset(concept(word) for word in tokens(telling.trigger_text)), statement,
                 frozenset(speakers.one(party) for party in actors), frozenset(speakers.one(party) for party in recipients),
                 frozenset().union(*(speakers.countries(party) for party in actors)),
                 frozenset().union(*(speakers.countries(party) for party in recipients)))


def same_happenings(every: Mapping[int, Facts], decisions: Iterable[Decision] = ()) -> Clusters:
    clusters = decided(every, decisions, "telling")
    index: Index[tuple[str, ...]] = Index()
    for number, fact in every.items():
        index.add(number, sorted(fact.keys))
    scored = [(likeness(every[a], every[b]), a, b) for a, b in index.pairs()]
    for _, a, b in sorted((x for x in scored if x[0] >= ENOUGH), key=lambda x: (-x[0], x[1], x[2])):
        if fits(clusters, every, a, b):
            clusters.join(a, b)
    return clusters


def fits(clusters: Clusters, every: Mapping[int, Facts], a: int, b: int) -> bool:
    """No telling of one cluster speaks against one of the other, and most are alike, so that no chain leads from one day to another."""
    ones, others = clusters.members(a)[:15], clusters.members(b)[:15]
    if len(ones) * len(others) == 1:
        return True
    scores = [likeness(every[x], every[y]) for x in ones for y in others]
    return min(scores) > AGAINST and sum(scores) / len(scores) >= ENOUGH * 0.6


AGAINST = -10.0


def likeness(a: Facts, b: Facts) -> float:
    """Points for what agrees; AGAINST where the two cannot be one happening."""
    if one_sentence(a.telling, b.telling) or apart(a, b):
        return AGAINST
    what = action_fit(a, b)
    if not what:
        return AGAINST
    who = parties_fit(a, b)
    if who <= -1:
        return AGAINST
    return what + who + time_fit(a, b) + 2.5 * alike(a.statement, b.statement)


def one_sentence(a: Telling, b: Telling) -> bool:
    """Two triggers in one sentence are two happenings."""
    return a.document_id == b.document_id and a.start < b.end and b.start < a.end


def apart(a: Facts, b: Facts) -> bool:
    """Their dates have no day in common; or neither has a date and their stories lie far apart."""
    if a.when and b.when:
        return a.when[0] > b.when[1] or b.when[0] > a.when[1]
    if a.out is not None and b.out is not None and not (a.when or b.when):
        return abs(a.out - b.out) > NEAR
    return False


def time_fit(a: Facts, b: Facts) -> float:
    if not a.when or not b.when:
        return 0.0
    longest = max(when[1] - when[0] for when in (a.when, b.when))
    return 1.0 if longest <= timedelta(days=1) else 0.6 if longest <= timedelta(days=7) else 0.3


def action_fit(a: Facts, b: Facts) -> float:
    """The same word for it tells more than the same action; actions of one family may be one happening that is told differently."""
    words = bool(a.trigger & b.trigger)
    if a.telling.action == b.telling.action:
        return 1.6 if words else 0.8
    if words:
        return 1.0
    return 0.3 if FAMILY.get(a.telling.action) == FAMILY.get(b.telling.action) else 0.0


def parties_fit(a: Facts, b: Facts) -> float:
    """Who and whom; of what is done with each other the other way round too."""
    straight = side(a.actors, b.actors, a.actor_countries, b.actor_countries) + \
        side(a.recipients, b.recipients, a.recipient_countries, b.recipient_countries)
    if not {a.telling.action, b.telling.action} & BOTH_WAYS:
        return straight
    crossed = side(a.actors, b.recipients, a.actor_countries, b.recipient_countries) + \
        side(a.recipients, b.actors, a.recipient_countries, b.actor_countries)
    return max(straight, crossed)


def side(ones: frozenset[int | str], others: frozenset[int | str], one_countries: frozenset[str], other_countries: frozenset[str]) -> float:
    if not ones or not others:
        return 0.0
    if ones & others:
        return 1.0
    return 0.6 if one_countries & other_countries else -1.0


# The cells ----------------------------------------------------------------------------------------------------------------------------------


def best_date(values: Sequence[str]) -> str:
    """The most precise date that most tellings give."""
    known = [value for value in values if value and first_last(value)]
    if not known:
        return ""
    counts = Counter(known)

    def days(value: str) -> int:
        first, last = first_last(value) or (date.min, date.max)
        return (last - first).days
    return min(counts, key=lambda value: (days(value), -counts[value], value))


def precision(value: str) -> str:
    if not value:
        return ""
    return "interval" if "/" in value else {4: "year", 7: "month"}.get(len(value), "day")


def modality(values: Iterable[str]) -> str:
    found = set(values)
    return next((kind for kind in ("happened", "planned", "possible") if kind in found), "denied")


def most_told(lists: Sequence[tuple[tuple[Party, ...], float]], speakers: Speakers) -> tuple[Party, ...]:
    """The parties of the telling whose first named is named most; those that resolve to an entity before words that do not."""
    given = [(parties, confidence) for parties, confidence in lists if parties]
    if not given:
        return ()
    counts: Counter[int | str] = Counter()
    for parties, confidence in given:
        for party in parties:
            counts[speakers.one(party)] += (1 if party.entity_id is not None else 0.4) * (0.5 + confidence)  # type: ignore[assignment]
    best = max(given, key=lambda x: (counts[speakers.one(x[0][0])], len(x[0]), x[1]))[0]
    return tuple(dict.fromkeys(best))


def most_confident(values: Iterable[tuple[str, float]]) -> str:
    """The value with the most and the surest tellings behind it, the first of equals."""
    weight: Counter[str] = Counter()
    for value, confidence in values:
        if value:
            weight[value] += 0.5 + confidence  # type: ignore[assignment]
    return max(weight, key=lambda value: weight[value]) if weight else ""


def status(values: Sequence[str]) -> str:
    """An event is accepted when all its tellings are; edited when she touched any."""
    if all(value == "accepted" for value in values):
        return "accepted"
    return "edited" if any(value in ("edited", "accepted") for value in values) else "suggested"


