"""Every sentence of the store and the service stands in the catalogue and is not blamed on the person."""

from __future__ import annotations

import re
from pathlib import Path

from hlhdesk.wording import Catalogue

ROOT = Path(__file__).resolve().parents[2]
KEY = re.compile(r'"((?:store|service)\.[a-z.-]+)"')
WORDS = Catalogue.load("en")


def asked() -> set[str]:
    files = [*(ROOT / "hlhdesk/store").glob("*.py"), *(ROOT / "hlhdesk/service").glob("*.py")]
    return {key for file in files for key in KEY.findall(file.read_text(encoding="utf-8"))}


def written() -> set[str]:
    return {key for key in WORDS.templates if key.startswith(("store.", "service."))}


def test_every_sentence_is_written_and_said() -> None:
    assert asked() == written()


def test_no_sentence_speaks_the_language_of_the_driver() -> None:
    for key in written():
        text = WORDS.templates[key].lower()
        assert not {"sqlite", "locked", "wal", "exception", "constraint", "transaction"} & set(
            re.findall("[a-z]+", text)
        )
