from __future__ import annotations

import pytest

from tests.unit.ingest.marked import at, claim, marked, telling
from workbench.core.extraction import ReadParty, ReadTelling
from workbench.core.records import Span
from workbench.ingest.cast import Cast
from workbench.ingest.claims import claims
from workbench.ingest.decode import FoundClaim, FoundTelling
from workbench.ingest.entities import cast
from workbench.ingest.events import tellings
from workbench.ingest.parties import Parties


def read(text: str, names: str, *found: FoundTelling, said: list[FoundClaim] | None = None,
         dates: dict[str, str] | None = None) -> tuple[Cast, list[ReadTelling]]:
    story = marked(text, names, said, list(found))
    values: dict[Span, tuple[str, str]] = {at(text, words): (value, "") for words, value in (dates or {}).items()}
    who = cast(text, [story])
    parties = Parties(who)
    of_story, talk = claims(story, parties, values)
    return who, tellings(story, parties, talk, values, of_story)


def shown(who: Cast, parties: tuple[ReadParty, ...]) -> list[str]:
    return [who.entries[party.entity].name if party.entity is not None else who.text[slice(*(party.span or (0, 0)))] for party in parties]


def test_actor_and_recipient_are_entities() -> None:
    text = "South Korea’s foreign ministry summoned the Russian ambassador."
    who, [summons] = read(text, "", telling(text, "summoned", "CONSULT", actor="foreign ministry", recipient="Russian ambassador"))
    assert (shown(who, summons.actors), shown(who, summons.recipients)) == (["South Korean Foreign Ministry"], ["Russia"])


def test_joint_act_has_the_second_named_as_recipient() -> None:
    text = "Russia and North Korea signed a pact."
    who, [pact] = read(text, "", telling(text, "signed", "AGREE", actor="Russia and North Korea"))
    assert (shown(who, pact.actors), shown(who, pact.recipients)) == (["Russia"], ["North Korea"])


def test_visit_is_to_the_country_it_went_to() -> None:
    text = "Putin visited Vietnam."
    who, [visit] = read(text, "PERSON Putin", telling(text, "visited", "CONSULT", actor="Putin", place="Vietnam"))
    assert shown(who, visit.recipients) == ["Vietnam"]
    assert visit.place == ReadParty(visit.recipients[0].entity, at(text, "Vietnam"))


def test_whoever_accuses_in_a_claim_is_the_actor() -> None:
    text = "Ann Lee spoke. She accused Kenya of piracy."
    who, [accusing] = read(text, "PERSON Ann Lee", telling(text, "accused", "ACCUSE", recipient="Kenya"),
                           said=[claim(text, "She", "accused", "Kenya of piracy", act="accuse")])
    assert shown(who, accusing.actors) == ["Ann Lee"]


def test_nobody_acts_on_himself() -> None:
    text = "Kenya fought Kenyan rebels."
    _, [fight] = read(text, "", telling(text, "fought", "ASSAULT", actor="Kenya", recipient="Kenyan rebels"))
    assert fight.recipients == ()


def test_date_is_the_slot_s_and_else_the_only_one_of_the_sentence() -> None:
    text = "On Friday troops fired. Rebels fled."
    _, [fired, fled] = read(text, "DATE Friday", telling(text, "fired", "ASSAULT"), telling(text, "fled", "RETREAT"), dates={"Friday": "2024-06-21"})
    assert (fired.date, fired.date_span, fled.date) == ("2024-06-21", at(text, "Friday"), "")


def test_date_of_a_later_act_is_not_borrowed() -> None:
    text = "Seoul summoned the envoy over a pact signed this week."
    _, [summoned, signed] = read(text, "", telling(text, "summoned", "CONSULT"), telling(text, "signed", "AGREE", date="this week"),
                                 dates={"this week": "2024-06-17/2024-06-23"})
    assert (summoned.date, signed.date) == ("", "2024-06-17/2024-06-23")


def test_span_and_summary_run_from_the_first_to_the_last_slot() -> None:
    text = "Overnight, Russia\u00a0downed 70 drones over Crimea, it said."
    _, [downed] = read(text, "", telling(text, "downed", "ASSAULT", actor="Russia", recipient="70 drones", place="Crimea"))
    assert downed.span == (at(text, "Russia")[0], at(text, "Crimea")[1])
    assert downed.summary == "Russia downed 70 drones over Crimea"


def test_long_phrase_without_a_name_is_no_party() -> None:
    text = "Something very long that nobody could ever call a name fell."
    _, [fell] = read(text, "", telling(text, "fell", "OCCUR", recipient="Something very long that nobody could ever call a name"))
    assert fell.recipients == ()


def test_one_act_in_several_words_is_told_once() -> None:
    text = "South Korean troops fired shots to repel North Korean soldiers. They fired again at North Korean soldiers."
    slots = {"actor": "South Korean troops", "recipient": "North Korean soldiers"}
    who, found = read(text, "", telling(text, "fired", "ASSAULT", **slots), telling(text, "repel", "COERCE", **slots))
    assert [(shown(who, one.actors), shown(who, one.recipients)) for one in found] == [(["South Korea"], ["North Korea"])]


@pytest.mark.parametrize(("text", "modality"), [
    ("Kenya may arm Uganda.", "possible"), ("Kenya will arm Uganda.", "planned"), ("Kenya did not arm Uganda.", "denied"),
    ("Kenya did arm Uganda.", "happened")])
def test_word_before_the_trigger_tells_what_has_not_happened(text: str, modality: str) -> None:
    assert read(text, "", telling(text, "arm", "AID"))[1][0].modality == modality


def test_us_is_a_country_and_no_pronoun() -> None:
    text = "Moscow wants talks with the US on arms."
    who, [talks] = read(text, "", telling(text, "talks", "CONSULT", actor="Moscow", recipient="US"))
    assert shown(who, talks.recipients) == ["United States"]


def test_two_who_do_it_to_each_other_are_doer_and_recipient() -> None:
    text = "Russia and Japan blamed each other."
    who, [blamed] = read(text, "", telling(text, "blamed", "ACCUSE", actor="Russia and Japan", recipient="each other"))
    assert (shown(who, blamed.actors), shown(who, blamed.recipients)) == (["Russia"], ["Japan"])


def test_things_are_no_parties() -> None:
    text = "Rebels struck energy targets. Troops shelled villagers."
    who, [struck, shelled] = read(text, "", telling(text, "struck", "ASSAULT", actor="Rebels", recipient="energy targets"),
                                  telling(text, "shelled", "ASSAULT", actor="Troops", recipient="villagers"))
    assert (shown(who, struck.actors), struck.recipients, shown(who, shelled.recipients)) == (["Rebels"], (), ["villagers"])


def test_he_who_accuses_him_is_somebody_else() -> None:
    text = "Idris Fenn spoke. Ada Yurdakul accused him of fraud."
    who, [accusing] = read(text, "PERSON Idris Fenn; PERSON Ada Yurdakul", telling(text, "accused", "ACCUSE", actor="Ada Yurdakul", recipient="him"))
    assert shown(who, accusing.recipients) == ["Idris Fenn"]


def test_name_right_behind_the_trigger_is_the_recipient() -> None:
    text = "It condemned the invasion of Ukraine."
    who, [invasion] = read(text, "", telling(text, "invasion", "ASSAULT"))
    assert shown(who, invasion.recipients) == ["Ukraine"]


def test_whoever_told_of_it_afterwards_did_not_do_it() -> None:
    text = "Diplomats were expelled, NATO said."
    _, [expelled] = read(text, "ORG NATO", telling(text, "expelled", "SANCTION", actor="NATO", recipient="Diplomats"),
                         said=[claim(text, "NATO", "said", "Diplomats were expelled")])
    assert expelled.actors == ()


def test_headline_in_the_present_is_news_of_the_day() -> None:
    text = "# Seoul summons the envoy\nHe left."
    _, [summons, left] = read(text, "", telling(text, "summons", "CONSULT", actor="Seoul", recipient="envoy"),
                              telling(text, "left", "OCCUR", actor="He"))
    assert (summons.date, summons.date_span, left.date) == ("2024-06-20/2024-06-21", None, "")


def test_summary_is_a_clause_with_its_doer() -> None:
    text = "Russia may arm North Korea after he signed a pact with Kim Jong-un, Ann Lee said of Vladimir Putin."
    _, [signed] = read(text, "PERSON Kim Jong-un; PERSON Ann Lee; PERSON Vladimir Putin",
                       telling(text, "signed", "AGREE", actor="Vladimir Putin", recipient="Kim Jong-un"))
    assert signed.summary == "Vladimir Putin signed a pact with Kim Jong-un"


def test_summary_of_a_noun_says_whose_it_is() -> None:
    text = "Putin spoke again after a visit to North Korea this week."
    _, [visit] = read(text, "PERSON Putin", telling(text, "visit", "CONSULT", actor="Putin", recipient="North Korea"))
    assert visit.summary == "Putin’s visit to North Korea"


def test_one_act_is_told_once_a_sentence() -> None:
    text = "Putin arrived in Kenya for a visit. Putin left Kenya."
    _, found = read(text, "PERSON Putin", telling(text, "arrived", "CONSULT", actor="Putin", recipient="Kenya"),
                    telling(text, "visit", "CONSULT", actor="Putin"))
    assert [text[slice(*one.trigger)] for one in found] == ["arrived"]


def test_a_town_is_not_who_did_it() -> None:
    text = "Ann Lee, from Leeds but who moved, paid Kenya."
    _, [paid] = read(text, "PERSON Ann Lee; GPE Leeds", telling(text, "paid", "AID", actor="Leeds but who", recipient="Kenya"))
    assert paid.actors == ()


def test_whoever_stands_before_a_passive_suffers_it() -> None:
    text = "Ann Lee was arrested at the border by the Kenyan police."
    who, [arrest] = read(text, "PERSON Ann Lee", telling(text, "arrested", "COERCE", actor="Ann Lee"))
    assert (shown(who, arrest.actors), shown(who, arrest.recipients)) == (["Kenya"], ["Ann Lee"])


def test_headline_without_its_auxiliary_is_passive() -> None:
    text = "# Rebels ambushed in Mali"
    who, [ambush] = read(text, "", telling(text, "ambushed", "ASSAULT", actor="Rebels", recipient="Rebels"))
    assert (shown(who, ambush.actors), shown(who, ambush.recipients)) == ([], ["Rebels"])


@pytest.mark.parametrize(("text", "trigger", "action", "whom"), [
    ("Kenya held talks with Iran.", "talks", "CONSULT", ["Iran"]),
    ("Kenya sold wheat worth millions to Iran.", "sold", "COOPERATE", ["Iran"]),
    ("Kenya condemned Iran’s Quds Force.", "condemned", "ACCUSE", ["Quds Force"]),
    ("Kenya celebrated and Iran sulked.", "celebrated", "SUPPORT", []),
    ("Kenya rejoiced with fires in Iran.", "rejoiced", "OCCUR", [])])
def test_words_behind_the_trigger_say_whom_it_reaches(text: str, trigger: str, action: str, whom: list[str]) -> None:
    who, [told] = read(text, "ORG Quds Force" if "Quds" in text else "", telling(text, trigger, action, actor="Kenya"))
    assert shown(who, told.recipients) == whom


def test_of_two_in_one_phrase_the_second_is_whom_though_both_roles_have_it() -> None:
    text = "a pact signed by Russia and North Korea"
    who, [pact] = read(text, "", telling(text, "signed", "AGREE", actor="Russia and North Korea", recipient="Russia and North Korea"))
    assert (shown(who, pact.actors), shown(who, pact.recipients)) == (["Russia"], ["North Korea"])


@pytest.mark.parametrize(("cue", "content", "act", "action"), [
    ("denounced", "Iran’s plan", "condemn", "ACCUSE"), ("urged", "Iran to stop", "demand", "REQUEST"),
    ("praised", "Iran for its help", "praise", "SUPPORT"), ("warned", "Iran against delay", "warn", "THREATEN"),
    ("denied", "Iran’s account", "deny", "REJECT")])
def test_a_claim_that_does_something_to_somebody_is_a_telling(cue: str, content: str, act: str, action: str) -> None:
    text = f"Ann Lee {cue} {content}."
    who, [deed] = read(text, "PERSON Ann Lee", said=[claim(text, "Ann Lee", cue, content, act=act)])
    assert (deed.action, shown(who, deed.actors), shown(who, deed.recipients)) == (action, ["Ann Lee"], ["Iran"])


@pytest.mark.parametrize(("cue", "content", "act"), [("said", "Iran must stop", "demand"), ("demanded", "an answer to all that Iran did", "demand")])
def test_what_is_said_to_nobody_in_particular_is_no_telling(cue: str, content: str, act: str) -> None:
    text = f"Ann Lee {cue} {content}."
    assert read(text, "PERSON Ann Lee", said=[claim(text, "Ann Lee", cue, content, act=act)])[1] == []


def test_a_cue_does_what_its_claim_does() -> None:
    text = "Ann Lee called Kenya a friend."
    _, [called] = read(text, "PERSON Ann Lee", telling(text, "called", "ACCUSE", recipient="Kenya"),
                       said=[claim(text, "Ann Lee", "called", "Kenya a friend", act="praise")])
    assert called.action == "SUPPORT"
