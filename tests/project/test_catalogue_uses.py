"""Every text that the code asks for stands in the English catalogue and takes the values it is given."""

from __future__ import annotations

from string import Formatter

import pytest

from hlhdesk.wording import Catalogue
from tests.project.code_reading import asked_texts, terms

ENGLISH = Catalogue.load("en")
FORMATS = {"", "degrees", "short", "start", "time", "unit"}


def placeholders(template: str) -> set[str]:
    """The names of the values that a template says."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_the_code_asks_for_texts() -> None:
    assert len(list(asked_texts())) > 50, "the reader of the code finds what there is to check"


def test_every_text_that_is_asked_for_stands_in_the_catalogue() -> None:
    missing = {
        f"{asked.where} {asked.key.pattern}"
        for asked in asked_texts()
        if not any(asked.key.fullmatch(key) for key in ENGLISH.templates)
    }
    assert missing == set()


def test_every_text_is_given_the_values_that_it_says() -> None:
    wrong = {
        f"{asked.where} {key}: wants {sorted(placeholders(ENGLISH.templates[key]) - asked.values)}"
        for asked in asked_texts()
        if asked.values is not None
        for key in ENGLISH.templates
        if asked.key.pattern == asked.key.pattern.replace(".+", "") and asked.key.fullmatch(key)
        if placeholders(ENGLISH.templates[key]) - asked.values
    }
    assert wrong == set()


def test_every_word_of_a_closed_list_stands_in_the_catalogue() -> None:
    missing = {f"{where} {kind}.{name}" for where, kind, name in terms() if not ENGLISH.has(f"{kind}.{name}")}
    assert missing == set()


@pytest.mark.parametrize("key", sorted(ENGLISH.templates))
def test_every_template_can_be_read(key: str) -> None:
    template = ENGLISH.templates[key]
    assert isinstance(template, str), "a text, never a number"
    for _, name, spec, conversion in Formatter().parse(template):
        if name is not None:
            assert name.isidentifier(), f"{name!r} is not a name"
            assert conversion is None
            assert spec in FORMATS or (str(spec).startswith("plural:") and str(spec).count("|") == 1)
