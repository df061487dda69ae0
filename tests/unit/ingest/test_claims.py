from __future__ import annotations

import pytest

from tests.unit.ingest.marked import at, claim, marked
from workbench.core.extraction import ReadClaim, ReadParty
from workbench.core.records import Span
from workbench.ingest.acts import lemma, speech_act
from workbench.ingest.cast import Cast
from workbench.ingest.claims import claims
from workbench.ingest.contents import trimmed
from workbench.ingest.decode import FoundClaim
from workbench.ingest.entities import cast
from workbench.ingest.parties import Parties
from workbench.ingest.quotations import quoted


class Read:
    """The claims of a text, in words."""

    def __init__(self, text: str, names: str, found: list[FoundClaim], values: dict[Span, tuple[str, str]] | None = None) -> None:
        story = marked(text, names, found)
        self.text, self.cast = text, cast(text, [story])
        self.claims: list[ReadClaim] = claims(story, Parties(self.cast), values or {})[0]

    def speakers(self, number: int = 0) -> list[str]:
        return [shown(self.cast, party) for party in self.claims[number].speakers]

    def vias(self, number: int = 0) -> list[str]:
        return [shown(self.cast, party) for party in self.claims[number].vias]

    def parts(self, number: int = 0) -> list[str]:
        return [self.text[slice(*part)] for part in self.claims[number].parts]


def shown(found: Cast, party: ReadParty) -> str:
    return party.name if party.entity is None else found.entries[party.entity].name


# Speakers


def test_pronoun_is_whoever_spoke_last() -> None:
    text = "Mr Okoro told Ann Lee that rain fell. He also warned of floods."
    read = Read(text, "PERSON Okoro; PERSON Ann Lee", [claim(text, "Mr Okoro", "told", "rain fell"), claim(text, "He", "warned of", "floods")])
    assert (read.speakers(0), read.speakers(1)) == (["Okoro"], ["Okoro"])


def test_pronoun_beside_the_cue_wins_over_a_name_far_away() -> None:
    text = "In a letter signed by Ann Lee, the Harbour Trust met. “Rain fell,” it said."
    read = Read(text, "PERSON Ann Lee; ORG Harbour Trust", [claim(text, "Ann Lee", "said", "Rain fell", quote="direct")])
    assert read.speakers() == ["Harbour Trust"]


def test_who_is_the_name_before_it() -> None:
    text = "The envoy, Georgy Zinoviev, who said threats were unacceptable, left."
    assert Read(text, "PERSON Georgy Zinoviev", [claim(text, "who", "said", "threats were unacceptable")]).speakers() == ["Georgy Zinoviev"]


def test_two_speakers_of_one_claim() -> None:
    text = "Antony Blinken and South Korea’s foreign ministry said the treaty was a threat."
    read = Read(text, "PERSON Antony Blinken", [claim(text, "Antony Blinken and South Korea’s foreign ministry", "said", "the treaty was a threat")])
    assert read.speakers() == ["Antony Blinken", "South Korean Foreign Ministry"]


def test_description_of_a_person_whom_the_text_describes_so() -> None:
    text = "Ukrainian President Volodymyr Zelensky spoke in Kyiv. Life must go on, the Ukrainian president said."
    read = Read(text, "PERSON Volodymyr Zelensky", [claim(text, "the Ukrainian president", "said", "Life must go on")])
    assert read.speakers() == ["Volodymyr Zelensky"]


def test_the_ministry_is_the_one_that_was_named() -> None:
    text = "The Russian defence ministry met. The ministry said drones fell."
    assert Read(text, "", [claim(text, "The ministry", "said", "drones fell")]).speakers() == ["Russian Defence Ministry"]


def test_institution_of_a_country_is_an_entity_though_no_name() -> None:
    text = "South Korea’s military said soldiers fired."
    read = Read(text, "", [claim(text, "South Korea’s military", "said", "soldiers fired")])
    assert read.speakers() == ["South Korean military"]


def test_government_of_a_country_is_the_country() -> None:
    text = "The Russian government said rain fell."
    assert Read(text, "", [claim(text, "The Russian government", "said", "rain fell")]).speakers() == ["Russia"]


def test_unnamed_speaker_keeps_the_words() -> None:
    text = "Some analysts believe an arms race is near."
    read = Read(text, "", [claim(text, "Some analysts", "believe", "an arms race is near")])
    assert (read.claims[0].speakers[0].entity, read.speakers()) == (None, ["Some analysts"])


def test_somebody_who_belongs_to_a_person_is_not_that_person() -> None:
    text = "Ann Lee’s lawyers said rain fell."
    assert Read(text, "PERSON Ann Lee", [claim(text, "Ann Lee’s lawyers", "said", "rain fell")]).speakers() == ["Ann Lee’s lawyers"]


def test_title_runs_on_into_the_name() -> None:
    text = "Mr Bailey denied the charge."
    assert Read(text, "PERSON Bailey", [claim(text, "Mr", "denied", "the charge", act="deny")]).speakers() == ["Bailey"]


def test_subject_of_what_is_said_is_no_speaker() -> None:
    text = "Ann Lee spoke of floods. Bob Ray said they had passed."
    assert Read(text, "PERSON Ann Lee; PERSON Bob Ray", [claim(text, "Bob Ray", "said", "they had passed")]).speakers() == ["Bob Ray"]


def test_body_behind_the_description_is_the_speaker() -> None:
    text = "The regulator, Ofwat, said rain fell."
    assert Read(text, "ORG Ofwat", [claim(text, "The regulator", "said", "rain fell")]).speakers() == ["Ofwat"]


def test_name_behind_the_description_is_the_speaker() -> None:
    text = "A Kremlin aide, Arseny Malkin, told reporters that duties follow."
    assert Read(text, "PERSON Arseny Malkin", [claim(text, "A Kremlin aide", "told", "duties follow")]).speakers() == ["Arseny Malkin"]


def test_speaker_that_the_tagger_did_not_tie_is_found_beside_the_cue() -> None:
    text = "Allies debate arms, CNN reported on Monday."
    assert Read(text, "ORG CNN", [claim(text, "", "reported", "Allies debate arms")]).speakers() == ["CNN"]


def test_quotation_alone_in_a_paragraph_is_carried_over() -> None:
    text = "“It is concerning,” Matthew Miller said.\n“It might violate resolutions.”"
    read = Read(text, "PERSON Matthew Miller", [claim(text, "Matthew Miller", "said", "It is concerning", quote="direct"),
                                                claim(text, "", "", "It might violate resolutions", quote="direct")])
    assert read.speakers(1) == ["Matthew Miller"]
    assert read.claims[1].speakers[0].span is None


def test_label_of_a_turn_names_the_speaker() -> None:
    text = "MS HOLLOWAY: We do not comment on the words of an elected leader."
    read = Read(text, "PERSON HOLLOWAY", [claim(text, "", "", "We do not comment on the words of an elected leader", quote="unmarked")])
    assert read.speakers() == ["Holloway"]


# Who passed it on


def test_agency_that_passed_it_on_is_no_speaker() -> None:
    text = "Air defences downed 70 drones, the Russian defence ministry claimed via the RIA news agency."
    read = Read(text, "ORG RIA", [claim(text, "the Russian defence ministry", "claimed", "Air defences downed 70 drones")])
    assert (read.speakers(), read.vias()) == (["Russian Defence Ministry"], ["RIA"])


def test_attribution_without_content_passes_on_the_claim_before_it() -> None:
    text = "He urged Russia to “act responsibly”, according to the Harbour Trust."
    read = Read(text, "ORG Harbour Trust", [claim(text, "He", "urged", "Russia to “act responsibly", act="demand"),
                                            claim(text, "the Harbour Trust", "according to")])
    assert [len(read.claims), read.vias()] == [1, ["Harbour Trust"]]


def test_attribution_before_another_claim_does_not_pass_it_on() -> None:
    text = "The Harbour Trust reported explosions, but Ann Lee said rain fell."
    found = [claim(text, "The Harbour Trust", "reported"), claim(text, "Ann Lee", "said", "rain fell")]
    read = Read(text, "ORG Harbour Trust; PERSON Ann Lee", found)
    assert read.vias() == []


def test_newspaper_that_was_told_is_a_via_and_a_ministry_is_not() -> None:
    text = "Ann Lee told Reuters that rain fell. Bob Ray told the Harbour Ministry that snow fell."
    read = Read(text, "PERSON Ann Lee; ORG Reuters; PERSON Bob Ray; ORG Harbour Ministry",
                [claim(text, "Ann Lee", "told", "rain fell"), claim(text, "Bob Ray", "told Reuters"[:4], "snow fell")])
    assert read.vias(0) == ["Reuters"]


def test_according_to_a_spokesman_names_no_channel() -> None:
    text = "Talks are possible, according to Kremlin spokesman Dmitry Peskov."
    read = Read(text, "PERSON Dmitry Peskov; ORG Kremlin", [claim(text, "Kremlin spokesman Dmitry Peskov", "according to", "Talks are possible")])
    assert (read.speakers(), read.vias()) == (["Dmitry Peskov"], [])


# Content


@pytest.mark.parametrize(("words", "content"), [
    ("that rain fell.", "rain fell"), ("“Rain fell”,", "Rain fell"), (" rain fell in the U.S.", "rain fell in the U.S."),
    ("That is absurd.", "That is absurd"), ("“Rain” fell”", "“Rain” fell")])
def test_content_is_trimmed(words: str, content: str) -> None:
    assert words[slice(*trimmed(words, (0, len(words))))] == content


@pytest.mark.parametrize(("words", "content"), [("said Anna Vogt’s remarks were wrong", "Anna Vogt’s remarks were wrong"),
                                                ("said the minister's remarks were wrong", "minister's remarks were wrong")])
def test_content_begins_with_the_owner_of_a_possessive(words: str, content: str) -> None:
    start = words.index("s remarks") - 1
    assert words[slice(*trimmed(words, (start, len(words))))] == content


def test_content_runs_on_to_the_end_of_its_clause() -> None:
    text = "South Korea says it could supply arms to Ukraine after Russia signs deal."
    read = Read(text, "", [claim(text, "South Korea", "says", "it could supply arms to Ukraine")])
    assert read.parts() == ["it could supply arms to Ukraine after Russia signs deal"]


def test_content_stops_before_the_next_attribution() -> None:
    text = "He said rain fell and warned of floods, adding that snow was near."
    read = Read(text, "", [claim(text, "He", "said", "rain fell"), claim(text, "", "adding", "snow was near")])
    assert (read.parts(0), read.parts(1)) == (["rain fell"], ["snow was near"])


def test_parts_around_the_attribution_stay_two() -> None:
    text = "“The work,” he said, “must be completed before winter.”"
    read = Read(text, "", [claim(text, "he", "said", "The work", "must be completed before winter", quote="direct")])
    assert (read.parts(), read.claims[0].quote) == (["The work", "must be completed before winter"], "direct")


def test_claim_does_not_run_over_a_paragraph_end() -> None:
    text = "Author warns the West: ‘War is coming to you’\nA junkyard of burnt cars."
    read = Read(text, "", [claim(text, "Author", "warns", "War is coming to you", "A junkyard of burnt cars", act="warn")])
    assert read.parts() == ["War is coming to you"]


def test_words_that_nobody_is_named_for_are_no_claim() -> None:
    text = "Concern over Putin’s potential weapon supply."
    assert Read(text, "", [claim(text, "", "", "Putin’s potential weapon supply")]).claims == []


def test_unsure_finding_is_dropped() -> None:
    text = "She said rain fell."
    assert Read(text, "", [claim(text, "She", "said", "rain fell", confidence=0.5)]).claims == []


@pytest.mark.parametrize(("text", "content", "quote"), [
    ("He said: “Rain fell.”", "Rain fell", "direct"), ("He said rain “fell hard” today.", "rain “fell hard” today", "mixed"),
    ("He said rain fell.", "rain fell", "indirect"), ("I saw rain fall,” he said.", "I saw rain fall", "direct")])
def test_marks_decide_the_kind_of_quotation(text: str, content: str, quote: str) -> None:
    assert Read(text, "", [claim(text, "e", "said", content)]).claims[0].quote == quote


def test_apostrophes_are_no_quotation_marks() -> None:
    text = "‘Putin can’t end Russia’s war,’ he said. The workers’ union didn’t."
    assert [text[slice(*span)] for span in quoted(text, 0, len(text))] == ["Putin can’t end Russia’s war,"]


# Acts and dates


@pytest.mark.parametrize(("cue", "content", "act"), [
    ("has denied", "it", "deny"), ("urged", "Russia to stop", "demand"), ("called for", "action", "demand"), ("warning", "of floods", "warn"),
    ("said", "Seoul would review the possibility", "consider"), ("said", "the cases were fabricated", "deny"), ("told", "rain fell", "state"),
    ("said", "Life must be preserved", "demand"), ("said", "the countries will also expand trade", "promise")])
def test_act_is_the_cue_s_and_after_a_neutral_cue_the_content_s(cue: str, content: str, act: str) -> None:
    found = FoundClaim(None, (0, 1), ((0, 1),), "accuse", "indirect", 0.9, 0.3)
    assert speech_act(cue, found, content) == act


def test_tagger_is_believed_after_a_neutral_cue_when_it_is_sure() -> None:
    assert speech_act("said", FoundClaim(None, (0, 1), ((0, 1),), "accuse", "indirect", 0.9, 0.99), "they had lied") == "accuse"


@pytest.mark.parametrize(("form", "verb"), [("denied", "deny"), ("urges", "urge"), ("criticised", "criticise"), ("begging", "beg"), ("vowed", "vow")])
def test_forms_of_verbs(form: str, verb: str) -> None:
    assert lemma(form) == verb


def test_date_beside_the_cue_is_when_it_was_said_and_one_in_the_content_what_it_is_about() -> None:
    text = "Chang Ho-jin said on Thursday that Seoul signed on 3 June."
    values = {at(text, "Thursday"): ("2024-06-20", ""), at(text, "3 June"): ("2024-06-03", "")}
    [read] = Read(text, "PERSON Chang Ho-jin", [claim(text, "Chang Ho-jin", "said", "Seoul signed on 3 June")], values).claims
    assert (read.said_from, read.said_to, read.about_from, read.about_to) == ("2024-06-20", "2024-06-20", "2024-06-03", "2024-06-03")
    assert dict(read.evidence) == {"said": at(text, "Thursday"), "about": at(text, "3 June")}


def test_date_of_another_clause_is_not_when_it_was_said() -> None:
    text = "Putin, president since March 2000, said rain fell."
    values = {at(text, "March 2000"): ("2000-03", "")}
    [read] = Read(text, "PERSON Putin", [claim(text, "Putin", "said", "rain fell")], values).claims
    assert read.said_from == ""


# Speakers without a name, and whole phrases


@pytest.mark.parametrize(("text", "names", "speaker", "cue", "content", "wanted"), [
    ("The ferry sank, a Kremlin spokesman said.", "ORG Kremlin", "a Kremlin spokesman", "said", "The ferry sank", "Kremlin"),
    ("A spokeswoman for Blue Rail denied a strike.", "ORG Blue Rail", "A spokeswoman for Blue Rail", "denied", "a strike", "Blue Rail"),
    ("The World Bank, which lent much, admitted the data are poor.", "ORG World Bank", "World", "admitted", "the data are poor", "World Bank"),
    ("A firefighter who did not want to be named said foam ran out.", "", "firefighter who did", "said", "foam ran out", "firefighter"),
    ("A person briefed on the schedule said it would slip.", "", "person briefed", "said", "it would slip", "person briefed on the schedule"),
    ("“We have a road,” said a shepherd in the village.", "", "", "said", "We have a road", "shepherd in the village")])
def test_whoever_speaks_without_a_name(text: str, names: str, speaker: str, cue: str, content: str, wanted: str) -> None:
    assert Read(text, names, [claim(text, speaker, cue, content)]).speakers() == [wanted]


def test_a_phrase_keeps_its_words_and_is_called_without_its_article() -> None:
    text = "The storm has passed, a harbour master said."
    [speaker] = Read(text, "", [claim(text, "a harbour master", "said", "The storm has passed")]).claims[0].speakers
    assert (text[slice(*speaker.span or (0, 0))], speaker.name) == ("a harbour master", "harbour master")


def test_a_pronoun_keeps_its_place_and_takes_the_name_of_whom_it_means() -> None:
    text = "A shepherd said the well was dry. He blamed the mine."
    read = Read(text, "", [claim(text, "A shepherd", "said", "the well was dry"), claim(text, "He", "blamed", "the mine")])
    [speaker] = read.claims[1].speakers
    assert (text[slice(*speaker.span or (0, 0))], speaker.name) == ("He", "shepherd")


def test_both_of_a_joint_statement() -> None:
    text = "Peru and Chile called on Brazil to wait."
    assert Read(text, "GPE Peru; GPE Chile; GPE Brazil", [claim(text, "Chile", "called on", "Brazil to wait")]).speakers() == ["Peru", "Chile"]


def test_no_university_is_the_company() -> None:
    text = "Halvor Bio Ltd paid. The University of Kumasi helped. The company expects approval this year."
    read = Read(text, "ORG Halvor Bio Ltd; ORG University of Kumasi", [claim(text, "The company", "expects", "approval this year")])
    assert read.speakers() == ["Halvor Bio Ltd"]


def test_a_quotation_as_headline_is_of_whoever_says_it_below() -> None:
    text = "# ‘They sold us the sea’\nBob Reed waited. “They sold us the sea,” Ann Lee said."
    found = [claim(text, "", "", "They sold us the sea", quote="direct"),
             FoundClaim(at(text, "Ann Lee"), at(text, "said"), (at(text, "They sold us the sea", 1),), "state", "direct", .95)]
    assert Read(text, "PERSON Bob Reed; PERSON Ann Lee", found).speakers() == ["Ann Lee"]


def test_what_stands_right_before_a_pledge_is_who_pledged() -> None:
    text = "Under the new treaty, Peru and Chile pledged to help each other."
    read = Read(text, "GPE Peru; GPE Chile", [claim(text, "", "pledged", "Under the new treaty, Peru and Chile")])
    assert (read.speakers(), read.parts()) == (["Peru", "Chile"], ["to help each other"])


def test_a_report_between_cue_and_content_hands_it_on() -> None:
    text = "Mr Reed’s warning followed a Yonhap news report indicating that Seoul would send arms."
    read = Read(text, "PERSON Reed; ORG Yonhap; GPE Seoul", [claim(text, "Mr Reed", "warning", "Seoul would send arms")])
    assert read.speakers() == ["Yonhap"]


@pytest.mark.parametrize(("content", "act"), [("It would destabilize the peninsula", "state"), ("It would send more ships", "promise"),
                                              ("I do not recognise that figure", "deny"), ("We will not rule out a deal", "consider")])
def test_content_that_does_the_deed_itself(content: str, act: str) -> None:
    assert speech_act("said", claim(f"He said {content}", "He", "said", content), content) == act


@pytest.mark.parametrize(("text", "part", "wanted"), [
    ("He called the blockade “blackmail”.", "the blockade “blackmail", "the blockade “blackmail”"),
    ("She said “not one tree” had fallen.", "“not one tree” had fallen", "“not one tree” had fallen"),
    ("“It rains,” he said.", "“It rains,”", "It rains"),
    ('They were "time-limited".', 'were "time-limited', 'were "time-limited"')])
def test_only_the_outermost_marks_stay_outside_a_content(text: str, part: str, wanted: str) -> None:
    assert text[slice(*trimmed(text, at(text, part)))] == wanted


@pytest.mark.parametrize(("text", "names", "found", "wanted"), [
    ("Beijing dismisses the tale.", "", ("Beijing", "dismisses", "the tale"), "China"),
    ("Brussels says the list is long.", "", ("Brussels", "says", "the list is long"), "European Union"),
    ("His mother, who is 91, considers the machines rude.", "", ("", "considers", "the machines rude"), "mother"),
    ("A draft of the final text speaks of deep concern.", "", ("", "speaks of", "deep concern"), "draft of the final text"),
    ("The railway first blamed the frost.", "", ("The railway first", "blamed", "the frost"), "railway"),
    ("The owners’ association ALPA considers it a theft.", "ORG ALPA", ("The owners’ association", "considers", "it a theft"), "ALPA")])
def test_who_a_phrase_before_the_cue_is(text: str, names: str, found: tuple[str, str, str], wanted: str) -> None:
    assert Read(text, names, [claim(text, *found)]).speakers() == [wanted]


def test_what_a_verb_is_about_is_not_its_speaker() -> None:
    text = "Peru built a road. Ann Lee denies it."
    assert Read(text, "GPE Peru; PERSON Ann Lee", [claim(text, "Ann Lee", "denies", "it")]).speakers() == ["Ann Lee"]


@pytest.mark.parametrize("content", ["Not one sack was withheld", "Neither of them is true"])
def test_whatever_is_said_of_nothing_is_denied(content: str) -> None:
    assert speech_act("said", claim(f"He said {content}", "He", "said", content), content) == "deny"


def test_the_name_before_a_headlines_colon_speaks() -> None:
    text = "#Caracas answers: ‘We will not move’\nAnn Lee said that the ships would not move."
    below = claim(text, "Ann Lee", "said", "the ships would not move")
    assert Read(text, "PERSON Ann Lee", [claim(text, "", "", "We will not move", quote="direct"), below]).speakers() == ["Venezuela"]


def test_whoever_belongs_to_somebody_is_called_by_him() -> None:
    text = "Nuno Duarte said the deal was off. His agent denied a dispute."
    read = Read(text, "PERSON Nuno Duarte", [claim(text, "Nuno Duarte", "said", "the deal was off"), claim(text, "His agent", "denied", "a dispute")])
    assert read.speakers(1) == ["Nuno Duarte’s agent"]
