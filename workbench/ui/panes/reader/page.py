"""One document as the reader has it: the text, what was read out of it, and what other articles do with its claims."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workbench.charts import palette
from workbench.core import dates, spans
from workbench.core.records import Annotation, Article, Block, Claim, Kind, Mention, Span, Telling
from workbench.ui import late
from workbench.ui.panes.reader.highlights import Offsets
from workbench.ui.panes.reader.margin import Said
from workbench.ui.panes.reader.view import Style

if TYPE_CHECKING:
    from workbench.storage.project import Project

Thing = tuple[Kind, int]
ASIDE = ("byline", "promo", "furniture")  # kinds of block that are folded away while a story is read


@dataclass(frozen=True)
class Page:
    document_id: int
    file: str
    text: str
    offsets: Offsets
    articles: tuple[Article, ...] = ()
    blocks: tuple[Block, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    tellings: tuple[Telling, ...] = ()
    highlights: tuple[Annotation, ...] = ()
    outlets: Mapping[int, int] = field(default_factory=dict)  # how many outlets carry a claim's statement, by claim
    disputed: frozenset[int] = frozenset()  # claims
    language: str = "en"

    def article(self, article_id: int | None) -> Article | None:
        return next((article for article in self.articles if article.id == article_id), None)

    def article_at(self, offset: int) -> Article | None:
        """The innermost story there."""
        around = [article for article in self.articles if article.start <= offset < max(article.end, article.start + 1)]
        return min(around, key=lambda article: article.end - article.start, default=None)

    def claim(self, claim_id: int | None) -> Claim | None:
        return next((claim for claim in self.claims if claim.id == claim_id), None)

    def claims_of(self, article_id: int) -> list[Claim]:
        return sorted((claim for claim in self.claims if claim.article_id == article_id), key=lambda claim: claim.start)

    def things_at(self, offset: int) -> list[Thing]:
        """What can be selected there, the shortest first."""
        found: list[tuple[int, Thing]] = []
        for mention in self.mentions:
            if mention.start <= offset < mention.end:
                found.append((mention.end - mention.start, ("entity", mention.entity_id) if mention.entity_id else ("mention", mention.id)))
        for telling in self.tellings:
            if telling.trigger[0] <= offset < telling.trigger[1]:
                found.append((telling.trigger[1] - telling.trigger[0], ("event", telling.event_id)))
        for claim in self.claims:
            if any(start <= offset < end for start, end in (*claim.parts, *((claim.cue,) if claim.cue else ()))):
                found.append((claim.end - claim.start, ("claim", claim.id)))
        return list(dict.fromkeys(thing for _, thing in sorted(found, key=lambda pair: pair[0])))

    def tip_at(self, offset: int) -> str:
        """What is known of the name or date there."""
        inside = [mention for mention in self.mentions if mention.start <= offset < mention.end]
        if not inside:
            return ""
        mention = min(inside, key=lambda one: one.end - one.start)
        if mention.type == "DATE":
            return mention.reason or (f"{mention.text}: {mention.value}" if mention.value else f"{mention.text}: no date")
        return f"{mention.entity or mention.text} · {palette.family(mention.type)} ({mention.type})"

    def citation(self, text: str, at: int) -> str:
        """The quotation, who said it, and where and when it was published."""
        story = self.article_at(at)
        claim = next((one for one in self.claims if one.start <= at < one.end), None)
        spoken = [name for name in (claim.speaker, *(f"via {party.name}" for party in claim.vias)) if name] if claim else []
        printed = [part for part in (story.outlet or self.file, f"“{story.headline}”" if story.headline else "", story.author,
                                     dates.show(story.published_at), story.url) if part] if story else [self.file]
        quoted = " ".join(text.split()).strip("“”\"")
        return f"“{quoted}” — {', '.join([*spoken, *printed])}"

    def said(self, passing: frozenset[int] | None) -> list[Said]:
        """The claims for the margin; `passing` are those that the filter lets through, None when there is no filter."""
        return [self._said(claim, passing is not None and claim.id not in passing) for claim in self.claims]

    def _said(self, claim: Claim, faded: bool) -> Said:
        start, end = extent(claim)
        return Said(claim.id, self.offsets.position(start), self.offsets.position(end), claim.speaker, claim.speech_act,
                    self.outlets.get(claim.id, 1), claim.id in self.disputed, faded)

    def styles(self, passing: frozenset[int] | None) -> list[Style]:
        """What is bold, grey or a headline. What is said by a claim that the filter keeps out is grey."""
        made = [(block.start, block.end, kind) for block, kind in self._kinds() if kind != "body"]
        made += [(start, end, "outside") for start, end in self._between()]
        for claim in self.claims:
            if passing is None or claim.id in passing:
                made += [(*claim.cue, "cue")] if claim.cue else []
            else:
                made += [(*part, "out") for part in claim.parts]
        return made

    def _kinds(self) -> Iterable[tuple[Block, str]]:
        """A story's first headline is its headline, what follows under it a standfirst."""
        headed: set[int | None] = set()
        for block in sorted(self.blocks, key=lambda block: block.start):
            yield block, "standfirst" if block.kind == "headline" and block.article_id in headed else block.kind
            if block.kind == "headline":
                headed.add(block.article_id)

    def _between(self) -> list[Span]:
        """The stretches of the page that belong to no block."""
        ends = [0, *(block.end for block in self.blocks)]
        starts = [*(block.start for block in self.blocks), len(self.text)]
        return [(end, start) for end, start in zip(ends, starts, strict=True) if end < start]

    def visible(self, article: Article | None, *, aside: bool) -> NDArray[np.bool_]:
        """The lines to show: those with words in the story (no story: in the page), folded-away blocks left out unless `aside`."""
        shown = ~self.offsets.blank
        if article:
            shown[:article.start] = False
            shown[article.end:] = False
            if not aside:
                self._fold(shown)
        return self._lines_with(shown)

    def broken(self) -> list[Span]:
        """First and last line of every paragraph that was broken into lines where it came from."""
        ends = [(self.offsets.line_of(block.start), self.offsets.line_of(max(block.start, block.end - 1))) for block in self.blocks]
        return [(first, last) for first, last in ends if first < last]

    def aside(self, article: Article | None) -> int:
        """How many lines of the story are folded away."""
        return int((self.visible(article, aside=True) & ~self.visible(article, aside=False)).sum()) if article else 0

    def _fold(self, shown: NDArray[np.bool_]) -> None:
        for block in self.blocks:
            if block.kind in ASIDE:
                shown[block.start:block.end] = False

    def _lines_with(self, shown: NDArray[np.bool_]) -> NDArray[np.bool_]:
        counted = np.concatenate(([0], np.cumsum(shown)))
        return np.asarray(counted[self.offsets.line_ends] > counted[self.offsets.line_starts])


def extent(claim: Claim) -> Span:
    """From the first to the last of a claim's words, as far as they are near its content: its speaker may be named a page before."""
    content = (claim.start, claim.end)
    near = [span for span in (claim.cue, *(party.span for party in claim.speakers)) if span and abs(span[0] - content[0]) < 400]
    return spans.hull([content, *near])


def load(project: Project, document_id: int, language: str = "en") -> Page:
    queries = late.queries
    articles = queries.list_articles(project, document_id)
    claims = queries.list_claims(project, document_id=document_id)
    return Page(document_id, articles[0].file if articles else "", text := project.text(document_id), Offsets(text), tuple(articles),
                tuple(sorted(queries.list_blocks(project, document_id), key=lambda block: block.start)),
                tuple(queries.list_mentions(project, document_id)), tuple(claims), tuple(queries.list_tellings(project, document_id=document_id)),
                tuple(some for some in queries.list_annotations(project) if some.kind == "highlight" and some.document_id == document_id),
                *_elsewhere(project, claims), language)


def _elsewhere(project: Project, claims: Iterable[Claim]) -> tuple[dict[int, int], frozenset[int]]:
    """How many outlets carry the statement of each of these claims, and which are disputed. An unknown outlet counts as one per document."""
    columns = late.columns.claim_columns(project)
    grouped = np.isin(columns.group, [claim.group_id for claim in claims if claim.group_id])
    origins = np.where(columns.outlet > 0, columns.outlet, -columns.document_id)[grouped]
    pairs = np.unique(np.stack([columns.group[grouped], origins], axis=1), axis=0)
    groups, counts = np.unique(pairs[:, 0], return_counts=True)
    carried = dict(zip(groups.tolist(), counts.tolist(), strict=True))
    mine = {claim.id for claim in claims}
    ends = {number for link in late.queries.find_conflicts(project) if link.ruling not in ("error", "scope")
            for kind, number in ((link.from_kind, link.from_id), (link.to_kind, link.to_id)) if kind == "claim"}
    return {claim.id: carried[claim.group_id] for claim in claims if claim.group_id in carried}, frozenset(mine & ends)
