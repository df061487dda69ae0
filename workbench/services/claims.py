"""The analyst's verbs on claims."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from workbench.core import dates
from workbench.core.errors import WorkbenchError
from workbench.core.records import CREDIBILITIES, QUOTES, SPEECH_ACTS, Span
from workbench.core.spans import without
from workbench.services import decisions
from workbench.services.cells import Ids, all_words_at, choice, day_of, days, edited, label, numbers, tags, words_at
from workbench.services.parties import Names, set_parties, set_party_words
from workbench.storage.editing import (
    Session,
    cells_of,
    copy_parts,
    copy_row,
    delete_parts,
    evidence,
    fetch,
    group_of,
    one,
    put,
    set_evidence,
    tellings_of,
    where,
)
from workbench.storage.editing import delete as delete_rows
from workbench.storage.project import Project
from workbench.storage.schema import ArticleRow, ClaimRow, MentionRow, TellingRow

APART = ("note", "tags", "credibility")  # the analyst's own words on a claim: writing them is not correcting the reading
SHOWN = {"speech_act": "speech act", "said_from": "said", "said_to": "said", "about_from": "about", "about_to": "about", "cue": "cue",
         "content": "statement", "event_id": "event"}
QUOTE_MARKS = ("“", '"', "„", "«", "‘", "'")


class Edit:
    """What setting a cell of several claims shares within one step."""

    def __init__(self, project: Project, session: Session) -> None:
        self.project, self.session, self.names = project, session, Names(session)

    def set(self, claim: ClaimRow, field: str, value: Any) -> None:
        before = cells_of(self.session, claim)
        SETTERS[field](self, claim, field, value)
        if field not in APART and cells_of(self.session, claim) != before:
            edited(claim)

    def words(self, claim: ClaimRow, field: str, spans: Sequence[Span] | Span) -> None:
        before = cells_of(self.session, claim)
        WORDS[field](self, claim, field, all_words_at(self.project, claim.document_id, spans) if spans else [])
        if cells_of(self.session, claim) != before:
            edited(claim)


def add(project: Project, article_id: int, parts: Sequence[Span] | Span, *, words: Mapping[str, Sequence[Span] | Span] | None = None,
        **cells: Any) -> int:
    """A claim whose content is these words. `cells` as for `set_field`; `words` are the spans of speaker, cue, via, said, about."""
    _known(cells, SETTERS)
    _known(words or {}, WORDS)
    with project.edit("Add claim") as session:
        article = one(session, ArticleRow, article_id)
        spans = all_words_at(project, article.document_id, parts)
        claim = put(session, ClaimRow(document_id=article.document_id, article_id=article.id, start=spans[0][0], end=spans[-1][1],
                                      quote=_quote(project.text(article.document_id), spans), speech_act="state", origin="analyst",
                                      status="accepted", confidence=1.0))
        edit = Edit(project, session)
        for field, some in {"content": spans, **(words or {})}.items():
            edit.words(claim, field, some)
        for field, value in cells.items():
            edit.set(claim, field, value)
        return claim.id


def _quote(text: str, spans: Sequence[Span]) -> str:
    start, end = spans[0][0], spans[-1][1]
    marked = text[start:start + 1] in QUOTE_MARKS or text[max(0, start - 1):start] in QUOTE_MARKS[:4]
    inside = any(mark in text[start:end] for mark in QUOTE_MARKS[:4])
    return "direct" if marked else "mixed" if inside else "indirect"


def duplicate(project: Project, ids: Ids) -> list[int]:
    """Copies that are the analyst's own, with the same words behind them."""
    wanted = numbers(ids)
    with project.edit(label("Duplicate", "claim", len(wanted))) as session:
        copies = []
        for claim in fetch(session, ClaimRow, wanted):
            copy = copy_row(session, claim, origin="analyst", status="accepted", confidence=1.0)
            copy_parts(session, "claim", claim.id, copy.id)
            copies.append(copy.id)
        return copies


def delete(project: Project, ids: Ids) -> None:
    """The analyst's own go; what the machine read is rejected, so that reading again does not bring it back."""
    wanted = numbers(ids)
    with project.edit(label("Delete", "claim", len(wanted))) as session:
        for claim in fetch(session, ClaimRow, wanted):
            if claim.origin == "analyst":
                delete_parts(session, "claim", claim.id)
                delete_rows(session, [claim])
            else:
                claim.status = "rejected"


def accept(project: Project, ids: Ids) -> None:
    _judge(project, ids, "Accept", "accepted")


def reject(project: Project, ids: Ids) -> None:
    _judge(project, ids, "Reject", "rejected")


def _judge(project: Project, ids: Ids, verb: str, status: str) -> None:
    wanted = numbers(ids)
    with project.edit(label(verb, "claim", len(wanted))) as session:
        for claim in fetch(session, ClaimRow, wanted):
            claim.status = status


def set_field(project: Project, ids: Ids, field: str, value: Any) -> None:
    """One cell of one or many claims: speaker and via (names or entity ids, a list or with `;` between), speech_act, quote, said and about (as dates
    are typed), credibility, note, tags, event_id. A value without words in the text is the analyst's inference."""
    wanted = numbers(ids)
    _known([field], SETTERS)
    with project.edit(_change(field, len(wanted))) as session:
        edit = Edit(project, session)
        for claim in fetch(session, ClaimRow, wanted):
            edit.set(claim, field, value)


def set_words(project: Project, claim_id: int, field: str, spans: Sequence[Span] | Span) -> None:
    """Points speaker, cue, content, via, said or about to other words; the value follows where the words say one. No spans: no words name it."""
    _known([field], WORDS)
    with project.edit(_change(field, 1)) as session:
        Edit(project, session).words(one(session, ClaimRow, claim_id), field, spans)


def add_words(project: Project, claim_id: int, span: Span) -> None:
    """The claim says these words too: a statement that is interrupted has several stretches."""
    with project.edit("Add words to statement") as session:
        claim = one(session, ClaimRow, claim_id)
        Edit(project, session).words(claim, "content", [*_content(session, claim_id), words_at(project, claim.document_id, span)])


def take_words(project: Project, claim_id: int, span: Span) -> None:
    """The claim does not say these words: its statement is cut short, or interrupted by them."""
    with project.edit("Take words from statement") as session:
        claim = one(session, ClaimRow, claim_id)
        text = project.text(claim.document_id)
        left = [part for part in without(_content(session, claim_id), span) if text[slice(*part)].strip()]
        Edit(project, session).words(claim, "content", left)


def _content(session: Session, claim_id: int) -> list[Span]:
    return [(part.start, part.end) for part in evidence(session, "claim", claim_id, "content")]


def group(project: Project, ids: Ids) -> None:
    """These are the same statement, with all that are so already."""
    wanted = numbers(ids)
    with project.edit(label("Group", "claim", len(wanted))) as session:
        decisions.same(session, "claim", [member for claim in fetch(session, ClaimRow, wanted) for member in group_of(session, claim.id)])


def ungroup(project: Project, ids: Ids) -> None:
    """These are not the statement that the rest of their group is; with no rest, no two of them are the same."""
    wanted = numbers(ids)
    with project.edit(label("Ungroup", "claim", len(wanted))) as session:
        left = {claim.id for claim in fetch(session, ClaimRow, wanted)}
        while left:
            members = set(group_of(session, min(left)))
            chosen, rest = members & left, members - left
            decisions.apart(session, "claim", chosen, rest) if rest else decisions.all_apart(session, "claim", chosen)
            left -= members


def set_event(project: Project, ids: Ids, event_id: int | None) -> None:
    """The event that these claims report; None: they report none, whatever comparing finds."""
    set_field(project, ids, "event_id", event_id)


def reset_event(project: Project, ids: Ids) -> None:
    """They report what comparing finds."""
    wanted = numbers(ids)
    with project.edit(label("Reset event of", "claim", len(wanted))) as session:
        for claim in fetch(session, ClaimRow, wanted):
            claim.telling_id = None
            decisions.may_report(session, claim.id)


def _known(fields: Any, table: Mapping[str, Any]) -> None:
    for field in fields:
        if field not in table:
            raise WorkbenchError(f"“{field}” of a claim cannot be changed. What can: {', '.join(table)}.")


def _change(field: str, count: int) -> str:
    shown = SHOWN.get(field, field)
    return f"Change {shown}" if count == 1 else f"Change {shown} of {count} claims"


# Cells ----------------------------------------------------------------------------------------------------------------------------------


def _parties(edit: Edit, claim: ClaimRow, field: str, value: Any) -> None:
    set_parties(edit.session, edit.names, "claim", claim.id, field, value)


def _listed(choices: Sequence[str], what: str) -> Callable[[Edit, ClaimRow, str, Any], None]:
    def setter(_edit: Edit, claim: ClaimRow, field: str, value: Any) -> None:
        setattr(claim, field, choice(value, choices, what))
    return setter


def _stretch(edit: Edit, claim: ClaimRow, field: str, value: Any) -> None:
    first, last = days(value, day_of(one(edit.session, ArticleRow, claim.article_id).published_at))
    if (first, last) != (getattr(claim, f"{field}_from"), getattr(claim, f"{field}_to")):
        setattr(claim, f"{field}_from", first)
        setattr(claim, f"{field}_to", last)
        set_evidence(edit.session, "claim", claim.id, field, claim.document_id, [])


def _end(edit: Edit, claim: ClaimRow, field: str, value: Any) -> None:
    first, last = days(value, day_of(one(edit.session, ArticleRow, claim.article_id).published_at))
    name, _, end = field.partition("_")
    setattr(claim, field, first if end == "from" else last)
    if (low := getattr(claim, f"{name}_from")) and (high := getattr(claim, f"{name}_to")) and low > high:
        raise WorkbenchError(f"{dates.show(low)} is after {dates.show(high)}: the earlier date comes first.")
    set_evidence(edit.session, "claim", claim.id, name, claim.document_id, [])


def _event(edit: Edit, claim: ClaimRow, _field: str, value: Any) -> None:
    decisions.may_report(edit.session, claim.id)
    if value is None or value == "":
        claim.telling_id = None
        decisions.reports_nothing(edit.session, claim.id)
    else:
        claim.telling_id = one(edit.session, TellingRow, min(tellings_of(edit.session, int(value)))).id
    edited(claim)


def _text(_edit: Edit, claim: ClaimRow, field: str, value: Any) -> None:
    setattr(claim, field, str(value or "").strip() if field == "note" else tags(value))


SETTERS: dict[str, Callable[[Edit, ClaimRow, str, Any], None]] = {
    "speaker": _parties, "via": _parties, "speech_act": _listed(SPEECH_ACTS, "speech act"), "quote": _listed(QUOTES, "kind of quotation"),
    "credibility": _listed(CREDIBILITIES, "credibility"), "said": _stretch, "about": _stretch, "said_from": _end, "said_to": _end,
    "about_from": _end, "about_to": _end, "note": _text, "tags": _text, "event_id": _event}


# Words ----------------------------------------------------------------------------------------------------------------------------------


def _party_words(edit: Edit, claim: ClaimRow, field: str, spans: Sequence[Span]) -> None:
    set_party_words(edit.project, edit.session, ("claim", claim.id), field, claim.document_id, spans)


def _cue_words(edit: Edit, claim: ClaimRow, field: str, spans: Sequence[Span]) -> None:
    set_evidence(edit.session, "claim", claim.id, field, claim.document_id, spans[:1])


def _content_words(edit: Edit, claim: ClaimRow, field: str, spans: Sequence[Span]) -> None:
    if not spans:
        raise WorkbenchError("A claim must have words. To take it away, delete it.")
    homes = [article for article in where(edit.session, ArticleRow, document_id=claim.document_id, withdrawn=False)
             if article.start <= spans[0][0] < article.end]
    claim.start, claim.end = spans[0][0], spans[-1][1]
    claim.article_id = homes[-1].id if homes else claim.article_id
    set_evidence(edit.session, "claim", claim.id, field, claim.document_id, spans)


def _date_words(edit: Edit, claim: ClaimRow, field: str, spans: Sequence[Span]) -> None:
    """The value that these words were read as, when they are a date; else it stays."""
    for start, end in spans[:1]:
        read = [mention for mention in where(edit.session, MentionRow, document_id=claim.document_id, type="DATE", withdrawn=False)
                if mention.start < end and start < mention.end and mention.value]
        if read:
            _stretch(edit, claim, field, read[0].value)
    set_evidence(edit.session, "claim", claim.id, field, claim.document_id, spans)


WORDS: dict[str, Callable[[Edit, ClaimRow, str, Sequence[Span]], None]] = {
    "speaker": _party_words, "via": _party_words, "cue": _cue_words, "content": _content_words, "said": _date_words, "about": _date_words}
