"""A claim written by hand, from a file with Windows line ends and emoji: what is stored are the words that were marked, to the letter."""
from __future__ import annotations

import time

from tests.journeys.conftest import File
from tests.journeys.screen import until
from workbench import cli
from workbench.storage import queries

TEXT = ("Harbour talks 🚢🇳🇴 resume\r\nOslo Evening Post, 3 May 2023\r\n\r\n"
        "“We shall open the port 👍🏽 before winter,” port director Ingrid Ås told reporters on Tuesday.\r\n\r\n"
        "The dockers’ union 🧑‍🔧 was sceptical of the plan. Its leader, Per Holm, stayed away.\r\n")
CONTENT, SPEAKER, CUE = "The dockers’ union 🧑‍🔧 was sceptical of the plan", "Per Holm", "was sceptical"


class Story(File):
    def mine(self):
        return [claim for claim in self.ask(queries.list_claims) if claim.origin == "analyst"]

    def text(self):
        return self.ask(queries.get_source, 1).text


def test_a_claim_by_hand_from_a_text_with_emoji_and_windows_line_ends(seeing, tmp_path):
    page, story = tmp_path / "harbour.txt", Story(tmp_path / "harbour.workbench")
    page.write_bytes(TEXT.encode("utf-8"))
    assert cli.main(["import", str(story.path), str(page)]) == 0
    with seeing.program(str(story.path)) as program:
        seeing.maximise(seeing.window("harbour"))
        seeing.ask("words", name="Text", text=CONTENT, seconds=60)
        by_mouse(seeing, story)
        by_typing(seeing, story)
        seeing.key("ctrl+q")
        assert program.wait(30) == 0


def by_mouse(seeing, story):
    """Words are drawn over, a letter says what they are."""
    seeing.choose_words(CONTENT)
    seeing.picture("40-words-chosen")
    seeing.key("c")
    until(lambda: len(story.mine()) == 1, 20, "the claim")
    seeing.choose_words(SPEAKER)
    seeing.key("s")
    seeing.choose_words(CUE)
    seeing.key("q")
    until(lambda: [(claim.text, claim.speaker, claim.cue_text) for claim in story.mine()] == [(CONTENT, SPEAKER, CUE)], 20, "speaker and cue")
    seeing.picture("41-claim-by-hand")
    [claim] = story.mine()
    assert story.text()[claim.start:claim.end] == CONTENT


def by_typing(seeing, story):
    """The form under the text: no mouse, words are looked up in the story."""
    seeing.key("Escape", "w")
    time.sleep(0.5)
    for words in ("Ingrid", "told", "We shall .. winter", "promise"):
        seeing.type(words)
        seeing.key("Tab")
    seeing.type("Tuesday")
    seeing.picture("42-claim-typed")
    seeing.key("Return")
    until(lambda: len(story.mine()) == 2, 20, "the second claim")
    claim = next(claim for claim in story.mine() if claim.speech_act == "promise")
    assert claim.text == "We shall open the port 👍🏽 before winter"
    assert (claim.cue_text, claim.said_from) == ("told", "2023-05-02")
    seeing.picture("43-both-claims")
