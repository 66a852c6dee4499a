"""The documents are true: what they link to and the tests that they name exist."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.project.code_reading import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?://)([^)#\s]+)")
ANCHOR = re.compile(r"\]\(([^)#\s]*)#([^)\s]+)\)")
NAMED_TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+(?:::\w+)?))?`")
NAMED_FILE = re.compile(r"`((?:hlhdesk|ui|resources|packaging|benchmarks|docs)/[\w./-]*)`")
WEB = re.compile(r"https?://([^/)\s>]+)")


@cache
def names_of_tests(file: Path) -> frozenset[str]:
    """The names of a file's tests; those of a class as ``Class::test``."""
    names = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.ClassDef):
            names.add(node.name)
            names |= {f"{node.name}::{part.name}" for part in node.body if isinstance(part, ast.FunctionDef)}
    return frozenset(names)


def missing_tests(text: str) -> set[str]:
    """The tests that a text names and that do not exist."""
    missing = set()
    for match in NAMED_TEST.finditer(text):
        file = ROOT / match[1]
        if not file.exists() or (match[2] and match[2] not in names_of_tests(file)):
            missing.add(match[0])
    return missing


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
class TestADocument:
    def test_its_links_lead_somewhere(self, document: Path) -> None:
        links = LINK.findall(document.read_text(encoding="utf-8"))
        assert [link for link in links if not (document.parent / link).exists()] == []

    def test_its_anchors_are_headings(self, document: Path) -> None:
        for file, anchor in ANCHOR.findall(document.read_text(encoding="utf-8")):
            target = document.parent / file if file else document
            heads = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}

    def test_the_tests_that_it_names_exist(self, document: Path) -> None:
        assert missing_tests(document.read_text(encoding="utf-8")) == set()

    def test_the_files_that_it_names_exist(self, document: Path) -> None:
        named = NAMED_FILE.findall(document.read_text(encoding="utf-8"))
        assert [name for name in named if not (ROOT / name).exists()] == []

    def test_the_only_web_addresses_are_citations(self, document: Path) -> None:
        hosts = set(WEB.findall(document.read_text(encoding="utf-8")))
        assert hosts <= {"doi.org"}


def test_a_missing_test_is_found() -> None:
    assert missing_tests("`tests/project/test_documents.py::test_that_nobody_wrote`") != set()
    assert missing_tests("`tests/project/test_nowhere.py`") != set()
    assert missing_tests("`tests/project/test_documents.py::test_a_missing_test_is_found`") == set()


def test_every_invariant_names_its_test() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    section = text.split("## Invariants")[1].split("\n## ")[0]
    rows = re.split(r"\n(?=\d+\. )", section)[1:]
    assert len(rows) == 11
    assert [row.splitlines()[0] for row in rows if "`tests/" not in row] == []
