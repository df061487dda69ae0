"""The analyst's verbs on entities and mentions. She sees canonical entities; what she decides is written to the entities of documents behind them."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workbench.core import dates
from workbench.core.errors import WorkbenchError
from workbench.core.records import MENTION_TYPES, Span
from workbench.services import decisions
from workbench.services.cells import Ids, choice, day_of, label, line, numbers, tags, words_at
from workbench.services.parties import Names
from workbench.storage.editing import Session, canonical_id, delete, fetch, members_of, one, put, where
from workbench.storage.naming import Known, fold
from workbench.storage.project import Project
from workbench.storage.schema import ArticleRow, DocumentRow, EntityRow, MentionRow, WrongRow


def add(project: Project, name: str, type: str) -> int:  # noqa: A002
    """An entity of the analyst's own, of no document."""
    name, type = _name(name), choice(type, MENTION_TYPES, "kind of entity")  # noqa: A001
    with project.edit("Add entity") as session:
        return Names(session).add(name, type)


def merge(project: Project, ids: Ids, *, name: str = "", type: str = "", country: str = "") -> int:  # noqa: A002
    """They are one, with everything that is one with either already. `name`, `type` and `country`: what the one is to be called and to be; left
    empty, what comparing makes of them. Returns the id of the one."""
    wanted = numbers(ids)
    if len(wanted) < 2:
        raise WorkbenchError("Merging needs two entities or more. Choose them together first.")
    with project.edit("Merge entities") as session:
        members = sorted(member for entity in fetch(session, EntityRow, wanted) for member in members_of(session, entity.id))
        decisions.same(session, "entity", members)
        rows = fetch(session, EntityRow, members)
        for row in rows:
            if type:
                _be(session, row, choice(type, MENTION_TYPES, "kind of entity"))
            if country:
                row.country = _country(country)
                _fix(row, "country")
        if name:
            _call(rows, rows[0].id, _name(name))
    return members[0]


def _call(members: Iterable[EntityRow], canonical: int, name: str) -> None:
    """The name stands on the one that stands for all; what it was called there stays as another name."""
    for member in members:
        if member.id != canonical:
            _unfix(member, "name")
            continue
        member.aliases = _lines(word for word in (member.name, *member.aliases.splitlines()) if word != name)
        member.name = name
        _fix(member, "name")


def split(project: Project, entity_id: int, member_ids: Ids) -> None:
    """These entities of documents are another one than the rest."""
    chosen = numbers(member_ids)
    with project.edit("Split entity") as session:
        members = members_of(session, entity_id)
        rest = [member for member in members if member not in chosen]
        if not rest or not set(chosen) <= set(members):
            raise WorkbenchError("Choose some, not all, of what the entity stands for to split off.")
        decisions.apart(session, "entity", chosen, rest)


def rename(project: Project, entity_id: int, name: str) -> None:
    """The name to show; the old one stays as another name."""
    name = _name(name)
    with project.edit("Rename entity") as session:
        _call(_members(session, entity_id), canonical_id(session, entity_id), name)


def retype(project: Project, ids: Ids, type: str) -> None:  # noqa: A002
    """Mentions follow."""
    wanted, type = numbers(ids), choice(type, MENTION_TYPES, "kind of entity")  # noqa: A001
    with project.edit(label("Change kind of", "entity", len(wanted))) as session:
        for member in _all_members(session, wanted):
            _be(session, member, type)


def _be(session: Session, entity: EntityRow, type: str) -> None:  # noqa: A002
    entity.type = type
    _fix(entity, "type")
    for mention in where(session, MentionRow, entity_id=entity.id):
        mention.type = type


def set_aliases(project: Project, entity_id: int, aliases: str | Iterable[str]) -> None:
    """Other names, a list or with `;` between. The names of the entities of documents stay: to part with one, split it off."""
    words = aliases.split(";") if isinstance(aliases, str) else list(aliases)
    wanted = [word for word in dict.fromkeys(line(word) for word in words) if word]
    with project.edit("Change aliases") as session:
        for member in _members(session, entity_id):
            kept = wanted if member.id == canonical_id(session, entity_id) else [word for word in member.aliases.splitlines() if word in wanted]
            if _lines(kept) != member.aliases:
                member.aliases = _lines(kept)
                _fix(member, "aliases")


def set_country(project: Project, ids: Ids, country: str) -> None:
    """ISO 3166-1 alpha-3; empty for none."""
    wanted, code = numbers(ids), _country(country)
    with project.edit(label("Change country of", "entity", len(wanted))) as session:
        for member in _all_members(session, wanted):
            member.country = code
            _fix(member, "country")


def _country(country: str) -> str:
    code = line(country).upper()
    if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise WorkbenchError(f"“{country}” is no country code: use the three letters of ISO 3166, such as KOR, PRK or GBR.")
    return code


def set_note(project: Project, ids: Ids, note: str) -> None:
    _own_words(project, ids, "note", (note or "").strip())


def set_tags(project: Project, ids: Ids, value: str | Iterable[str]) -> None:
    _own_words(project, ids, "tags", tags(value))


def _own_words(project: Project, ids: Ids, field: str, value: str) -> None:
    """On the canonical one alone: what the others had was shown with it, and is now rewritten."""
    wanted = numbers(ids)
    with project.edit(label(f"Change {field} of", "entity", len(wanted))) as session:
        for member in _all_members(session, wanted):
            setattr(member, field, value if member.id == canonical_id(session, member.id) else "")


# Mentions -------------------------------------------------------------------------------------------------------------------------------


def add_mention(project: Project, document_id: int, span: Span, type: str, entity_id: int | None = None) -> int:  # noqa: A002
    """These words name something of the kind. Without `entity_id` it is who the words name, else a new entity; a date gets its value."""
    type = choice(type, MENTION_TYPES, "kind of mention")  # noqa: A001
    with project.edit("Add mention") as session:
        start, end = words_at(project, one(session, DocumentRow, document_id).id, span)
        article = _story_at(session, document_id, start)
        words = project.text(document_id)[start:end]
        _right_again(session, document_id, words, type)
        twin = [mention for mention in where(session, MentionRow, document_id=document_id, start=start, end=end) if mention.type == type]
        mention = twin[0] if twin else put(session, MentionRow(document_id=document_id, article_id=article.id, start=start, end=end, type=type,
                                                               origin="analyst", confidence=1.0))
        mention.status, mention.withdrawn = "accepted", False
        if type == "DATE":
            mention.value, mention.reason = _value(words, article)
        elif entity_id is not None:
            mention.entity_id = one(session, EntityRow, entity_id).id
        elif mention.entity_id is None:
            mention.entity_id = _entity_for(session, document_id, words, type)
        return mention.id


def remove_mention(project: Project, mention_id: int, everywhere: bool = False) -> int:
    """It names nothing of the kind: here, or with `everywhere` wherever the words stand, also in documents to come. Returns how many went."""
    with project.edit("Remove mention everywhere" if everywhere else "Remove mention") as session:
        mention = one(session, MentionRow, mention_id)
        words = fold(project.text(mention.document_id)[mention.start:mention.end])
        gone = [mention]
        if everywhere:
            if not where(session, WrongRow, words=words, type=mention.type, document_id=None):
                put(session, WrongRow(words=words, type=mention.type))
            gone = [other for other in where(session, MentionRow, type=mention.type)
                    if fold(project.text(other.document_id)[other.start:other.end]) == words and other.status != "rejected"]
        for other in gone:
            if other.origin == "analyst":
                delete(session, [other])
            else:
                other.status = "rejected"
        return len(gone)


def retype_mention(project: Project, mention_id: int, type: str) -> None:  # noqa: A002
    """These words name something of another kind: another entity than before, where that is of the old kind."""
    type = choice(type, MENTION_TYPES, "kind of mention")  # noqa: A001
    with project.edit("Change kind of mention") as session:
        mention = one(session, MentionRow, mention_id)
        if mention.type == type:
            return
        words = project.text(mention.document_id)[mention.start:mention.end]
        mention.type, mention.value, mention.reason = type, "", ""
        mention.status = "edited" if mention.origin == "machine" else mention.status
        if type == "DATE":
            mention.entity_id = None
            mention.value, mention.reason = _value(words, one(session, ArticleRow, mention.article_id))
        else:
            mention.entity_id = _entity_for(session, mention.document_id, words, type)


def set_mention_words(project: Project, mention_id: int, span: Span) -> None:
    """The name or date reaches from here to there; it still names whom it named, and a date is read anew where its words say one by themselves."""
    with project.edit("Change words of mention") as session:
        mention = one(session, MentionRow, mention_id)
        start, end = words_at(project, mention.document_id, span)
        there = where(session, MentionRow, document_id=mention.document_id, start=start, end=end, type=mention.type, withdrawn=False)
        if any(other.id != mention.id and other.status != "rejected" for other in there):
            raise WorkbenchError("These words are marked as this kind already.")
        mention.start, mention.end = start, end
        mention.status = "edited" if mention.origin == "machine" else mention.status
        if mention.type == "DATE" and (read := _value(project.text(mention.document_id)[start:end], one(session, ArticleRow, mention.article_id)))[0]:
            mention.value, mention.reason = read


def set_entity(project: Project, mention_id: int, entity: int | str) -> None:
    """These words name somebody else: an entity's id, or a name."""
    with project.edit("Change who is named") as session:
        mention = one(session, MentionRow, mention_id)
        mention.entity_id = one(session, EntityRow, entity).id if isinstance(entity, int) else Names(session).find_or_add(entity, mention.type)
        mention.status = "edited" if mention.origin == "machine" else mention.status


def set_date(project: Project, mention_id: int, value: str) -> None:
    """What a date in the text means, as dates are typed."""
    with project.edit("Change date") as session:
        mention = one(session, MentionRow, mention_id)
        article = one(session, ArticleRow, mention.article_id)
        mention.value = str(dates.parse(value, day_of(article.published_at)))
        mention.reason = "set by the analyst"
        mention.status = "edited" if mention.origin == "machine" else mention.status


def _value(words: str, article: ArticleRow) -> tuple[str, str]:
    """What the words say by themselves; a date that only hangs on the story's clock ("Tuesday") has to be set by hand."""
    try:
        value = str(dates.parse(words, day_of(article.published_at)))
    except WorkbenchError:
        return "", ""
    return value, f"{line(words)}: {value}" if value else ""


def _entity_for(session: Session, document_id: int, words: str, type: str) -> int:  # noqa: A002
    """Of this document one of that name and kind, else one of the project, else a new one of this document."""
    own = [entity for entity in where(session, EntityRow, document_id=document_id, type=type, withdrawn=False)
           if fold(words) in {fold(name) for name in (entity.name, *entity.aliases.splitlines())}]
    if own:
        return own[0].id
    known = [one(session, EntityRow, number) for number in Known(session).ids([words])]
    same = next((entity.id for entity in known if entity.type == type), None)
    return same or put(session, EntityRow(document_id=document_id, name=line(words), type=type, origin="analyst", fixed="name type")).id


def _right_again(session: Session, document_id: int, words: str, type: str) -> None:  # noqa: A002
    for document in (None, document_id):
        delete(session, where(session, WrongRow, words=fold(words), type=type, document_id=document))


def _story_at(session: Session, document_id: int, at: int) -> ArticleRow:
    around = [story for story in where(session, ArticleRow, document_id=document_id, withdrawn=False) if story.start <= at < story.end]
    if not around:
        raise WorkbenchError("These words are in no story. Split or join the stories of the page so that one holds them.")
    return min(around, key=lambda story: story.end - story.start)


# Members --------------------------------------------------------------------------------------------------------------------------------


def _members(session: Session, entity_id: int) -> list[EntityRow]:
    return fetch(session, EntityRow, members_of(session, entity_id))


def _all_members(session: Session, ids: Iterable[int]) -> list[EntityRow]:
    return fetch(session, EntityRow, [member for number in ids for member in members_of(session, number)])


def _name(name: Any) -> str:
    words = line(name)
    if not words:
        raise WorkbenchError("The name is empty. Type a name, or leave it as it was.")
    return words


def _lines(words: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(words))


def _fix(entity: EntityRow, name: str) -> None:
    entity.fixed = " ".join(sorted({*entity.fixed.split(), name}))


def _unfix(entity: EntityRow, name: str) -> None:
    entity.fixed = " ".join(sorted({*entity.fixed.split()} - {name}))
