"""Reading a project: rows in, core records out. The door to the modules that hold the statements, by what they read."""
from __future__ import annotations

from workbench.storage.queries_claims import claim_ids, first_of, firsts, get_claim, get_claims, group_members, list_claims, to_review
from workbench.storage.queries_events import event_ids, events_of, get_event, get_events, get_tellings, list_events, list_tellings
from workbench.storage.queries_links import (
    corpus,
    event_is_decided,
    find_conflicts,
    get_links,
    list_annotations,
    list_links,
    names,
    speakers,
    tags,
)
from workbench.storage.queries_names import (
    entities_in_roles,
    entity_ids,
    get_entities,
    get_entity,
    get_mentions,
    list_entities,
    list_members,
    list_mentions,
    names_of,
    rejected_mentions,
)
from workbench.storage.queries_texts import (
    get_article,
    get_articles,
    get_document,
    get_source,
    list_articles,
    list_blocks,
    list_documents,
    list_outlets,
)
from workbench.storage.queries_views import list_views
from workbench.storage.queries_words import get_evidence, list_evidence, words_of

__all__ = [
    "claim_ids", "corpus", "entities_in_roles", "entity_ids", "event_ids", "event_is_decided", "events_of", "find_conflicts", "first_of", "firsts",
    "get_article", "get_articles", "get_claim", "get_claims", "get_document", "get_entities", "get_entity", "get_event", "get_events",
    "get_evidence", "get_links", "get_mentions", "get_source", "get_tellings", "group_members", "list_annotations", "list_articles", "list_blocks",
    "list_claims", "list_documents", "list_entities", "list_events", "list_evidence", "list_links", "list_members", "list_mentions",
    "list_outlets", "list_tellings", "list_views", "names", "names_of", "rejected_mentions", "speakers", "tags", "to_review",
    "words_of"]
