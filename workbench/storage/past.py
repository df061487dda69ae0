"""A project as it stood earlier: a copy that is taken back, opened for looking only. The project itself is not touched."""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, delete, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from workbench.core import dates
from workbench.core.comparison import REPORT
from workbench.core.errors import WorkbenchError
from workbench.storage import backup, comparing, journal, mending, rereading
from workbench.storage.project import Project
from workbench.storage.reading import among
from workbench.storage.schema import (
    AnnotationRow,
    ArticleRow,
    BlockRow,
    ChangeRow,
    ClaimRow,
    DecisionRow,
    DocumentRow,
    EntityRow,
    EventCellRow,
    EvidenceRow,
    MentionRow,
    OutletRow,
    PartyRow,
    RulingRow,
    StepRow,
    TellingRow,
    TextVersionRow,
    WrongRow,
)

CALLED: dict[str, type[ClaimRow] | type[TellingRow]] = {"claim": ClaimRow, "telling": TellingRow}
# an undone step that a later edit cut off from redo: as far as the steps that are left tell
CUT_OFF = ("UPDATE step SET dead = undone AND EXISTS (SELECT 1 FROM step AS edit WHERE edit.kind = 'edit' AND edit.id > "
           "(SELECT max(back.id) FROM step AS back WHERE back.kind = 'undo' AND back.target_id = step.id))")


class Past(Project):
    """Its file goes when it is closed."""
    folder: TemporaryDirectory[str] | None = None
    left_out = 0  # stories without a date: nobody can say whether they were known by then
    read_since = 0  # pages that were read again since: what the machine read in them is as it is now

    @classmethod
    def copy_of(cls, project: Project) -> Past:
        """To be taken back, then closed and looked at with `look`."""
        folder = TemporaryDirectory(prefix="workbench-", ignore_cleanup_errors=True)
        target = Path(folder.name) / project.path.name
        try:
            backup.copy(project.path, target)
            made = cls.open(target)
        except BaseException:
            folder.cleanup()
            raise
        assert isinstance(made, Past)  # noqa: S101
        made.folder = folder
        made.who = project.who
        return made

    def look(self) -> Past:
        """The same file, for reading only."""
        folder, self.folder = self.folder, None
        self.close()
        made = type(self).open(self.path, read_only=True)
        assert isinstance(made, Past)  # noqa: S101
        made.folder, made.left_out, made.read_since = folder, self.left_out, self.read_since
        return made

    def close(self) -> None:
        super().close()
        if self.folder is not None:
            self.folder.cleanup()
            self.folder = None

    def rewind(self, step: int) -> None:
        """To how things stood after this step: what came later is taken back in turn, documents that came later are taken out."""
        with self._transaction("Look back") as database:
            later = database.execute(select(StepRow).where(StepRow.id > step).order_by(StepRow.id.desc())).all()
            barrier = next((one for one in later if one.kind == "barrier"), None)
            if barrier is not None:
                raise WorkbenchError(f"Nobody can look back beyond “{barrier.label}”: the text itself is another one since.")
            mended: set[int] = set()
            for one in later:
                changes = journal.kept(database, one.id)
                if one.kind == "import":
                    _take_out_documents(database, [change.row_id for change in changes])
                else:
                    mended |= mending.documents(database, changes)
                    _take_back(database, changes)
                    _turn_cursor(database, one.kind, one.target_id)
            self.read_since = len(mended & set(database.execute(select(DocumentRow.id)).scalars()))
            _forget_steps(database, step)
            _settle(database)

    def keep_reported(self, until: float) -> None:
        """Leaves what was published before this moment (days since 1970, as `dates.day_number`); who was first and what is supported by whom are
        to be worked out anew."""
        zone = self.zone
        with self._transaction("Look back") as database:
            found = database.execute(select(ArticleRow.id, ArticleRow.published_at)).all()
            undated = [number for number, published in found if not published]
            late = [number for number, published in found if published and dates.day_number(published, zone) >= until]
            self.left_out = len(undated)
            take_out(database, [*undated, *late])
            _settle(database)


def _take_back(database: Connection, changes: list[journal.Change]) -> None:
    back = [change.inverse() for change in reversed(changes)]
    journal.replay(database, back)
    rereading.forget_orphans(database, back)
    rereading.rehome_all(database, back)


def _turn_cursor(database: Connection, kind: str, target: int | None) -> None:
    """Before an undo its step held, before a redo it did not."""
    if kind in ("undo", "redo"):
        database.execute(update(StepRow).where(StepRow.id == target).values(undone=kind == "redo"))


def _forget_steps(database: Connection, step: int) -> None:
    database.execute(delete(ChangeRow).where(ChangeRow.step_id > step))
    database.execute(delete(StepRow).where(StepRow.id > step))
    database.exec_driver_sql(CUT_OFF)


def _settle(database: Connection) -> None:
    comparing.owe(database)
    if database.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise WorkbenchError("That moment cannot be looked at: rows that were made since hang on what was not there yet.")


def _take_out_documents(database: Connection, documents: list[int]) -> None:
    take_out(database, list(database.execute(select(ArticleRow.id).where(among(ArticleRow.document_id, documents))).scalars()))
    versions = list(database.execute(select(TextVersionRow.id).where(among(TextVersionRow.document_id, documents))).scalars())
    _delete(database, EvidenceRow.version_id, versions)
    for column in (MentionRow.document_id, BlockRow.document_id, AnnotationRow.document_id, WrongRow.document_id, TextVersionRow.document_id):
        _delete(database, column, documents)
    _delete(database, EntityRow.document_id, documents)
    _delete(database, DocumentRow.id, documents)
    _forget_outlets(database)


def take_out(database: Connection, articles: list[int]) -> None:
    """Stories with all that was read in them; of the page the text stays."""
    database.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for kind, row in CALLED.items():
        owned = list(database.execute(select(row.id).where(among(row.article_id, articles))).scalars())
        _undecide(database, kind, owned)
        for part in (PartyRow, EvidenceRow):
            database.execute(delete(part).where(part.owner_kind == kind, among(part.owner_id, owned)))
        if kind == "telling":
            _delete(database, EventCellRow.telling_id, owned)
            database.execute(update(ClaimRow).where(among(ClaimRow.telling_id, owned)).values(telling_id=None))
        _delete(database, row.id, owned)
    _delete(database, MentionRow.article_id, articles)
    database.execute(delete(EvidenceRow).where(EvidenceRow.owner_kind == "article", among(EvidenceRow.owner_id, articles)))
    database.execute(update(BlockRow).where(among(BlockRow.article_id, articles)).values(article_id=None))
    _delete(database, ArticleRow.id, articles)
    _forget_entities(database)


def _undecide(database: Connection, kind: str, ids: list[int]) -> None:
    kinds = (kind, REPORT) if kind == "claim" else (kind,)
    database.execute(delete(DecisionRow).where(DecisionRow.kind.in_(kinds), or_(among(DecisionRow.a, ids), among(DecisionRow.b, ids))))
    for end, number in ((RulingRow.from_kind, RulingRow.from_id), (RulingRow.to_kind, RulingRow.to_id)):
        database.execute(delete(RulingRow).where(end == kind, among(number, ids)))


def _forget_entities(database: Connection) -> None:
    """Of documents, that nobody names any more."""
    used: set[int | None] = set()
    for column in (MentionRow.entity_id, PartyRow.entity_id, OutletRow.entity_id):
        used |= set(database.execute(select(column).where(column.is_not(None))).scalars())
    known = database.execute(select(EntityRow.id).where(EntityRow.document_id.is_not(None))).scalars()
    lost = [number for number in known if number not in used]
    database.execute(delete(DecisionRow).where(DecisionRow.kind == "entity", or_(among(DecisionRow.a, lost), among(DecisionRow.b, lost))))
    _delete(database, EntityRow.id, lost)


def _forget_outlets(database: Connection) -> None:
    """Those that came with documents alone."""
    kept = select(ArticleRow.outlet_id).where(ArticleRow.outlet_id.is_not(None))
    hers = select(ChangeRow.row_id).where(ChangeRow.table == "outlet")
    database.execute(delete(OutletRow).where(OutletRow.id.not_in(kept), OutletRow.id.not_in(hers)))


def _delete(database: Connection, column: InstrumentedAttribute[int] | InstrumentedAttribute[int | None], ids: Iterable[int]) -> None:
    database.execute(delete(column.class_).where(among(column, ids)))
