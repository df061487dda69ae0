"""The analyst's verbs on stories and on the page that they stand on. After a mend the document is to be read again: `needs_reading` says which."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from workbench.core import dates
from workbench.core.errors import WorkbenchError
from workbench.core.extraction import Fixed, FixedArticle
from workbench.core.records import ARTICLE_KINDS, BLOCK_KINDS, MINED_BLOCKS, Span
from workbench.services.cells import Ids, all_words_at, choice, label, line, numbers, tags, words_at
from workbench.services.outlets import find_or_add
from workbench.storage import mending
from workbench.storage.editing import Session, copy_row, delete, fetch, one, put, set_evidence, where
from workbench.storage.project import Project
from workbench.storage.schema import ArticleRow, BlockRow, ClaimRow, DocumentRow, MentionRow, OutletRow, TellingRow

WORDS = ("headline", "outlet", "author", "published_at")  # cells that can be pointed at words of the page
READ = ("headline", "author", "outlet", "published_at", "url")  # what reading finds too, and leaves alone once the analyst has set it
SHOWN = {"published_at": "date", "url": "URL", "done": "done mark"}
COUNTED = "counted from"  # how ingest words the reason of a date that hangs on the story's clock


def set_field(project: Project, article_ids: Ids, field: str, value: Any) -> int:
    """One cell of one or many stories: headline, author, outlet, published_at (a day, or a day and a clock), url, note, tags, done. Returns how many
    dates were counted from the old clock: they are right again once the documents that `needs_reading` names are read again."""
    ids = numbers(article_ids)
    if field not in SETTERS:
        raise WorkbenchError(f"“{field}” of a story cannot be changed. What can: {', '.join(SETTERS)}.")
    shown = SHOWN.get(field, field)
    with project.edit(f"Change {shown}" if len(ids) == 1 else f"Change {shown} of {len(ids)} stories") as session:
        return sum(_set(session, article, field, value) for article in fetch(session, ArticleRow, ids))


def _set(session: Session, article: ArticleRow, field: str, value: Any) -> int:
    before = article.published_at
    SETTERS[field](session, article, value)
    if field in READ:
        hers(article, field)
        set_evidence(session, "article", article.id, field, article.document_id, [])
    if article.published_at == before:
        return 0
    read = where(session, MentionRow, article_id=article.id, type="DATE", withdrawn=False)
    return sum(COUNTED in mention.reason for mention in read)


def set_words(project: Project, article_id: int, field: str, spans: Sequence[Span] | Span) -> None:
    """Points headline, outlet, author or published_at to other words of the page; the value becomes what they say. Words that are no date leave the
    date as it was, if there is one. No spans: no words say it."""
    if field not in WORDS:
        raise WorkbenchError(f"“{field}” of a story has no words. What has: {', '.join(WORDS)}.")
    with project.edit(f"Change {SHOWN.get(field, field)}") as session:
        article = one(session, ArticleRow, article_id)
        found = all_words_at(project, article.document_id, spans) if spans else []
        if found:
            _read_from(session, article, field, line(project.text(article.document_id)[found[0][0]:found[-1][1]]))
        hers(article, field)
        set_evidence(session, "article", article.id, field, article.document_id, found)


def _read_from(session: Session, article: ArticleRow, field: str, words: str) -> None:
    try:
        SETTERS[field](session, article, words)
    except WorkbenchError:
        if field != "published_at" or not article.published_at:
            raise


def set_kind(project: Project, article_ids: Ids, kind: str) -> None:
    ids = numbers(article_ids)
    kind = choice(kind, ARTICLE_KINDS, "kind of story")
    with project.edit(label("Change kind of", "story", len(ids))) as session:
        for article in fetch(session, ArticleRow, ids):
            article.kind = kind
            hers(article, "kind", "bounds")


def split(project: Project, article_id: int, at: int) -> int:
    """A new story begins with the line that holds `at`. Returns its id."""
    with project.edit("Split story") as session:
        article = one(session, ArticleRow, article_id)
        text = project.text(article.document_id)
        start = text.rfind("\n", 0, min(max(at, 0), len(text))) + 1
        if not article.start < start < article.end or not text[article.start:start].strip() or not text[start:article.end].strip():
            raise WorkbenchError("A story cannot be split at its first line or outside it. Put the caret into the line that begins the new story.")
        new = copy_row(session, article, start=_skip(text, start), headline="", author="", url="", note="", tags="", done=False, fixed="bounds")
        article.end = article.start + len(text[article.start:start].rstrip())
        hers(article, "bounds")
        return new.id


def join(project: Project, article_id: int) -> int:
    """The story goes on the one above it in the page. Returns that one's id."""
    with project.edit("Join stories") as session:
        article = one(session, ArticleRow, article_id)
        above = [other for other in where(session, ArticleRow, document_id=article.document_id, withdrawn=False)
                 if (other.start, other.id) < (article.start, article.id)]
        if not above:
            raise WorkbenchError("There is no story above this one to join it with.")
        first = max(above, key=lambda other: (other.start, other.id))
        first.end = max(first.end, article.end)
        article.withdrawn = True
        hers(first, "bounds")
        return first.id


def retype_block(project: Project, document_id: int, span: Span, kind: str) -> int:
    """These lines are a headline, byline, body, caption, promo or furniture. What the machine read in lines that are not mined is hidden. Returns the
    block's id."""
    kind = choice(kind, BLOCK_KINDS, "kind of block")
    with project.edit(f"Mark as {kind}") as session:
        start, end = _lines(project, one(session, DocumentRow, document_id).id, span)
        article = _story_at(session, document_id, start)
        for block in where(session, BlockRow, document_id=document_id, withdrawn=False):
            if block.start < end and start < block.end:
                _cut(session, project.text(document_id), block, (start, end))
        new = put(session, BlockRow(document_id=document_id, article_id=article.id if article else None, kind=kind, start=start, end=end,
                                    origin="analyst"))
        if kind == "headline" and article and "headline" not in article.fixed.split():
            article.headline = line(project.text(document_id)[start:end])
            set_evidence(session, "article", article.id, "headline", document_id, [(start, end)])
        if kind not in MINED_BLOCKS:
            _hide(session, document_id, (start, end))
        return new.id


def fixed_of(project: Project, document_id: int) -> Fixed:
    """What the analyst decided about a page, for reading it again. Once she set anything of a story, all stories keep their bounds."""
    with project.reading() as session:
        stories = sorted(where(session, ArticleRow, document_id=document_id, withdrawn=False), key=lambda story: (story.start, story.id))
        outlets = {outlet.id: outlet.name for outlet in where(session, OutletRow)}
        blocks = where(session, BlockRow, document_id=document_id, withdrawn=False, origin="analyst")
        hers = any(story.fixed for story in stories)
        return Fixed(tuple(_fixed(story, outlets) for story in stories) if hers else (),
                     tuple((block.kind, (block.start, block.end)) for block in sorted(blocks, key=lambda block: block.start)))


def needs_reading(project: Project) -> list[int]:
    """The documents that the last edit, undo or redo (of several steps at once) mended: bounds, kinds and clocks of stories, kinds of lines."""
    return mending.mended(project)


def _fixed(story: ArticleRow, outlets: dict[int, str]) -> FixedArticle:
    set_by_her = story.fixed.split()
    cells = {name: getattr(story, name) for name in READ if name in set_by_her and name != "outlet"}
    outlet = outlets.get(story.outlet_id or 0, "") if "outlet" in set_by_her else ""
    return FixedArticle(story.kind, (story.start, story.end), outlet=outlet, **cells)


def hers(article: ArticleRow, *names: str) -> None:
    """She set these: reading the page again leaves them alone."""
    article.fixed = " ".join(sorted({*article.fixed.split(), *names}))


def _skip(text: str, at: int) -> int:
    """Past the white space."""
    return at + len(text[at:]) - len(text[at:].lstrip())


def _lines(project: Project, document_id: int, span: Span) -> Span:
    """The whole lines that the span touches, without the white space around them."""
    text = project.text(document_id)
    start, end = words_at(project, document_id, (text.rfind("\n", 0, span[0]) + 1, max(span[1], span[0])) if span[0] == span[1] else span)
    close = text.find("\n", end)
    return words_at(project, document_id, (text.rfind("\n", 0, start) + 1, len(text) if close < 0 else close))


def _story_at(session: Session, document_id: int, at: int) -> ArticleRow | None:
    """The innermost story there."""
    around = [story for story in where(session, ArticleRow, document_id=document_id, withdrawn=False) if story.start <= at < story.end]
    return min(around, key=lambda story: story.end - story.start, default=None)


def _cut(session: Session, text: str, block: BlockRow, span: Span) -> None:
    """Leaves of the block what is outside the span."""
    left, right = text[block.start:span[0]].rstrip(), text[span[1]:block.end].strip()
    if right:
        copy_row(session, block, start=_skip(text, span[1]), end=_skip(text, span[1]) + len(right))
    if left:
        block.end = block.start + len(left)
    else:
        delete(session, [block])


def _hide(session: Session, document_id: int, span: Span) -> None:
    """What the machine read there and nobody has judged."""
    kinds: tuple[type[MentionRow | ClaimRow | TellingRow], ...] = (MentionRow, ClaimRow, TellingRow)
    for kind in kinds:
        for row in where(session, kind, document_id=document_id, origin="machine", status="suggested", withdrawn=False):
            if span[0] <= row.start < span[1]:
                row.withdrawn = True


# Cells ----------------------------------------------------------------------------------------------------------------------------------


def _plain(field: str) -> Callable[[Session, ArticleRow, Any], None]:
    def setter(_session: Session, article: ArticleRow, value: Any) -> None:
        setattr(article, field, line(value))
    return setter


def _outlet(session: Session, article: ArticleRow, value: Any) -> None:
    article.outlet_id = find_or_add(session, value).id if line(value) else None


def _published(_session: Session, article: ArticleRow, value: Any) -> None:
    parsed = dates.parse(str(value or ""), None)
    if parsed.precision not in ("", "day", "minute"):
        raise WorkbenchError(f"“{value}” is no day. A story came out on a day, such as 21 June 2024, or at a minute, such as 2024-06-21 08:39.")
    article.published_at = str(parsed)
    article.published_from = "analyst" if parsed.first else ""


def _note(_session: Session, article: ArticleRow, value: Any) -> None:
    article.note = str(value or "").strip()


def _tags(_session: Session, article: ArticleRow, value: Any) -> None:
    article.tags = tags(value)


def _done(_session: Session, article: ArticleRow, value: Any) -> None:
    article.done = bool(value)


SETTERS: dict[str, Callable[[Session, ArticleRow, Any], None]] = {
    "headline": _plain("headline"), "author": _plain("author"), "url": _plain("url"), "outlet": _outlet, "published_at": _published, "note": _note,
    "tags": _tags, "done": _done}
