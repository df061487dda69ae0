"""How many voices are behind a statement, and who was first to report it."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from workbench.compare.words import fold
from workbench.core.dates import interval
from workbench.core.errors import WorkbenchError
from workbench.core.records import Article, Claim, OutletId

Interval = tuple[float, float]


class Origins:
    """Tells whose word an article's telling is: the agency that passed it on, else the outlet, else the document alone."""

    def __init__(self, articles: Iterable[Article], canonical: Mapping[int, int], outlet_entities: Iterable[tuple[OutletId, int]]) -> None:
        self.articles: dict[int, Article] = {a.id: a for a in articles}
        self.canonical = canonical
        self.entity_of = {outlet: canonical.get(entity, entity) for outlet, entity in outlet_entities}
        self.named = {fold(a.outlet): self._outlet(a) for a in self.articles.values() if a.outlet}

    def of(self, article_id: int, via: Sequence[tuple[int | None, str]] = ()) -> str | None:
        """None: the article corroborates nothing (a teaser points to a story that is counted itself)."""
        article = self.articles[article_id]
        if article.kind == "teaser":
            return None
        for entity, name in via:
            if entity is not None:
                return f"n{self.canonical.get(entity, entity)}"
            if name:
                return self.named.get(fold(name), fold(name))
        return self._outlet(article) if article.outlet else f"d{article.document_id}"

    def of_claim(self, claim: Claim) -> str | None:
        return self.of(claim.article_id, [(party.entity_id, party.name) for party in claim.vias])

    def _outlet(self, article: Article) -> str:
        entity = self.entity_of.get(article.outlet_id) if article.outlet_id is not None else None
        return f"n{entity}" if entity is not None else fold(article.outlet)


def standing(origins: Iterable[str | None], disputed: bool) -> str:
    if disputed:
        return "disputed"
    return "corroborated" if len(set(origins) - {None}) > 1 else "single-source"


@lru_cache(maxsize=50_000)
def reported(published_at: str, zone: str = "UTC") -> Interval | None:
    """When an article came out, in days: a minute has no width, a day without a clock is the whole day."""
    try:
        return interval(published_at, zone) if published_at else None
    except WorkbenchError:
        return None


def first_of(claims: Sequence[Claim], articles: Mapping[int, Article], zone: str = "UTC") -> int | None:
    """The claim that was there before all the others in other stories; None where times overlap or are not known."""
    times = {c.id: reported(articles[c.article_id].published_at, zone) for c in claims if articles[c.article_id].kind != "teaser"}
    if not times or any(time is None for time in times.values()):
        return None
    known = {number: time for number, time in times.items() if time is not None}
    earliest = min((c for c in claims if c.id in known), key=lambda c: (known[c.id], c.article_id, c.start))
    others = [known[c.id] for c in claims if c.id in known and c.article_id != earliest.article_id]
    return earliest.id if others and all(known[earliest.id][1] <= start and known[earliest.id] != (start, end) for start, end in others) else None
