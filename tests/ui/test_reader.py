"""The reader as the analyst uses it: over a real project, with real clicks and keys."""
from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton

from tests.builders import FIRST, SECOND
from workbench.core.filters import Filter
from workbench.services import claims, documents, events
from workbench.storage import queries
from workbench.ui import theme
from workbench.ui.actions import Actions
from workbench.ui.panes.reader import margin, marking
from workbench.ui.panes.reader.pane import ReaderPane


@pytest.fixture
def pane(qtbot, workspace, jobs):
    pane = ReaderPane(workspace, jobs)
    qtbot.addWidget(pane)
    Actions(pane).add(pane.actions(), pane)
    pane.resize(900, 600)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.activateWindow()
    pane.view.setFocus()
    go(pane, "Russia and North Korea sign treaty")
    return pane


def go(pane, headline):
    article = next(one for one in queries.list_articles(pane.workspace.project) if one.headline == headline)
    pane.workspace.select("article", article.id, reveal=True)


def claim(pane, words):
    return next(one for one in queries.list_claims(pane.workspace.project) if words in one.text)


def span(words, text=FIRST):
    at = text.index(words)
    return at, at + len(words)


def click(qtbot, pane, words):
    start, _ = span(words, pane.page.text)
    where = pane.view.rect_of((start, start + 1)).center()
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(int(where.x()) + 2, int(where.y())))


def marked(pane, name):
    """The words that a layer marks on the page."""
    layer = pane.view._paper._layers[name]
    return [pane.page.text[pane.page.offsets.offset(start):pane.page.offsets.offset(end)]
            for start, end in zip(layer._starts.tolist(), layer._ends.tolist(), strict=True)]


def shown(pane):
    """What of the text is on the screen."""
    return [pane.page.text[start:end] for i, (start, end) in enumerate(zip(pane.page.offsets.line_starts, pane.page.offsets.line_ends, strict=True))
            if pane.view.document().findBlockByNumber(i).isVisible()]


def test_a_story_is_shown_without_furniture_and_its_byline_is_folded(pane):
    assert shown(pane)[0] == "Russia and North Korea sign treaty"
    assert not any("Home | World" in line or "Daily Courier" in line or "Read more" in line for line in shown(pane))
    pane.fold.setChecked(True)
    assert any("Daily Courier" in line for line in shown(pane))
    assert not any("Home | World" in line for line in shown(pane))


def test_the_whole_page_is_a_key_away(pane):
    pane.whole.toggle()
    assert shown(pane) == [line for line in FIRST.splitlines() if line.strip()]


def test_the_line_over_the_story_says_where_who_when_and_which_claim(pane):
    assert pane.caption.text() == "DAILY COURIER · 19 JUN 2024 10:30 · 3 claims"
    pane.workspace.select("claim", claim(pane, "weapons").id)
    assert pane.caption.text().endswith("claim 3 of 3")


def test_a_claim_of_another_document_opens_its_story_and_marks_its_words(pane):
    pane.workspace.select("claim", claim(pane, "treaty covers attack").id)
    assert pane.article.headline == "Seoul weighs arms for Kyiv"
    assert marked(pane, "content") == ["the treaty covers attack"]


def test_an_interrupted_claim_is_marked_in_its_parts(pane):
    pane.workspace.select("claim", claim(pane, "help each other").id)
    assert marked(pane, "content") == ["We will help each other against aggression", "if either is attacked"]


def test_a_cell_shows_its_own_words(pane):
    pane.workspace.select("claim", claim(pane, "weapons").id, field="speaker")
    assert marked(pane, "cell") == ["South Korea"]
    pane.workspace.select("claim", claim(pane, "weapons").id, field="via")
    assert marked(pane, "cell") == ["Yonhap"]


def test_an_entity_marks_all_its_mentions_and_stays_in_the_story(pane):
    putin = next(one for one in queries.list_entities(pane.workspace.project) if one.name == "Vladimir Putin")
    pane.workspace.select("entity", putin.id)
    assert marked(pane, "chosen names") == ["Vladimir Putin", "Putin"]
    assert pane.article.headline == "Russia and North Korea sign treaty"


def test_an_event_marks_where_it_is_told(pane):
    told = queries.list_tellings(pane.workspace.project, document_id=pane.page.document_id)[0]
    pane.workspace.select("event", told.event_id)
    assert marked(pane, "cell") == ["Vladimir Putin signed a treaty with Kim Jong Un in Pyongyang on Wednesday 19 June"]


def test_the_legend_switches_a_kind_off(pane):
    assert "Pyongyang" in marked(pane, "names")
    pane.legend._entries["place"].click()
    assert "Pyongyang" not in marked(pane, "names")
    assert "Vladimir Putin" in marked(pane, "names")


def test_a_click_picks_the_name_and_a_second_one_the_claim_round_it(qtbot, pane):
    click(qtbot, pane, "weapons to")
    assert pane.workspace.selection.kind == "claim"
    click(qtbot, pane, "Ukraine")
    assert queries.get_entity(pane.workspace.project, pane.workspace.selection.primary).name == "Ukraine"
    click(qtbot, pane, "Ukraine")
    assert (pane.workspace.selection.kind, pane.workspace.selection.primary) == ("claim", claim(pane, "weapons").id)


def test_a_label_in_the_margin_picks_its_claim(qtbot, pane):
    wanted = claim(pane, "weapons")
    where = next(QPoint(60, y) for y in range(pane.view.height()) if pane.view.claims_at(QPointF(60, y)) == (wanted.id,))
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert pane.workspace.selection.primary == wanted.id


def test_a_date_tells_its_value_and_why_and_a_name_its_entity(pane):
    assert pane.page.tip_at(span("Wednesday,")[0]) == "Wednesday: 2024-06-19, counted from Wednesday 19 June"
    assert pane.page.tip_at(span("Putin told")[0]) == "Vladimir Putin · person (PERSON)"
    assert pane.page.tip_at(span("reporters")[0]) == ""


def test_what_is_out_of_the_filter_is_dimmed_and_not_hidden(pane):
    before = shown(pane)
    pane.workspace.set_filter(Filter.parse("act:promise"))
    faded = {said.id for said in pane.page.said(pane._passing) if said.faded}
    assert faded == {claim(pane, "weapons").id, claim(pane, "signed").id}
    assert shown(pane) == before


# Marking -----------------------------------------------------------------------------------------------------------------------------------


def press(qtbot, pane, words, key, text=FIRST):
    pane.view.mark(span(words, text))
    qtbot.keyClick(pane.view, key)


def test_c_makes_a_claim_of_the_selected_words_and_lets_go_of_them(qtbot, pane):
    press(qtbot, pane, "signed a treaty", Qt.Key.Key_C)
    made = queries.get_claim(pane.workspace.project, pane.workspace.selection.primary)
    assert (made.text, made.origin) == ("signed a treaty", "analyst")
    assert pane.view.marked() is None


def test_s_and_q_give_the_selected_claim_its_speaker_and_cue(qtbot, pane):
    pane.workspace.select("claim", claim(pane, "signed").id)
    press(qtbot, pane, "Kim Jong Un", Qt.Key.Key_S)
    press(qtbot, pane, "reported", Qt.Key.Key_Q)
    told = claim(pane, "signed")
    assert (told.speaker, told.cue_text, told.status) == ("Kim Jong Un", "reported", "edited")


def test_a_speaker_without_a_claim_begins_one_with_the_sentence(qtbot, pane):
    press(qtbot, pane, "Kim Jong Un", Qt.Key.Key_S)
    made = queries.get_claim(pane.workspace.project, pane.workspace.selection.primary)
    assert made.speaker == "Kim Jong Un"
    assert made.text == "Vladimir Putin signed a treaty with Kim Jong Un in Pyongyang on Wednesday 19 June."


def test_t_points_the_claim_to_other_words(qtbot, pane):
    number = claim(pane, "weapons").id
    pane.workspace.select("claim", number)
    press(qtbot, pane, "send weapons", Qt.Key.Key_T)
    assert queries.get_claim(pane.workspace.project, number).text == "send weapons"


def test_e_a_r_make_an_event_with_its_actor_and_recipient(qtbot, pane):
    press(qtbot, pane, "send", Qt.Key.Key_E)
    press(qtbot, pane, "South Korea", Qt.Key.Key_A)
    press(qtbot, pane, "Ukraine", Qt.Key.Key_R)
    event = queries.get_event(pane.workspace.project, pane.workspace.selection.primary)
    assert (event.actor, event.recipient, event.origin) == ("South Korea", "Ukraine", "analyst")


@pytest.mark.parametrize(("key", "kind"), [(Qt.Key.Key_P, "PERSON"), (Qt.Key.Key_G, "GPE"), (Qt.Key.Key_O, "ORG"), (Qt.Key.Key_L, "LOC"),
                                           (Qt.Key.Key_N, "NORP"), (Qt.Key.Key_D, "DATE")])
def test_a_letter_makes_a_mention_of_its_kind(qtbot, pane, key, kind):
    press(qtbot, pane, "reporters", key)
    assert [one.type for one in queries.list_mentions(pane.workspace.project, pane.page.document_id) if one.text == "reporters"] == [kind]


def test_h_highlights_and_the_menu_takes_it_away(qtbot, pane):
    press(qtbot, pane, "weapons", Qt.Key.Key_H)
    assert marked(pane, "highlights") == ["weapons"]
    menu = pane.menu.build(span("weapons")[0])
    next(one for one in menu.actions() if one.text() == "Remove the highlight").trigger()
    assert marked(pane, "highlights") == []


def test_the_bar_at_the_selection_does_what_the_letter_does(qtbot, pane):
    pane.view.mark(span("signed a treaty"))
    assert pane.bar.isVisible()
    button = next(one for one in pane.bar.findChildren(QToolButton) if one.accessibleName() == "Mark as claim")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert claim(pane, "signed a treaty").text
    assert not pane.bar.isVisible()


def test_the_bar_fits_into_a_narrow_text(pane):
    pane.resize(420, 600)
    pane.view.mark(span("signed a treaty"))
    assert pane.bar.isVisible()
    assert pane.view.rect().contains(pane.bar.geometry())


def test_marking_is_one_step_that_undo_takes_back(qtbot, pane):
    count = len(queries.list_claims(pane.workspace.project))
    press(qtbot, pane, "signed a treaty", Qt.Key.Key_C)
    pane.workspace.undo()
    assert len(queries.list_claims(pane.workspace.project)) == count


def test_c_with_only_the_caret_lets_the_tagger_fill_in(qtbot, pane):
    at = span("it may send")[0]
    pane.view.mark((at, at))
    before = set(queries.claim_ids(pane.workspace.project).tolist())
    qtbot.keyClick(pane.view, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: bool(set(queries.claim_ids(pane.workspace.project).tolist()) - before), timeout=120_000)
    made = queries.get_claim(pane.workspace.project, pane.workspace.selection.primary)
    assert (made.speaker, made.cue_text, made.speech_act, made.origin) == ("South Korea", "warned", "warn", "analyst")
    assert "send weapons to Ukraine" in made.text


def test_c_with_the_caret_outside_a_sentence_says_what_to_do(qtbot, pane):
    pane.whole.toggle()
    pane.view.mark((2, 2))
    qtbot.keyClick(pane.view, Qt.Key.Key_C)
    assert pane.workspace.said[-1].startswith("Put the caret into a sentence")


def test_the_mode_is_named(pane):
    pane.view.mark(span("weapons"))
    pane.view.mark(None)
    assert pane.workspace.said[-2].startswith("Marking: C claim")
    assert pane.workspace.said[-1].startswith("Reviewing: J next")


# Reviewing ---------------------------------------------------------------------------------------------------------------------------------


def test_letters_review_while_nothing_is_selected(qtbot, pane):
    qtbot.keyClick(pane.view, Qt.Key.Key_J)
    first = pane.workspace.selection.primary
    qtbot.keyClick(pane.view, Qt.Key.Key_A)
    second = pane.workspace.selection.primary
    qtbot.keyClick(pane.view, Qt.Key.Key_X)
    project = pane.workspace.project
    assert first != second
    assert queries.get_claim(project, first).status == "accepted"
    assert queries.get_claim(project, second).status == "rejected"
    assert pane.workspace.selection.primary not in (first, second)


def test_next_and_previous_go_round_the_queue(qtbot, pane):
    seen = []
    for _ in range(6):
        qtbot.keyClick(pane.view, Qt.Key.Key_J)
        seen.append(pane.workspace.selection.primary)
    assert sorted(set(seen)) == sorted(queries.to_review(pane.workspace.project).tolist())
    qtbot.keyClick(pane.view, Qt.Key.Key_K)
    assert pane.workspace.selection.primary == seen[-2]


# Mending, finding, citing ------------------------------------------------------------------------------------------------------------------


def test_a_story_is_split_and_joined_again(pane):
    before = len(pane.page.articles)
    at = span("South Korea warned")[0]
    pane.verbs.split_story(at)
    assert len(pane.page.articles) == before + 1
    assert shown(pane)[0].startswith("South Korea warned")
    pane.verbs.join_story(at)
    assert len(pane.page.articles) == before
    assert shown(pane)[0] == "Russia and North Korea sign treaty"


def test_a_line_is_said_to_be_furniture(pane):
    at = span("South Korea warned")[0]
    dict(pane.verbs.line_choices(at))["This line is furniture"]()
    assert not any("South Korea warned" in line for line in shown(pane))
    assert not any("weapons" in one.text for one in queries.list_claims(pane.workspace.project))
    pane.workspace.undo()
    assert any("South Korea warned" in line for line in shown(pane))


def test_a_wrong_name_is_removed_from_the_menu(pane):
    menu = pane.menu.build(span("Yonhap")[0])
    inner = next(one.menu() for one in menu.actions() if one.text() == "“Yonhap”")
    next(one for one in inner.actions() if one.text() == "Not a name here").trigger()
    assert "Yonhap" not in marked(pane, "names")


def test_find_goes_from_place_to_place(qtbot, pane):
    pane.find_bar.open_up()
    qtbot.keyClicks(pane.find_bar.line, "putin")
    assert pane.find_bar.tally.text() == "1 of 2"
    assert marked(pane, "found") == ["Putin", "Putin"]
    qtbot.keyClick(pane.find_bar.line, Qt.Key.Key_Return)
    assert pane.find_bar.tally.text() == "2 of 2"
    qtbot.keyClick(pane.find_bar.line, Qt.Key.Key_Escape)
    assert marked(pane, "found") == []


def test_a_place_found_by_searching_all_texts_is_marked(pane):
    document = next(one for one in queries.list_documents(pane.workspace.project) if one.file != "courier.txt")
    start, end = span("mistake", SECOND)
    pane.show_place(document.id, start, end)
    assert pane.article.headline == "Seoul weighs arms for Kyiv"
    assert marked(pane, "found") == ["mistake"]


def test_a_citation_has_speaker_outlet_and_time(pane):
    pane.workspace.select("claim", claim(pane, "weapons").id)
    pane.verbs.copy_citation()
    cited = "“it may send weapons to Ukraine” — South Korea, via Yonhap, Daily Courier, “Russia and North Korea sign treaty”, 19 Jun 2024 10:30"
    assert QGuiApplication.clipboard().text() == cited


def test_zoom_keeps_the_marks_and_the_lines(pane):
    lines = shown(pane)
    pane.view.set_zoom(1.5)
    pane.grab()
    assert shown(pane) == lines
    assert pane.view.document().defaultFont().pointSizeF() == pytest.approx(theme.TEXT_POINTS * 1.5)


def test_a_removed_document_leaves_the_reader_and_undo_brings_it_back(pane):
    courier = pane.page.document_id
    pane.workspace.do(documents.remove, [courier])
    assert pane.page.document_id != courier
    pane.workspace.undo()
    go(pane, "Russia and North Korea sign treaty")
    assert pane.page.document_id == courier


def test_an_edit_elsewhere_reaches_the_margin(pane):
    number = claim(pane, "weapons").id
    pane.workspace.do(claims.set_field, number, "speech_act", "demand")
    assert next(said.act for said in pane.page.said(None) if said.id == number) == "demand"


def test_a_closed_project_leaves_an_empty_reader(pane):
    pane.workspace.close()
    assert pane.page is None
    assert pane.view.toPlainText() == ""


def test_an_event_deleted_elsewhere_is_marked_no_more(pane):
    event = queries.list_events(pane.workspace.project)[0]
    pane.workspace.select("event", event.id)
    pane.workspace.do(events.delete, event.id)
    assert marked(pane, "cell") == []


# The margin --------------------------------------------------------------------------------------------------------------------------------


def said(number, speaker="Putin", act="warn", **more):
    return margin.Said(number, 0, 1, speaker, act, **more)


def test_labels_of_a_crowd_share_one_and_none_overlaps_the_next():
    starts = [(said(1), 0.0), (said(2), 0.0), (said(3), 23.0), (said(4, "Kim"), 30.0)]
    labels = margin.labels(starts, 80.0, 14.0)
    assert [label.ids for label in labels] == [(1, 2), (3, 4)]
    assert all(label.top + label.room <= following.top for label, following in pairwise(labels))


def test_a_shared_label_says_how_many_and_names_the_chosen_one():
    label = margin.labels([(said(1), 0.0), (said(2, "Kim", "deny"), 0.0)], 80.0, 14.0)[0]
    assert margin.words(label, None) == ("2 speakers", ["2 claims"])
    assert margin.words(label, 2) == ("Kim", ["denies · 2 of 2"])


def test_a_label_tells_of_other_outlets_and_of_a_dispute():
    label = margin.labels([(said(1, outlets=4, disputed=True), 0.0)], 80.0, 14.0)[0]
    assert margin.words(label, None) == ("Putin", ["warns", "≡ 4 outlets", "≠ disputed"])


def test_rules_of_claims_on_the_same_lines_stand_side_by_side():
    rules = margin.rules([(said(1), 0.0, 46.0), (said(2), 23.0, 46.0), (said(3), 60.0, 80.0)])
    assert [rule.lane for rule in rules] == [0, 1, 0]


def gap_under(pane, line):
    """Halfway between a seen line and the next one, in the viewport."""
    paper = pane.view._paper
    above, below = paper.rect_of(line), paper.rect_of(line + 1)
    return (above.bottom() + below.top()) / 2 - pane.view.verticalScrollBar().value()


def test_marks_are_painted_whatever_height_the_text_is_scrolled_to(pane):
    paper = pane.view._paper
    rects = [paper.rect_of(at) for at in range(len(paper.seen))]
    for top in range(int(rects[-1].bottom())):
        painted = {block.blockNumber() for block, _, _ in paper._blocks(top, top + 20)}
        assert painted >= {number for number, rect in zip(paper.seen, rects, strict=True) if rect.top() <= top + 20 and rect.bottom() >= top}


def test_words_dragged_into_a_gap_end_with_the_line_above(qtbot, pane):
    pane.whole.toggle()
    line = next(at for at, number in enumerate(pane.view._paper.seen) if pane.view.document().findBlockByNumber(number).text().startswith("Vladimir"))
    start = pane.view.rect_of(span("Vladimir")).topLeft().toPoint() + QPoint(1, 6)
    qtbot.mousePress(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    end = QPoint(start.x() + 800, round(gap_under(pane, line)))
    qtbot.mouseMove(pane.view.viewport(), end)
    qtbot.mouseRelease(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert pane.page.text[slice(*pane.view.marked())].startswith("Vladimir Putin signed")
    assert "\n" not in pane.page.text[slice(*pane.view.marked())]


def test_what_is_hidden_round_a_story_is_not_selected_with_it(qtbot, pane):
    qtbot.keyClick(pane.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    words = pane.page.text[slice(*pane.view.marked())]
    assert words.startswith("Russia and North Korea sign treaty")
    assert words.endswith("Yonhap reported.")


@pytest.mark.parametrize(("chosen", "whole"), [("nd weapo", "send weapons"), ("send weapons", "send weapons"), ("Ukraine, Yon", "Ukraine, Yonhap")])
def test_a_claim_is_made_of_whole_words(qtbot, pane, chosen, whole):
    pane.view.mark(span(chosen))
    qtbot.keyClick(pane.view, "c")
    assert queries.get_claim(pane.workspace.project, pane.workspace.selection.primary).text == whole


def test_a_script_without_spaces_stays_as_it_was_chosen():
    assert marking.whole_words("他说他不会来", (1, 3)) == (1, 3)
