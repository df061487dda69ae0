"""The first schema, frozen as the statements that made it: later changes of the mapped classes come as revisions of their own."""
from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    "CREATE TABLE setting (name VARCHAR NOT NULL, value VARCHAR NOT NULL, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, CONSTRAINT "
    "uq_setting_name UNIQUE (name))",
    "CREATE TABLE document (file VARCHAR NOT NULL, path VARCHAR NOT NULL, format VARCHAR NOT NULL, raw BLOB, language VARCHAR NOT NULL, "
    "stated_outlet VARCHAR NOT NULL, stated_author VARCHAR NOT NULL, stated_published_at VARCHAR NOT NULL, stated_headline VARCHAR NOT NULL, "
    "stated_url VARCHAR NOT NULL, found VARCHAR NOT NULL, notes VARCHAR NOT NULL, imported_at VARCHAR NOT NULL, id INTEGER NOT NULL PRIMARY KEY "
    "AUTOINCREMENT, CONSTRAINT uq_document_file UNIQUE (file))",
    "CREATE TABLE decision (kind VARCHAR NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL, verdict VARCHAR NOT NULL, id INTEGER NOT NULL "
    "PRIMARY KEY AUTOINCREMENT, CONSTRAINT uq_decision_kind_a_b UNIQUE (kind, a, b))",
    "CREATE TABLE ruling (from_kind VARCHAR NOT NULL, from_id INTEGER NOT NULL, to_kind VARCHAR NOT NULL, to_id INTEGER NOT NULL, relation "
    "VARCHAR NOT NULL, reason VARCHAR NOT NULL, detail VARCHAR NOT NULL, ruling VARCHAR NOT NULL, status VARCHAR NOT NULL, note VARCHAR NOT "
    "NULL, origin VARCHAR NOT NULL, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, CONSTRAINT "
    "uq_ruling_from_kind_from_id_to_kind_to_id_relation UNIQUE (from_kind, from_id, to_kind, to_id, relation))",
    "CREATE TABLE step (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, at VARCHAR NOT NULL, who VARCHAR NOT NULL, kind VARCHAR NOT NULL, label "
    "VARCHAR NOT NULL, target_id INTEGER, undone BOOLEAN NOT NULL, dead BOOLEAN NOT NULL)",
    "CREATE TABLE canonical (entity_id INTEGER NOT NULL, canonical_id INTEGER NOT NULL, name VARCHAR NOT NULL, CONSTRAINT pk_canonical PRIMARY "
    "KEY (entity_id))",
    "CREATE INDEX ix_canonical_canonical_id ON canonical (canonical_id)",
    "CREATE TABLE event (id INTEGER NOT NULL, date_from VARCHAR NOT NULL, date_to VARCHAR NOT NULL, date_precision VARCHAR NOT NULL, action "
    "VARCHAR NOT NULL, place VARCHAR NOT NULL, modality VARCHAR NOT NULL, summary VARCHAR NOT NULL, claims INTEGER NOT NULL, stories INTEGER "
    "NOT NULL, outlets INTEGER NOT NULL, standing VARCHAR NOT NULL, origin VARCHAR NOT NULL, status VARCHAR NOT NULL, confidence DOUBLE NOT "
    "NULL, note VARCHAR NOT NULL, tags VARCHAR NOT NULL, CONSTRAINT pk_event PRIMARY KEY (id))",
    "CREATE TABLE event_party (event_id INTEGER NOT NULL, role VARCHAR NOT NULL, position INTEGER NOT NULL, entity_id INTEGER, name VARCHAR NOT "
    "NULL, CONSTRAINT pk_event_party PRIMARY KEY (event_id, role, position))",
    "CREATE INDEX ix_event_party_entity_id ON event_party (entity_id)",
    "CREATE TABLE telling_event (telling_id INTEGER NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT pk_telling_event PRIMARY KEY (telling_id))",
    "CREATE INDEX ix_telling_event_event_id ON telling_event (event_id)",
    "CREATE TABLE claim_group (claim_id INTEGER NOT NULL, group_id INTEGER, event_id INTEGER, first VARCHAR NOT NULL, standing VARCHAR NOT "
    "NULL, CONSTRAINT pk_claim_group PRIMARY KEY (claim_id))",
    "CREATE INDEX ix_claim_group_event_id ON claim_group (event_id)",
    "CREATE INDEX ix_claim_group_group_id ON claim_group (group_id)",
    "CREATE TABLE link (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, from_kind VARCHAR NOT NULL, from_id INTEGER NOT NULL, to_kind VARCHAR "
    "NOT NULL, to_id INTEGER NOT NULL, relation VARCHAR NOT NULL, reason VARCHAR NOT NULL, detail VARCHAR NOT NULL, origin VARCHAR NOT NULL, "
    "status VARCHAR NOT NULL, ruling VARCHAR NOT NULL, note VARCHAR NOT NULL, CONSTRAINT uq_link_from_kind_from_id_to_kind_to_id_relation "
    "UNIQUE (from_kind, from_id, to_kind, to_id, relation))",
    "CREATE TABLE text_version (document_id INTEGER NOT NULL, number INTEGER NOT NULL, encoding VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, text "
    "TEXT, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, CONSTRAINT fk_text_version_document_id FOREIGN KEY(document_id) REFERENCES document "
    "(id))",
    "CREATE INDEX ix_text_version_document_id ON text_version (document_id)",
    "CREATE INDEX ix_text_version_sha256 ON text_version (sha256)",
    "CREATE TABLE entity (document_id INTEGER, name VARCHAR NOT NULL, type VARCHAR NOT NULL, aliases VARCHAR NOT NULL, country VARCHAR NOT "
    "NULL, note VARCHAR NOT NULL, tags VARCHAR NOT NULL, origin VARCHAR NOT NULL, fixed VARCHAR NOT NULL, withdrawn BOOLEAN NOT NULL, id "
    "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, CONSTRAINT fk_entity_document_id FOREIGN KEY(document_id) REFERENCES document (id))",
    "CREATE INDEX ix_entity_document_id ON entity (document_id)",
    "CREATE TABLE annotation (kind VARCHAR NOT NULL, date_from VARCHAR NOT NULL, date_to VARCHAR NOT NULL, lane VARCHAR NOT NULL, text VARCHAR "
    "NOT NULL, colour VARCHAR NOT NULL, offset_x DOUBLE NOT NULL, offset_y DOUBLE NOT NULL, claim_id INTEGER, event_id INTEGER, document_id "
    "INTEGER, start INTEGER, \"end\" INTEGER, created_at VARCHAR NOT NULL, changed_at VARCHAR NOT NULL, id INTEGER NOT NULL PRIMARY KEY "
    "AUTOINCREMENT, CONSTRAINT fk_annotation_document_id FOREIGN KEY(document_id) REFERENCES document (id))",
    "CREATE INDEX ix_annotation_document_id ON annotation (document_id)",
    "CREATE TABLE wrong (words VARCHAR NOT NULL, type VARCHAR NOT NULL, document_id INTEGER, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "
    "CONSTRAINT fk_wrong_document_id FOREIGN KEY(document_id) REFERENCES document (id))",
    "CREATE TABLE change (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, step_id INTEGER NOT NULL, \"table\" VARCHAR NOT NULL, row_id INTEGER NOT "
    "NULL, \"before\" BLOB, \"after\" BLOB, CONSTRAINT fk_change_step_id FOREIGN KEY(step_id) REFERENCES step (id))",
    "CREATE INDEX ix_change_table_row_id ON change (\"table\", row_id)",
    "CREATE INDEX ix_change_step_id ON change (step_id)",
    "CREATE TABLE outlet (name VARCHAR NOT NULL, folded VARCHAR NOT NULL, reliability VARCHAR NOT NULL, note VARCHAR NOT NULL, entity_id "
    "INTEGER, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, CONSTRAINT uq_outlet_folded UNIQUE (folded), CONSTRAINT fk_outlet_entity_id "
    "FOREIGN KEY(entity_id) REFERENCES entity (id))",
    "CREATE TABLE party (owner_kind VARCHAR NOT NULL, owner_id INTEGER NOT NULL, role VARCHAR NOT NULL, position INTEGER NOT NULL, entity_id "
    "INTEGER, name VARCHAR NOT NULL, start INTEGER, \"end\" INTEGER, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, CONSTRAINT fk_party_entity_id "
    "FOREIGN KEY(entity_id) REFERENCES entity (id))",
    "CREATE INDEX ix_party_entity_id ON party (entity_id)",
    "CREATE INDEX ix_party_owner_kind_owner_id ON party (owner_kind, owner_id)",
    "CREATE TABLE evidence (owner_kind VARCHAR NOT NULL, owner_id INTEGER NOT NULL, field VARCHAR NOT NULL, position INTEGER NOT NULL, "
    "version_id INTEGER NOT NULL, start INTEGER NOT NULL, \"end\" INTEGER NOT NULL, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, CONSTRAINT "
    "fk_evidence_version_id FOREIGN KEY(version_id) REFERENCES text_version (id))",
    "CREATE INDEX ix_evidence_owner_kind_owner_id ON evidence (owner_kind, owner_id)",
    "CREATE INDEX ix_evidence_version_id ON evidence (version_id)",
    "CREATE TABLE article (document_id INTEGER NOT NULL, kind VARCHAR NOT NULL, start INTEGER NOT NULL, \"end\" INTEGER NOT NULL, headline "
    "VARCHAR NOT NULL, author VARCHAR NOT NULL, outlet_id INTEGER, published_at VARCHAR NOT NULL, published_from VARCHAR NOT NULL, url VARCHAR "
    "NOT NULL, note VARCHAR NOT NULL, tags VARCHAR NOT NULL, done BOOLEAN NOT NULL, fixed VARCHAR NOT NULL, withdrawn BOOLEAN NOT NULL, id "
    "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, CONSTRAINT fk_article_document_id FOREIGN KEY(document_id) REFERENCES document (id), "
    "CONSTRAINT fk_article_outlet_id FOREIGN KEY(outlet_id) REFERENCES outlet (id))",
    "CREATE INDEX ix_article_outlet_id ON article (outlet_id)",
    "CREATE INDEX ix_article_document_id ON article (document_id)",
    "CREATE TABLE block (document_id INTEGER NOT NULL, article_id INTEGER, kind VARCHAR NOT NULL, start INTEGER NOT NULL, \"end\" INTEGER NOT "
    "NULL, origin VARCHAR NOT NULL, withdrawn BOOLEAN NOT NULL, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, CONSTRAINT fk_block_document_id "
    "FOREIGN KEY(document_id) REFERENCES document (id), CONSTRAINT fk_block_article_id FOREIGN KEY(article_id) REFERENCES article (id))",
    "CREATE INDEX ix_block_article_id ON block (article_id)",
    "CREATE INDEX ix_block_document_id ON block (document_id)",
    "CREATE TABLE mention (document_id INTEGER NOT NULL, article_id INTEGER NOT NULL, entity_id INTEGER, start INTEGER NOT NULL, \"end\" INTEGER "
    "NOT NULL, type VARCHAR NOT NULL, value VARCHAR NOT NULL, reason VARCHAR NOT NULL, origin VARCHAR NOT NULL, status VARCHAR NOT NULL, "
    "confidence DOUBLE NOT NULL, withdrawn BOOLEAN NOT NULL, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, CONSTRAINT fk_mention_document_id "
    "FOREIGN KEY(document_id) REFERENCES document (id), CONSTRAINT fk_mention_article_id FOREIGN KEY(article_id) REFERENCES article (id), "
    "CONSTRAINT fk_mention_entity_id FOREIGN KEY(entity_id) REFERENCES entity (id))",
    "CREATE INDEX ix_mention_article_id ON mention (article_id)",
    "CREATE INDEX ix_mention_entity_id ON mention (entity_id)",
    "CREATE INDEX ix_mention_document_id ON mention (document_id)",
    "CREATE TABLE telling (document_id INTEGER NOT NULL, article_id INTEGER NOT NULL, start INTEGER NOT NULL, \"end\" INTEGER NOT NULL, "
    "trigger_start INTEGER NOT NULL, trigger_end INTEGER NOT NULL, action VARCHAR NOT NULL, modality VARCHAR NOT NULL, date VARCHAR NOT NULL, "
    "summary VARCHAR NOT NULL, origin VARCHAR NOT NULL, status VARCHAR NOT NULL, confidence DOUBLE NOT NULL, withdrawn BOOLEAN NOT NULL, id "
    "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, CONSTRAINT fk_telling_document_id FOREIGN KEY(document_id) REFERENCES document (id), "
    "CONSTRAINT fk_telling_article_id FOREIGN KEY(article_id) REFERENCES article (id))",
    "CREATE INDEX ix_telling_document_id ON telling (document_id)",
    "CREATE INDEX ix_telling_article_id ON telling (article_id)",
    "CREATE TABLE claim (document_id INTEGER NOT NULL, article_id INTEGER NOT NULL, start INTEGER NOT NULL, \"end\" INTEGER NOT NULL, quote "
    "VARCHAR NOT NULL, speech_act VARCHAR NOT NULL, said_from VARCHAR NOT NULL, said_to VARCHAR NOT NULL, about_from VARCHAR NOT NULL, about_to "
    "VARCHAR NOT NULL, telling_id INTEGER, origin VARCHAR NOT NULL, status VARCHAR NOT NULL, confidence DOUBLE NOT NULL, credibility VARCHAR "
    "NOT NULL, note VARCHAR NOT NULL, tags VARCHAR NOT NULL, withdrawn BOOLEAN NOT NULL, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "
    "CONSTRAINT fk_claim_document_id FOREIGN KEY(document_id) REFERENCES document (id), CONSTRAINT fk_claim_article_id FOREIGN KEY(article_id) "
    "REFERENCES article (id), CONSTRAINT fk_claim_telling_id FOREIGN KEY(telling_id) REFERENCES telling (id))",
    "CREATE INDEX ix_claim_telling_id ON claim (telling_id)",
    "CREATE INDEX ix_claim_article_id ON claim (article_id)",
    "CREATE INDEX ix_claim_document_id ON claim (document_id)",
    "CREATE TABLE event_cell (telling_id INTEGER NOT NULL, field VARCHAR NOT NULL, value VARCHAR NOT NULL, id INTEGER NOT NULL PRIMARY KEY "
    "AUTOINCREMENT, CONSTRAINT uq_event_cell_telling_id_field UNIQUE (telling_id, field), CONSTRAINT fk_event_cell_telling_id FOREIGN "
    "KEY(telling_id) REFERENCES telling (id))",
    "CREATE VIRTUAL TABLE text_index USING fts5(text, content='text_version', content_rowid='id', tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER text_version_in AFTER INSERT ON text_version BEGIN INSERT INTO text_index(rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER text_version_out AFTER DELETE ON text_version BEGIN INSERT INTO text_index(text_index, rowid, text) VALUES ('delete', "
    "old.id, old.text); END",
    "CREATE TRIGGER text_version_on AFTER UPDATE OF text ON text_version BEGIN INSERT INTO text_index(text_index, rowid, text) VALUES "
    "('delete', old.id, old.text); INSERT INTO text_index(rowid, text) VALUES (new.id, new.text); END",
    "CREATE VIRTUAL TABLE row_index USING fts5(kind UNINDEXED, ref UNINDEXED, body, tokenize='unicode61 remove_diacritics 2')",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
