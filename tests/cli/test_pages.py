"""``hlhdesk summary`` and ``hlhdesk demo``: pages, pictures, and the mark of invented children."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest
from sqlcipher3 import dbapi2

from hlhdesk.cli import run_window
from hlhdesk.commands import window
from hlhdesk.commands.demo import DemoWard
from hlhdesk.commands.shell import Shell
from hlhdesk.service import CorrectEntry, Desk
from tests.cli.shell import EXAMPLE, WORKED, Run, content, status

MOMENT = ("--as-of", "2018-03-22T20:00")


def text_of(pdf: Path) -> str:
    """All text of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_a_discharge_summary_names_the_child_and_the_history(run: Run, example: Path, tmp_path: Path) -> None:
    out = tmp_path / "s.pdf"
    done = run("summary", "discharge", "--db", example, "--patient", "EX-3", *MOMENT, "--out", out)
    assert (done.code, done.err) == (0, "")
    text = text_of(out)
    assert "Example Three" in text
    assert "EX-3" in text
    assert "DEMO" not in text


def test_a_discharge_summary_is_written_in_chinese(run: Run, example: Path, tmp_path: Path) -> None:
    out = tmp_path / "s.pdf"
    arguments = ("summary", "discharge", "--db", example, "--patient", "EX-3", *MOMENT, "--lang", "zh")
    done = run(*arguments, "--out", out)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("written:"), "the program itself goes on in its own language"
    text = text_of(out)
    for words in ("住院期间小结", "Example Three", "参数尚未经病区确认", "芦可替尼与激素"):
        assert words in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["discharge", "--patient", "EX-9"], "EX-9"),
        (["discharge", "--patient", "EX-3", "--as-of", "now"], "--as-of"),
        (["discharge", "--patient", "EX-3", "--visit", "M3"], "--visit"),
        (["family", "--patient", "EX-3", "--visit", "M3"], "--visit"),
        (["follow-up", "--patient", "EX-3", "--visit", "M3"], "no discharge to count from"),
    ],
)
def test_a_summary_that_cannot_be_written(
    run: Run, example: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    done = run("summary", *arguments, "--db", example, "--out", tmp_path / "s.pdf")
    assert (done.code, done.out, len(done.problems)) == (2, "", 1)
    assert said in done.err
    assert not (tmp_path / "s.pdf").exists()


def test_a_character_that_the_font_lacks_is_named(run: Run, db: Path, tmp_path: Path) -> None:
    file = tmp_path / "c.json"
    file.write_text(EXAMPLE.read_text("utf-8").replace("Example Three", "Example \N{PILE OF POO}"), "utf-8")
    assert run("import", file, "--db", db).code == 0
    done = run("summary", "discharge", "--db", db, "--patient", "EX-3", "--out", tmp_path / "s.pdf")
    assert (done.code, len(done.problems)) == (2, 1)
    assert "EX-3" in done.err
    assert not (tmp_path / "s.pdf").exists()


@pytest.mark.parametrize("document", ["discharge", "family"])
def test_a_printing_is_kept_and_a_correction_supersedes_it(
    run: Run, example: Path, tmp_path: Path, document: str
) -> None:
    out = tmp_path / "s.pdf"
    asked = ("summary", document, "--db", example, "--patient", "EX-3", *MOMENT, "--out", out)
    assert run("pages", "--db", example).out == "No printed page is recorded.\n"
    assert run(*asked, "--by", "Dr Wu").code == 0
    (line,) = run("pages", "--db", example).out.splitlines()
    for said in ("EX-3", "language en", "state of", "by Dr Wu", "history "):
        assert said in line
    with Desk.open(example) as desk:
        (page,) = desk.printed_pages()
        assert page.sha256 == sha256(out.read_bytes()).hexdigest()
        child = desk.chart("EX-3")
        body = {"name": "Example Four", "sex": child.identity.sex, "birth_date": "2014-11-20"}
        desk.execute(CorrectEntry(child.identity.id, body, "spelling"))
    listed = run("pages", "--db", example, "--patient", "EX-3")
    assert "SUPERSEDED: identity: name Example Three → Example Four" in listed.out
    assert run(*asked).code == 0
    said = " ".join(text_of(out).split())
    assert f"history {page.head[:4]} {page.head[4:8]}" in said
    assert "name Example Three → Example Four" in said
    assert "by whom is not recorded" in said
    assert run(*asked).code == 0
    assert "Example Three" not in text_of(out), "nothing changed since the last printing"
    assert run("verify", "--db", example).code == 0
    assert run("pages", "--db", example, "--patient", "EX-9").code == 2


def test_a_database_that_cannot_be_written_gives_the_page_and_says_so(
    run: Run, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = Desk.open

    def read_only(path: Path, **how: object) -> Desk:
        return opening(path, **{**how, "readonly": True})  # type: ignore[arg-type]

    monkeypatch.setattr(Desk, "open", read_only)
    out = tmp_path / "s.pdf"
    done = run("summary", "family", "--db", example, "--patient", "EX-3", *MOMENT, "--out", out)
    assert (done.code, len(done.problems)) == (0, 1)
    assert "the printing is not in the history" in done.err
    assert "Example Three" in text_of(out)
    assert run("pages", "--db", example).out == "No printed page is recorded.\n"


def test_a_page_that_cannot_be_written_is_not_in_the_history(run: Run, example: Path, tmp_path: Path) -> None:
    out = tmp_path / "missing" / "s.pdf"
    done = run("summary", "family", "--db", example, "--patient", "EX-3", *MOMENT, "--out", out)
    assert done.code == 2
    assert run("pages", "--db", example).out == "No printed page is recorded.\n"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_downtime_pack_is_one_command(run: Run, example: Path, tmp_path: Path, language: str) -> None:
    out = tmp_path / "down.pdf"
    done = run("downtime", "--db", example, *MOMENT, "--lang", language, "--out", out)
    assert (done.code, done.err) == (0, "")
    assert text_of(out).count("Example Three") > 2
    assert "downtime pack" in run("pages", "--db", example).out


@pytest.fixture
def small_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    """A demo ward of two worked cases instead of the shipped one."""
    whole = json.loads(WORKED.read_bytes())
    whole["patients"] = [child for child in whole["patients"] if child["patient_id"] in ("CASE-A", "CASE-K")]
    ward = DemoWard(json.dumps(whole).encode(), "2026-03-12T10:00", "Asia/Shanghai")
    monkeypatch.setattr(DemoWard, "load", classmethod(lambda _: ward))


@pytest.mark.usefixtures("small_demo")
def test_the_headless_demo_does_the_main_job(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("demo", "--headless", "--out", out)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("DEMO: every child here is invented.\n")
    files = content(out)
    assert {"CASE-K-discharge.pdf", "CASE-K-chart.png"} <= set(files)
    assert len(files) == 2 * 2
    assert all(data.startswith(b"%PDF-") for name, data in files.items() if name.endswith(".pdf"))
    assert all(data.startswith(b"\x89PNG") for name, data in files.items() if name.endswith(".png"))
    assert "DEMO" in text_of(out / "CASE-K-discharge.pdf")
    assert not list((tmp_path / "data-home").rglob("*")), "a headless demo keeps no database"


@pytest.mark.usefixtures("small_demo")
def test_a_demo_database_says_so_and_stands_at_its_own_moment(run: Run, db: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("demo", "--headless", "--db", db, "--out", tmp_path / "out").code == 0
    document = status(run, db)
    assert document["demo"] is True
    assert document["as_of"][:13] == "2026-03-12T10"
    assert len(document["patients"]) == 2
    assert run("status", "--db", db).out.startswith("DEMO")


def test_the_shipped_demo_ward_is_built_and_can_be_exported_and_imported(
    run: Run, db: Path, tmp_path: Path, asked: list[tuple[Path, bool]]
) -> None:
    """Its charts run on after its own moment."""
    assert run("demo", "--db", db).code == 0
    assert asked == [(db, True)]
    document = status(run, db)
    assert document["demo"] is True
    assert len(document["patients"]) == 22
    out = tmp_path / "demo.json"
    assert run("export", "--db", db, "--format", "json", "--out", out).code == 0
    again = run("import", out, "--db", db)
    assert (again.code, " 0 added" in again.out) == (0, True)


@pytest.mark.usefixtures("small_demo")
def test_a_ward_s_database_is_never_made_a_demo(run: Run, example: Path, tmp_path: Path) -> None:
    before = status(run, example)
    done = run("demo", "--headless", "--db", example, "--out", tmp_path / "out")
    assert (done.code, len(done.problems)) == (2, 1)
    assert "no demo database" in done.err
    assert status(run, example)["patients"] == before["patients"]
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("small_demo")
def test_without_a_screen_the_demo_runs_headless_and_says_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(window, "has_screen", lambda: False)
    monkeypatch.setattr("hlhdesk.commands.demo.has_screen", lambda: False)
    done = run("demo")
    assert done.code == 0
    assert "there is no screen" in done.err
    assert (tmp_path / "hlhdesk-demo" / "CASE-A-chart.png").is_file()


def test_without_a_screen_the_window_is_refused(
    run: Run, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "has_screen", lambda: False)
    done = run("open", "--db", example)
    assert (done.code, len(done.problems)) == (2, 1)


def test_the_output_folder_belongs_to_the_headless_demo(run: Run, tmp_path: Path) -> None:
    assert run("demo", "--out", tmp_path / "out").code == 2


# The window itself is tested where it lives; here it is only asked for.


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, bool]]:
    """The databases for which the window was asked."""
    calls: list[tuple[Path, bool]] = []

    def show(db: Path, *, demo: bool, language: str | None, first: object = None) -> int:
        assert language is None
        assert first is None
        calls.append((db, demo))
        return 0

    monkeypatch.setattr("hlhdesk.cli.run_window", show)
    monkeypatch.setattr("hlhdesk.cli.show_first_window", lambda *_: None)
    monkeypatch.setattr(window, "has_screen", lambda: True)
    monkeypatch.setattr("hlhdesk.commands.demo.has_screen", lambda: True)
    assert Shell("en", run_window).window is run_window
    return calls


@pytest.mark.parametrize("before", [True, False])
def test_open_shows_the_database_that_was_named(
    run: Run, example: Path, asked: list[tuple[Path, bool]], before: bool
) -> None:
    arguments = ["--db", example] if before else ["open", "--db", example]
    assert run(*arguments).code == 0
    assert asked == [(example, False)]


def test_the_first_start_makes_the_default_database(
    run: Run, tmp_path: Path, asked: list[tuple[Path, bool]]
) -> None:
    for _ in range(2):
        assert run().code == 0
    path = tmp_path / "data-home" / "hlhdesk" / "ward.hlhdesk"
    assert asked == [(path, False)] * 2
    with Desk.open(path) as desk:
        assert (desk.patients(), desk.is_demo) == ((), False)


def test_a_database_that_was_named_and_is_missing_is_not_made(
    run: Run, db: Path, asked: list[tuple[Path, bool]]
) -> None:
    done = run("open", "--db", db)
    assert (done.code, asked, db.exists()) == (2, [], False)


@pytest.mark.parametrize("terminal", [True, False])
def test_a_refusal_is_said_in_a_window_where_there_is_no_terminal(
    run: Run, db: Path, asked: list[tuple[Path, bool]], monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    told: list[str] = []
    monkeypatch.setattr("hlhdesk.cli.tell_in_window", lambda lines, _language: told.extend(lines))
    monkeypatch.setattr(window, "somebody_reads", lambda: terminal)
    db.write_bytes(b"no database" * 50)
    done = run("open", "--db", db)
    assert (done.code, asked) == (2, [])
    assert told == ([] if terminal else done.problems)


@pytest.mark.parametrize(("terminal", "chinese"), [(True, False), (False, True)])
def test_a_refusal_in_a_window_speaks_its_language(
    run: Run,
    db: Path,
    asked: list[tuple[Path, bool]],
    monkeypatch: pytest.MonkeyPatch,
    terminal: bool,
    chinese: bool,
) -> None:
    monkeypatch.setattr("hlhdesk.cli.window_language", lambda: "zh")
    monkeypatch.setattr("hlhdesk.cli.tell_in_window", lambda _lines, _language: None)
    monkeypatch.setattr(window, "somebody_reads", lambda: terminal)
    db.write_bytes(b"no database" * 50)
    (line,) = run("open", "--db", db).problems
    assert ("数据库" in line) is chinese


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("how", ["damaged", "missing"])
def test_a_backup_is_offered_for_a_database_that_cannot_be_opened(
    run: Run,
    example: Path,
    asked: list[tuple[Path, bool]],
    monkeypatch: pytest.MonkeyPatch,
    how: str,
    done: bool,
) -> None:
    offered: list[Path] = []

    def rescue(db: Path, lines: list[str], _language: str | None) -> bool:
        assert lines
        offered.append(db)
        return done

    monkeypatch.setattr("hlhdesk.cli.rescue_in_window", rescue)
    monkeypatch.setattr("hlhdesk.cli.tell_in_window", lambda _lines, _language: None)
    assert run("backups", "--now", "--db", example).code == 0
    if how == "missing":
        example.unlink()
    else:
        example.write_bytes(b"no database" * 50)
    assert run("open", "--db", example).code == (0 if done else 2)
    assert offered == [example]
    assert asked == ([(example, False)] if done else [])


class First:
    """A first window; ``stays`` says that nobody closes it."""

    def __init__(self, *, stays: bool = True) -> None:
        self.left, self.stays = False, stays
        self.told: list[str] = []

    def read_rest(self) -> bool:
        self.told.append("read")
        return self.stays

    def give_up(self) -> None:
        self.told.append("gave up")
        self.left = True


@pytest.mark.parametrize("damaged", [True, False])
@pytest.mark.parametrize("stays", [True, False])
def test_the_first_window_is_closed_before_something_else_is_said(
    run: Run, example: Path, monkeypatch: pytest.MonkeyPatch, stays: bool, damaged: bool
) -> None:
    first, told = First(stays=stays), []

    def show(_db: Path, *, first: First, **_: object) -> int:
        told.append(first)
        first.left = True  # it gave way
        return 0

    monkeypatch.setattr(window, "has_screen", lambda: True)
    monkeypatch.setattr("hlhdesk.cli.show_first_window", lambda *_: first)
    monkeypatch.setattr("hlhdesk.cli.run_window", show)
    monkeypatch.setattr("hlhdesk.cli.window_language", lambda: "en")
    monkeypatch.setattr("hlhdesk.cli.tell_in_window", lambda *_: first.told.append("refused"))
    if damaged:
        example.write_bytes(b"no database" * 50)
    code = run("open", "--db", example).code
    if not stays:
        assert (code, first.told, told) == (0, ["read"], []), "whoever closes it wants no window"
    elif damaged:
        assert (code, first.told, told) == (2, ["read", "gave up", "refused"], [])
    else:
        assert (code, first.told, told) == (0, ["read"], [first])


def test_a_newer_program_s_file_is_not_mended_by_a_backup(
    run: Run, example: Path, asked: list[tuple[Path, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hlhdesk.cli.rescue_in_window", lambda *_: pytest.fail("offered"))
    monkeypatch.setattr("hlhdesk.cli.tell_in_window", lambda _lines, _language: None)
    assert run("backups", "--now", "--db", example).code == 0
    with dbapi2.connect(example) as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()
    assert (run("open", "--db", example).code, asked) == (2, [])


def test_a_network_share_is_refused_in_the_same_way(
    run: Run, example: Path, asked: list[tuple[Path, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("hlhdesk.cli.tell_in_window", lambda lines, _language: told.extend(lines))
    monkeypatch.setattr("hlhdesk.store.place._share", lambda _path: "cifs")
    assert run("open", "--db", example).code == 2
    assert "lies on a network share (cifs)" in told[0]
    assert asked == []


def test_a_folder_that_cannot_be_made_is_said(
    run: Run, tmp_path: Path, asked: list[tuple[Path, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hlhdesk.cli.tell_in_window", lambda _lines, _language: None)
    (tmp_path / "data-home").write_text("a file where a folder should be", encoding="utf-8")
    done = run()
    assert (done.code, asked, len(done.problems)) == (2, [], 1)
    assert "cannot be written" in done.problems[0]


@pytest.mark.usefixtures("small_demo")
def test_the_demo_opens_its_own_database(run: Run, tmp_path: Path, asked: list[tuple[Path, bool]]) -> None:
    assert run("demo").code == 0
    path = tmp_path / "data-home" / "hlhdesk" / "demo.hlhdesk"
    assert asked == [(path, True)]
    assert status(run, path)["demo"] is True
