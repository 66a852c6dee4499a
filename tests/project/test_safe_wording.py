"""What a sentence of this program must never say, whatever the language of the code around it."""

from __future__ import annotations

import re

import pytest

from hlhdesk.wording import Catalogue

ENGLISH = Catalogue.load("en").templates
NEVER = {
    r"\bno (fever )?relapse": "it says what was observed, never that there was no relapse",
    r"\brelapse of (the )?(disease|HLH)": "a fever relapse is a temperature event",
    r"\bHLH (has )?(relapsed|returned)": "the disease is back only as a reactivation, which has criteria",
    r"\b(you should|must|please) (give|start|stop|increase|reduce|raise|lower)\b": "it never prescribes",
    r"\b(recommended dose|prescribe)\b": "it never prescribes",
    r"\b(diagnosis is|has HLH|is cured)\b": "it never diagnoses",
    r"\b(afebrile|fever-free|all clear)\b": "nobody is called free of fever; what was observed is said",
}


@pytest.mark.parametrize(("words", "why"), NEVER.items(), ids=NEVER.values())
def test_no_sentence_says(words: str, why: str) -> None:
    found = {key: text for key, text in ENGLISH.items() if re.search(words, text, re.IGNORECASE)}
    assert found == {}, why


def test_the_words_are_found_when_somebody_writes_them() -> None:
    written = [
        "No relapse since 6 Mar.",
        "HLH has returned.",
        "Please increase ruxolitinib.",
        "The child is afebrile.",
    ]
    for sentence in written:
        assert any(re.search(words, sentence, re.IGNORECASE) for words in NEVER), sentence


def test_a_fever_relapse_is_never_called_a_reactivation() -> None:
    relapse = {key: text for key, text in ENGLISH.items() if key.startswith("fever.")}
    assert relapse
    assert {key for key, text in relapse.items() if "reactivation" in text.lower()} == set()


def test_absence_is_said_as_what_was_observed() -> None:
    sentence = ENGLISH["temperature.none-observed"]
    for part in ("{limit", "{count", "{since", "{last"):
        assert part in sentence
