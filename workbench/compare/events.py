"""Tellings of the same happening made one event, and what the event's cells say.

Two tellings are one when what happened fits (action and words), and when, who and whom do not speak against it. Whatever the tellings of an event
disagree on stays visible: modality has its order, and links point at numbers, dates and denials.
"""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from workbench.compare.clusters import decided
from workbench.compare.groups import Speakers
from workbench.compare.standing import reported
from workbench.compare.statements import Index, Statement, alike, clash
from workbench.compare.words import concept, tokens
from workbench.core.comparison import Decision
from workbench.core.dates import EPOCH, first_last
from workbench.core.records import Article, Party, Telling

BOTH_WAYS = frozenset({"AGREE", "CONSULT", "COOPERATE"})
FAMILY = {action: name for name, actions in {
    "talk": ("AGREE", "CONSULT", "COOPERATE"), "give": ("SUPPORT", "AID", "CONCEDE", "RETREAT", "COOPERATE"),
    "ask": ("REQUEST",), "object": ("ACCUSE", "REJECT", "PROTEST", "THREATEN"), "force": ("COERCE", "ASSAULT", "SANCTION", "MOBILIZE"),
    "other": ("OCCUR",)}.items() for action in actions}
ENOUGH = 3.0  # points that make two tellings one happening
SOME_PARTY = 0.6  # at least somebody in both
AGAINST = -10.0
MOST = 12  # tellings of a cluster that are looked at
NEAR = 12  # days between stories, where the tellings themselves say no date
LONG_AGO = 60  # days before a story that what it tells without a date seldom goes back
OFTEN = frozenset({"CONSULT", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST"})  # what the same two do again and again


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
    places: frozenset[str]  # countries

    def keys(self) -> set[tuple[str, ...]]:
        """What another telling of the same happening has as well, one of these at least: word and party, both parties, or two rare words."""
        actors, recipients = ({*map(str, some), *countries} for some, countries in
                              ((self.actors, self.actor_countries), (self.recipients, self.recipient_countries)))
        rare = sorted(self.statement.words, key=lambda word: (-self.statement.words[word], word))[:4]
        return {*(("word", word, party) for word in self.trigger for party in actors | recipients),
                *(("both", *sorted((one, other))) for one in actors for other in recipients),
                *(("rare", *sorted(pair)) for pair in pairwise(rare))}


def facts(telling: Telling, article: Article, statement: Statement, speakers: Speakers) -> Facts:
    out = reported(article.published_at)
    actors, recipients = telling.actors, telling.recipients
    return Facts(telling, first_last(telling.date) if telling.date else None, out[0] if out else None,
                 frozenset(concept(word) for word in tokens(telling.trigger_text)), statement,
                 frozenset(speakers.one(party) for party in actors), frozenset(speakers.one(party) for party in recipients),
                 frozenset().union(*(speakers.countries(party) for party in actors)),
                 frozenset().union(*(speakers.countries(party) for party in recipients)),
                 frozenset(speakers.countries(telling.place)) if telling.place else frozenset())


def dated(every: Mapping[int, Facts], said: Mapping[int, tuple[date, date]]) -> dict[int, Facts]:
    """With the day on which it was said, and the day that a sentence gives once for several acts of one actor ("met and signed on Wednesday")."""
    known = {number: replace(fact, when=said[number]) if number in said and may_be(said[number], fact.when) else fact
             for number, fact in every.items()}
    by_story: dict[int, list[Facts]] = defaultdict(list)
    for fact in known.values():
        by_story[fact.telling.article_id].append(fact)
    return {number: fact if fact.when or fact.telling.modality == "possible" else
            replace(fact, when=day_beside(fact, by_story[fact.telling.article_id])) for number, fact in known.items()}


def may_be(day: tuple[date, date], when: tuple[date, date] | None) -> bool:
    """A day that lies in what is known of the date, if anything is, says it better."""
    return not when or when[0] <= day[0] <= day[1] <= when[1]


def day_beside(fact: Facts, story: Iterable[Facts]) -> tuple[date, date] | None:
    days = {other.when for other in story if other.when and other.when[0] == other.when[1] and other.telling.modality == fact.telling.modality
            and one_sentence(fact.telling, other.telling) and (fact.actors & other.actors or not fact.actors)}
    return days.pop() if len(days) == 1 else None


class Happenings:
    """Brings tellings together, the most alike first; how alike two are is worked out once."""

    def __init__(self, every: Mapping[int, Facts], decisions: Iterable[Decision] = ()) -> None:
        self.every = every
        self.clusters = decided(every, decisions, "telling")
        self.known: dict[tuple[int, int], float] = {}
        index: Index[tuple[str, ...]] = Index(most=20)
        for number, fact in every.items():
            index.add(number, sorted(fact.keys()))
        scored = [(self.likeness(a, b), a, b) for a, b in index.pairs()]
        for _, a, b in sorted((x for x in scored if x[0] >= ENOUGH), key=lambda x: (-x[0], x[1], x[2])):
            if not self.clusters.together(a, b) and self.fit(a, b):
                self.clusters.join(a, b)

    def likeness(self, a: int, b: int) -> float:
        pair = (a, b) if a < b else (b, a)
        if pair not in self.known:
            self.known[pair] = likeness(self.every[pair[0]], self.every[pair[1]])
        return self.known[pair]

    def fit(self, a: int, b: int) -> bool:
        """No telling of one cluster speaks against one of the other, and most are alike, so that no chain leads from one day to another."""
        scores = [self.likeness(x, y) for x in self.clusters.members(a)[:MOST] for y in self.clusters.members(b)[:MOST]]
        return len(scores) == 1 or (min(scores) > AGAINST and sum(scores) / len(scores) >= ENOUGH * 0.7)


def likeness(a: Facts, b: Facts) -> float:
    """Points for what agrees; AGAINST where the two cannot be one happening."""
    if one_sentence(a.telling, b.telling):
        return ENOUGH + 1 if one_clause(a, b) else AGAINST
    if apart(a, b) or counted_apart(a, b):
        return AGAINST
    who = parties_fit(a, b)
    if who <= AGAINST or elsewhere(a, b):
        return AGAINST
    what = action_fit(a, b)
    words, when = alike(a.statement, b.statement), time_fit(a, b)
    if not what or (who < SOME_PARTY and words < 0.6) or long_ago(a, b) or long_ago(b, a):
        return 0.0
    return what + who + when + 2.5 * words - (1.5 if doubt(a, b) and not when else 0)


def doubt(a: Facts, b: Facts) -> bool:
    """One speaks of what happened, the other of what may: without a common date these are seldom one."""
    return (a.telling.modality == "happened") != (b.telling.modality == "happened") and a.telling.modality != "denied" != b.telling.modality


def elsewhere(a: Facts, b: Facts) -> bool:
    """In different countries; where no place is told, a visit is with its host or its guest."""
    ones, others = (fact.places or (fact.actor_countries | fact.recipient_countries if fact.telling.action == "CONSULT" else fact.places)
                    for fact in (a, b))
    return bool(a.places or b.places) and bool(ones and others) and not ones & others


def counted_apart(a: Facts, b: Facts) -> bool:
    """The second time is not the third."""
    return any(x.kind == y.kind == "ordinal" and clash(x, y) for x in a.statement.numbers for y in b.statement.numbers)


def one_sentence(a: Telling, b: Telling) -> bool:
    return a.document_id == b.document_id and a.start < b.end and b.start < a.end


def one_clause(a: Facts, b: Facts) -> bool:
    """Two triggers in one sentence are two happenings, unless they are one phrase ("fired warning shots") or say the same of the same parties."""
    first, second = sorted((a.telling.trigger, b.telling.trigger))
    same_parties = a.actors == b.actors and a.recipients == b.recipients
    return same_parties and (second[0] - first[1] <= 1 or (a.telling.action == b.telling.action and bool(a.actors or a.recipients)))


def apart(a: Facts, b: Facts) -> bool:
    """Their dates have no day in common; or one has none and the stories lie far apart."""
    if a.when and b.when:
        return a.when[0] > b.when[1] or b.when[0] > a.when[1]
    if a.out is not None and b.out is not None and not (a.when or b.when):
        return abs(a.out - b.out) > NEAR
    return False


def long_ago(a: Facts, b: Facts) -> bool:
    """One is dated long before the story that tells the other, which says no date: "met last September" is not "the two are talking"."""
    if a.telling.action not in OFTEN or a.when is None or b.when or b.out is None:
        return False
    return b.out - (a.when[1] - EPOCH.date()).days > LONG_AGO


def time_fit(a: Facts, b: Facts) -> float:
    if not a.when or not b.when:
        return 0.0
    longest = max(when[1] - when[0] for when in (a.when, b.when))
    return 1.2 if longest <= timedelta(days=1) else 0.6 if longest <= timedelta(days=7) else 0.3


def action_fit(a: Facts, b: Facts) -> float:
    """The same word for it tells more than the same action; actions of one family may be one happening that is told differently."""
    words = bool(a.trigger & b.trigger)
    if a.telling.action == b.telling.action:
        return 1.6 if words else 0.5
    if words:
        return 0.8
    return 0.2 if FAMILY.get(a.telling.action) == FAMILY.get(b.telling.action) else 0.0


def parties_fit(a: Facts, b: Facts) -> float:
    """Who and whom; of what is done with each other the other way round too."""
    straight = sides(a, b, crossed=False)
    return max(straight, sides(a, b, crossed=True)) if {a.telling.action, b.telling.action} <= BOTH_WAYS else straight


def sides(a: Facts, b: Facts, *, crossed: bool) -> float:
    others = ((b.recipients, b.recipient_countries), (b.actors, b.actor_countries)) if crossed else (
        (b.actors, b.actor_countries), (b.recipients, b.recipient_countries))
    ours = (a.actors, a.actor_countries), (a.recipients, a.recipient_countries)
    fits = [side(one, other, one_countries, other_countries)
            for (one, one_countries), (other, other_countries) in zip(ours, others, strict=True)]
    return AGAINST if min(fits) < 0 else sum(fits)


def side(ones: frozenset[int | str], others: frozenset[int | str], one_countries: frozenset[str], other_countries: frozenset[str]) -> float:
    """1 the same, 0.6 those of one country, 0 not known, below it others. Words that resolve to nobody are not known to be somebody else."""
    if not ones or not others:
        return 0.0
    if ones & others:
        return 1.0
    if one_countries & other_countries:
        return 0.6
    known = all(isinstance(party, int) for party in ones) and all(isinstance(party, int) for party in others)
    return -1.0 if known or (one_countries and other_countries) else 0.0


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


