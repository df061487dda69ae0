"""What a claim does (state, deny, demand, ...): the cue's verb decides where it can, else the content's own words, else the tagger."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from workbench import assets
from workbench.ingest.decode import FoundClaim

_SURE = 0.7  # probability from which the tagger is believed after a cue that says nothing of the act
_OURS = r"(?:we|i|it|they|he|she|their countries|the (?:two )?(?:countries|country|government)|[A-Z]\w+(?: and [A-Z]\w+(?: \w+)?)?)"
_READINGS = [(re.compile(pattern, re.IGNORECASE), act) for pattern, act in (
    (r"\breserves? the right\b|\b(?:is|are|was|were) (?:also |now |still )?(?:considering|weighing|looking (?:at|into)|thinking of)\b"
     r"|\b(?:will|would|does|do|did) not rule out\b|\bwould (?:examine|investigate|study|think about)\b"
     r"|\b(?:would|will) (?:also )?(?:consider|review|reconsider|re-?evaluate|weigh|look (?:at|into))\b", "consider"),
    (r"^(?:we|i|it|they|he|she) (?:could|may|might)\b", "consider"),
    (r"\b(?:we|i)(?: will|’ll|'ll| shall)\b.{0,80}\bunlikely to\b|\bif\b.{5,90}\b(?:we|it|they|moscow|there) (?:will|would|shall)\b"
     r"|\bwould be (?:a |an )?(?:big |grave |serious )?(?:mistake|error)\b"
     r"|\b(?:negative impact|(?:dire|serious) consequences|pay a (?:\w+ )?price)\b", "warn"),
    (r"\b(?:fabricat\w+|groundless|baseless|unfounded|untrue|hoax|no truth|nothing to do with|no evidence (?:for|of) (?:that|this|it)"
     r"|nothing to hide|nonsense|pure (?:fiction|fantasy|invention))\b|^(?:not so|rubbish|nonsense|never)\b|\b(?:do|does|did) not recogni[sz]e\b"
     r"|^(?:that|this|it) (?:is|was) (?:simply |just |plainly )?"
     r"(?:not true|an? (?:lie|misreading|misunderstanding|invention)|false|rubbish|nonsense)\b",
     "deny"),
    (r"^(?:no|not one|not a|none of|neither)\b(?=.{3,60}\b(?:was|were|is|are|has|have|had|did)\b)", "deny"),
    (r"\b(?:unacceptable|outrageous|barbaric|disgraceful|shameful|abhorrent|despicable|appalling|reckless)\b", "condemn"),
    (r"\b(?:appreciates?|appreciated|grateful|gratitude|thankful|applauds?)\b", "praise"),
    (r"(?<!we )(?<!i )\bmust(?: not)? (?!have\b)", "demand"),
    (r"\b(?:we|i)(?: will| shall|’ll|'ll| are going to)\b(?! have to)", "promise"))]
_BEFALLS = (r"destabili[sz]e|last|cost|mean|lead|cause|happen|harm|hurt|undermine|damage|make|go|come|need|become|seem|depend|fall|rise|grow|end|"
            r"lose|drop|reach|require|affect|worsen|suffer|die|take (?!part|action|measures|steps|all|every)")  # what nobody promises to do
_PLEDGE = re.compile(rf"^{_OURS} (?:will|would|shall)\b(?! (?:have to|not be able|be (?!able)|(?:also |only |never |not )?(?:{_BEFALLS})\b))")


@cache
def _verbs() -> dict[str, str]:
    return {verb: act for act, verbs in assets.words("cues")["acts"].items() for verb in verbs}


@cache
def lemma(word: str) -> str:
    """The verb of the cue lists that a word is a form of; the word itself if it is none."""
    listed = assets.words("cues")
    known = {*_verbs(), *listed["neutral"]}
    word = word.casefold()
    for form in (word, listed["irregular"].get(word, "")):
        if form in known:
            return str(form)
    return next((form for form in _forms(word) if form in known), word)


def _forms(word: str) -> Iterator[str]:
    """What the word may be a regular form of: denied, urges, criticised, begging."""
    for ending, instead in (("ied", "y"), ("ies", "y"), ("es", ""), ("ed", ""), ("ed", "e"), ("s", ""), ("ing", ""), ("ing", "e")):
        if word.endswith(ending):
            stem = word[:-len(ending)]
            yield stem + instead
            yield stem[:-1] if stem[-1:] == stem[-2:-1] else stem


def speech_act(cue: str, found: FoundClaim, content: str) -> str:
    words = cue.casefold().split()
    phrase = assets.words("cues")["phrases"].get(" ".join(words))
    if phrase:
        return str(phrase)
    acts = [_verbs()[verb] for verb in map(lemma, words) if verb in _verbs()]
    if acts:
        return acts[-1]
    if any(lemma(word) in assets.words("cues")["neutral"] for word in words):
        return _by_content(content) or (found.act if found.act_confidence >= _SURE else "state")
    if not words and (read := _by_content(content)):
        return read
    return "state" if content.endswith("?") and found.act in ("deny", "promise") else found.act


def _by_content(content: str) -> str:
    """After "said" the content may do the deed itself."""
    for pattern, act in _READINGS:
        if pattern.search(content):
            return act
    return "promise" if _PLEDGE.search(content) else ""
