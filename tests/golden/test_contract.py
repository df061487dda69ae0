"""The report of the founding documents, table by table, held to what `docs/tables.md` promises; it is read as a reader would who has nothing else."""
from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from workbench import assets, cli

COLUMNS = {
    "articles": "article_id file kind outlet headline author published_at published_from url start end note tags done",
    "outlets": "outlet reliability note articles",
    "blocks": "file article_id start end kind",
    "entities": "entity_id name type aliases note tags country mentions articles outlets",
    "mentions": "mention_id article_id file start end text type entity_id entity origin status value",
    "claims": "claim_id article_id file outlet published_at speaker speaker_id speaker_text speaker_start speaker_end cue cue_start cue_end quote "
              "speech_act text start end parts via via_parts said_from said_to about_from about_to event_id group_id origin status confidence "
              "source_reliability credibility note tags",
    "events": "event_id date_from date_to date_precision actor actor_id action recipient recipient_id place modality summary evidence claims "
              "stories outlets standing origin status confidence note tags",
    "tellings": "telling_id event_id article_id file start end trigger action modality origin status confidence",
    "links": "link_id from_id to_id relation reason detail origin status ruling note",
    "evidence": "id field file start end",
    "summary": "speaker day claims articles outlets denied disputed",
    "annotations": "annotation_id kind date_from date_to lane text colour claim_id event_id file start end created_at changed_at",
    "history": "at who what table id column before after",
    "rejected": "id kind article_id file start end type text origin",
}
DAY = r"(\d{4}-\d\d-\d\d)?"
CLOCK = r"(\d{4}-\d\d-\d\d(T\d\d:\d\d([+-]\d\d:\d\d)?)?)?"
ORIGIN, STATUS, SURE = "machine|analyst", "suggested|accepted|edited", r"(0|1|[01]\.\d+)"
ENTITIES = "PERSON|ORG|GPE|LOC|NORP|DATE|PRODUCT|EVENT|WORK|LAW|MONEY|QUANTITY|TIME"
ACTIONS = ("AGREE|CONSULT|SUPPORT|CONCEDE|COOPERATE|AID|RETREAT|REQUEST|ACCUSE|REJECT|THREATEN|PROTEST|SANCTION|MOBILIZE|COERCE|ASSAULT|OCCUR")
MODALITY = "happened|planned|possible|denied"
CELLS = {
    "articles": {"article_id": r"a\d+", "kind": "article|post|teaser", "published_at": CLOCK, "published_from": "(stated|inferred|analyst)?",
                 "start": r"\d+", "end": r"\d+", "done": "(yes)?"},
    "blocks": {"article_id": r"(a\d+)?", "kind": "headline|byline|body|caption|promo|furniture", "start": r"\d+", "end": r"\d+"},
    "entities": {"entity_id": r"n\d+", "name": r"(?s).+", "type": ENTITIES, "country": "([A-Z]{3})?", "mentions": r"\d+", "articles": r"\d+"},
    "mentions": {"mention_id": r"m\d+", "article_id": r"a\d+", "type": ENTITIES, "entity_id": r"(n\d+)?", "origin": ORIGIN, "status": STATUS,
                 "value": r"(\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?)?"},
    "claims": {"claim_id": r"c\d+", "article_id": r"a\d+", "published_at": CLOCK, "speaker_id": r"(n\d+|;)*",
               "quote": "direct|mixed|indirect|unmarked", "speech_act": "state|deny|accuse|warn|promise|demand|praise|condemn|consider",
               "parts": r"(\d+-\d+(;\d+-\d+)+)?",
               "via_parts": r"(\d+-\d+|;)*", "said_from": DAY, "said_to": DAY, "about_from": DAY, "about_to": DAY, "event_id": r"(e\d+)?",
               "group_id": r"(g\d+)?", "origin": ORIGIN, "status": STATUS, "confidence": SURE,
               "source_reliability": "[A-F]?", "credibility": "[1-6]?"},
    "events": {"event_id": r"e\d+", "date_from": DAY, "date_to": DAY, "date_precision": "(day|month|year|interval)?", "actor_id": r"(n\d+|;)*",
               "action": ACTIONS, "recipient_id": r"(n\d+|;)*", "modality": MODALITY, "summary": r".+",
               "standing": "single-source|corroborated|disputed",
               "origin": ORIGIN, "status": STATUS, "confidence": SURE},
    "tellings": {"telling_id": r"t\d+", "event_id": r"e\d+", "article_id": r"a\d+", "trigger": r"(?s).+", "action": ACTIONS, "modality": MODALITY,
                 "origin": ORIGIN, "status": STATUS, "confidence": SURE},
    "links": {"link_id": r"l\d+", "from_id": r"[cte]\d+", "to_id": r"[cte]\d+", "relation": "repeats|corroborates|contradicts|denies",
              "reason": "(number|date|denial|actor|other)?", "origin": ORIGIN, "status": STATUS, "ruling": "(real|scope|update|error)?"},
    "evidence": {"id": r"[acte]\d+", "field": r"\w+", "start": r"\d+", "end": r"\d+"},
    "summary": {"day": DAY, "claims": r"\d+", "articles": r"\d+", "outlets": r"\d+", "denied": r"\d+", "disputed": r"\d+"},
    "history": {"at": r"\d{4}-.+Z", "who": ".+", "what": "create|edit|delete|accept|reject|merge|split|import|undo|redo", "id": r"[a-z]*\d+"},
}


class Report:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.texts = {path.name.removesuffix(".txt"): path.read_bytes().decode() for path in (folder / "texts").iterdir()}

    def __getattr__(self, name: str) -> list[dict[str, str]]:
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream, strict=True))

    def words(self, file: str, start: str, end: str) -> str:
        return self.texts[file][int(start):int(end)]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    path = tmp_path_factory.mktemp("contract") / "seeds.workbench"
    assert cli.main(["import", str(path), *map(str, assets.seeds())]) == 0
    return path


def export(project, name, *options):
    folder = project.parent / name
    assert cli.main(["export", str(project), "--out", str(folder), *options]) == 0
    return Report(folder)


@pytest.fixture(scope="module")
def report(project):
    return export(project, "report")


@pytest.mark.parametrize("table", COLUMNS)
def test_columns_stand_as_promised(report, table):
    content = (report.folder / f"{table}.csv").read_bytes()
    assert content.decode("utf-8").split("\r\n", 1)[0] == COLUMNS[table].replace(" ", ",")
    assert content.endswith(b"\r\n")


@pytest.mark.parametrize("table", CELLS)
def test_cells_hold_what_their_column_may(report, table):
    rows = getattr(report, table)
    assert rows or table in ("links", "summary")
    wrong = [(column, row[column]) for row in rows for column, form in CELLS[table].items() if not re.fullmatch(form, row[column])]
    assert not wrong


@pytest.mark.parametrize("table", ["articles", "blocks", "mentions", "claims", "tellings", "evidence", "rejected"])
def test_rows_stand_by_file_and_place_and_words_are_inside_the_text(report, table):
    places = [(row["file"], int(row["start"])) for row in getattr(report, table)]
    assert places == sorted(places)
    assert all(0 <= int(row["start"]) < int(row["end"]) <= len(report.texts[row["file"]]) for row in getattr(report, table))


def test_texts_are_the_files_as_they_came(report):
    assert report.texts == {path.name: path.read_bytes().decode("utf-8-sig") for path in assets.seeds() if path.suffix == ".txt"}


def test_words_read_back(report):
    for row in report.claims:
        for words, start, end in (("speaker_text", "speaker_start", "speaker_end"), ("cue", "cue_start", "cue_end")):
            assert bool(row[words]) == bool(row[start]) == bool(row[end])
            assert not row[start] or report.words(row["file"], row[start], row[end]) == row[words]
    for row in report.tellings:
        assert row["trigger"] in report.words(row["file"], row["start"], row["end"])


def test_several_values_stand_in_one_order(report):
    for row in report.claims:
        assert row["speaker"].count(";") == row["speaker_id"].count(";")
        assert row["via_parts"].count(";") in (0, row["via"].count(";"))
    for row in report.events:
        assert row["actor"].count(";") == row["actor_id"].count(";")
        assert row["recipient"].count(";") == row["recipient_id"].count(";")


def test_names_and_ids_of_entities_agree(report):
    names = {row["entity_id"]: row["name"].replace(";", ",") for row in report.entities}
    for rows, columns in ((report.claims, ("speaker",)), (report.events, ("actor", "recipient"))):
        pairs = [pair for row in rows for column in columns for pair in zip(row[column].split(";"), row[f"{column}_id"].split(";"), strict=False)]
        assert not [(name, number) for name, number in pairs if number and names[number] != name]


def test_furniture_and_promotions_are_not_mined(report):
    grey = [(row["file"], int(row["start"]), int(row["end"])) for row in report.blocks if row["kind"] in ("promo", "furniture")]
    mined = [(row["file"], int(row["start"]), int(row["end"])) for row in (*report.claims, *report.tellings)]
    assert not [one for one in mined for block in grey if one[0] == block[0] and one[1] < block[2] and block[1] < one[2]]


def test_rows_lie_in_their_story(report):
    stories = {row["article_id"]: row for row in report.articles}
    for row in (*report.claims, *report.tellings, *report.mentions):
        story = stories[row["article_id"]]
        assert story["file"] == row["file"]
        assert int(story["start"]) <= int(row["start"]) < int(row["end"]) <= int(story["end"])


def test_a_claim_bears_the_outlet_and_clock_of_its_story(report):
    stories = {row["article_id"]: row for row in report.articles}
    assert not [row for row in report.claims if (row["outlet"], row["published_at"]) != tuple(stories[row["article_id"]][column]
                                                                                              for column in ("outlet", "published_at"))]


def test_events_count_what_is_told_teasers_apart(report):
    stories = {row["article_id"]: row for row in report.articles}
    reporting = Counter(row["event_id"] for row in report.claims)
    for event in report.events:
        told = [row for row in report.tellings if row["event_id"] == event["event_id"]]
        assert event["evidence"] == ";".join(f"{row['file']}:{row['start']}-{row['end']}" for row in told)
        full = {row["article_id"] for row in told if stories[row["article_id"]]["kind"] != "teaser"}
        assert int(event["stories"]) == len(full)
        assert int(event["claims"]) == reporting[event["event_id"]]


def test_entities_count_their_mentions(report):
    stories = {row["article_id"]: row for row in report.articles}
    found = {row["entity_id"]: [mention for mention in report.mentions if mention["entity_id"] == row["entity_id"]] for row in report.entities}
    for row in report.entities:
        named = {mention["article_id"] for mention in found[row["entity_id"]]}
        counted = len(found[row["entity_id"]]), len(named), len({stories[number]["outlet"] for number in named} - {""})
        assert (int(row["mentions"]), int(row["articles"]), int(row["outlets"])) == counted, row["name"]


def test_outlets_count_their_stories(report):
    assert {row["outlet"]: int(row["articles"]) for row in report.outlets} == Counter(row["outlet"] for row in report.articles if row["outlet"])


def test_the_summary_is_a_pivot_of_the_claims(report):
    rows = [(name, row["said_from"] or row["published_at"][:10], row) for row in report.claims for name in dict.fromkeys(row["speaker"].split(";"))]
    denied = {row["to_id"] for row in report.links if row["relation"] == "denies"}
    assert [(row["speaker"], row["day"]) for row in report.summary] == sorted({(name, day) for name, day, _ in rows})
    for row in report.summary:
        its = [claim for name, day, claim in rows if (name, day) == (row["speaker"], row["day"])]
        assert int(row["claims"]) == len(its)
        assert int(row["articles"]) == len({claim["article_id"] for claim in its})
        assert int(row["denied"]) == sum(claim["claim_id"] in denied for claim in its)


def test_cells_have_their_words(report):
    """Whatever a claim or an event says with words of the text has a row in evidence.csv."""
    having = {(row["id"], row["field"]) for row in report.evidence}
    for row in report.claims:
        for field, cell in (("content", "text"), ("speaker", "speaker_text"), ("cue", "cue")):
            assert not row[cell] or (row["claim_id"], field) in having, (row["claim_id"], field)
    fields = {field for number, field in having if number.startswith("e")}
    assert {"actor", "recipient", "date", "place"} <= fields


def test_for_a_spreadsheet_the_cells_are_the_same_but_run_nothing(project, report):
    excel = export(project, "excel", "--excel")
    for table in COLUMNS:
        plain, content = (report.folder / f"{table}.csv").read_bytes(), (excel.folder / f"{table}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        cells = [cell for row in csv.reader(content.decode("utf-8-sig").splitlines(keepends=True)) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        if table != "history":
            undone = [cell.removeprefix("'") if cell.startswith(("'=", "'+", "'-", "'@", "'\t", "'\r")) else cell for cell in cells]
            assert undone == [cell for row in csv.reader(plain.decode().splitlines(keepends=True)) for cell in row]


@pytest.mark.parametrize("only", ["act:deny", 'speaker:"Vladimir Putin"', "date:2024-06-17..2024-06-20", "action:AGREE", "-quote:indirect",
                                  "missile",
                                  "standing:disputed", "entity:NATO"])
def test_what_is_filtered_is_a_part_of_the_whole_and_leads_nowhere_else(project, report, only):
    some = export(project, "some", "--where", only)
    for table in ("claims", "events", "tellings", "articles", "mentions", "entities", "links", "evidence", "blocks"):
        whole = {tuple(row.values()) for row in getattr(report, table)}
        assert {tuple(row.values()) for row in getattr(some, table)} <= whole, table
    assert 0 < len(some.claims) + len(some.events) < len(report.claims) + len(report.events)
    stories, names = {row["article_id"] for row in some.articles}, {row["entity_id"] for row in some.entities}
    assert {row["article_id"] for row in (*some.claims, *some.tellings, *some.mentions)} <= stories
    assert {number for row in some.claims for number in row["speaker_id"].split(";") if number} <= names
    assert set(some.texts) == {row["file"] for row in some.articles}
