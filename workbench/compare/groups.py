"""The same statement in several articles, word for word or in other words."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.compare.clusters import Clusters, decided
from workbench.compare.standing import reported
from workbench.compare.statements import Index, Reader, Statement, alike, clash
from workbench.core.comparison import Decision
from workbench.core.records import Article, Claim, Entity, Party

SAME_SPEAKER, SAME_SIDE, UNKNOWN = 1.0, 0.7, 0.4
NEEDED = {SAME_SPEAKER: 0.54, SAME_SIDE: 0.6, UNKNOWN: 0.7}  # of likeness; a wide plateau: 0.50 to 0.60 group the same
SHORT = 0.7  # a paraphrase is often a shorter one
OPPOSED = [{"praise", act} for act in ("warn", "accuse", "condemn", "demand", "consider")]
KEYS = 8  # of a statement's rarest words, to find candidates by
NEIGHBOURS = 15  # of those that share a word with very many
SAME_EVENT = 0.12
SAME_DEED = 0.12  # both warn, both promise: most claims merely state
FAR = 21  # days between stories: the same words may then be another statement


@dataclass(frozen=True)
class Pair:
    a: int
    b: int
    score: float
    speakers: float


class Speakers:
    """Whether two speakers may be one voice: the same, or a state and those who speak for it."""

    def __init__(self, entities: Iterable[Entity], canonical: Mapping[int, int], reader: Reader) -> None:
        self.entities: dict[int, Entity] = {e.id: e for e in entities}
        self.canonical = canonical
        self.reader = reader
        given: dict[int, Counter[str]] = defaultdict(Counter)  # what the texts say of a canonical entity's country, each document once
        for entity in self.entities.values():
            if entity.country:
                given[canonical.get(entity.id, entity.id)][entity.country] += 1
        self._countries: dict[Party, frozenset[str]] = {}
        self.country = {one: max(codes, key=lambda code: (codes[code], code)) for one, codes in given.items()}

    def fit(self, ones: Sequence[Party], others: Sequence[Party]) -> float:
        """SAME_SPEAKER, SAME_SIDE, UNKNOWN where nobody is named, 0 for different voices."""
        if not ones or not others:
            return UNKNOWN
        return max(self._fit(a, b) for a in ones for b in others)

    def _fit(self, a: Party, b: Party) -> float:
        one, other = self.one(a), self.one(b)
        if one == other:
            return SAME_SPEAKER
        if self.is_person(a) and self.is_person(b):
            return 0.0
        return SAME_SIDE if self.countries(a) & self.countries(b) else 0.0

    def one(self, party: Party) -> int | str:
        return self.canonical.get(party.entity_id, party.entity_id) if party.entity_id is not None else party.name.casefold()

    def is_person(self, party: Party) -> bool:
        entity = self.entities.get(party.entity_id) if party.entity_id is not None else None
        return entity is not None and entity.type == "PERSON"

    def countries(self, party: Party) -> frozenset[str]:
        """The states that somebody may speak for: an entity's own, and those in an organisation's name."""
        if party not in self._countries:
            one = self.one(party)
            own = {self.country[one]} if isinstance(one, int) and one in self.country else set()
            named = () if self.is_person(party) else self.reader.concepts(party.name)
            self._countries[party] = frozenset(own | {word for word in named if word in self.reader.codes})
        return self._countries[party]


def same_statements(claims: Sequence[Claim], articles: Mapping[int, Article], statements: Mapping[int, Statement], speakers: Speakers,
                    decisions: Iterable[Decision] = (), events: Mapping[int, int] | None = None) -> Clusters:
    """The clusters of claims that are one statement. `events` are those that claims report: of one event less likeness is needed."""
    by_id: dict[int, Claim] = {c.id: c for c in claims}
    pairs = [replace(pair, score=pair.score + SAME_EVENT) if events and events.get(pair.a, -1) == events.get(pair.b, -2) else pair
             for pair in candidates(claims, articles, statements, speakers)]
    pairs.sort(key=lambda pair: (-pair.score, pair.a, pair.b))
    clusters = decided(by_id, decisions, "claim")
    for pair in pairs:
        if pair.score >= NEEDED[pair.speakers] and one_statement(by_id[pair.a], by_id[pair.b], statements) and \
                may_be_one(clusters, pair, by_id, statements, speakers):
            clusters.join(pair.a, pair.b)
    return clusters


def candidates(claims: Sequence[Claim], articles: Mapping[int, Article], statements: Mapping[int, Statement], speakers: Speakers) -> Iterable[Pair]:
    """Pairs that are alike at all and whose speakers do not rule it out."""
    index: Index[str] = Index(NEIGHBOURS)
    by_id: dict[int, Claim] = {c.id: c for c in claims}
    for claim in claims:
        words = statements[claim.id].words
        index.add(claim.id, sorted(words, key=lambda word: (-words[word], word))[:KEYS])
    for a, b in index.pairs():
        score = alike(statements[a], statements[b], SHORT)
        if score < min(NEEDED.values()) / 2:
            continue
        fit = speakers.fit(by_id[a].speakers, by_id[b].speakers)
        if fit:
            if fit == UNKNOWN:
                score = alike(statements[a], statements[b], 1 - SHORT)
            elif by_id[a].speech_act == by_id[b].speech_act != "state":
                score += SAME_DEED
            yield Pair(a, b, score * nearness(articles[by_id[a].article_id], articles[by_id[b].article_id]), fit)


def nearness(one: Article, other: Article) -> float:
    times = reported(one.published_at), reported(other.published_at)
    far = times[0] and times[1] and abs(times[0][0] - times[1][0]) > FAR
    return 0.6 if far else 1.0


def one_statement(a: Claim, b: Claim, statements: Mapping[int, Statement]) -> bool:
    """Neither denies what the other says, and their numbers agree."""
    one, other = statements[a.id], statements[b.id]
    if (a.speech_act == "deny") != (b.speech_act == "deny") or {a.speech_act, b.speech_act} in OPPOSED:
        return False
    if one.negated != other.negated:
        return False
    return not any(clash(x, y) for x in one.numbers for y in other.numbers) or one.text.casefold() == other.text.casefold()


def may_be_one(clusters: Clusters, pair: Pair, claims: Mapping[int, Claim], statements: Mapping[int, Statement], speakers: Speakers) -> bool:
    """No chains: what is brought together must be alike on the whole, and nobody's words become somebody else's."""
    ones, others = clusters.members(pair.a), clusters.members(pair.b)
    if len(ones) * len(others) == 1:
        return True
    scores = []
    for a in ones[:12]:
        for b in others[:12]:
            if not speakers.fit(claims[a].speakers, claims[b].speakers):
                return False
            scores.append(alike(statements[a], statements[b], SHORT))
    best = sorted(scores)[len(scores) // 2:]  # "It is concerning" is like few of those that say what is
    return sum(best) / len(best) >= NEEDED[pair.speakers] * 0.6
