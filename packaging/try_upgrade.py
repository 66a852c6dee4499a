"""An update tried with packed programs: today's makes a ward, a later one takes it over, today's refuses what became of it.

The later program is today's source with one more migration and a higher version. It is packed beside the one that
is handed out, into the build folder, and never leaves it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from build_data import version
from build_program import build_program
from dev_environment import ROOT, Environment, Stopped, step

ROOMS = ("hlhdesk", "ui", "resources", "packaging")
FILES = ("pyproject.toml", "LICENSE")
SCHEMA = Path("hlhdesk") / "store" / "schema.py"
BEFORE = "STEPS: tuple[Step, ...] = ("
LATER_VERSION = "99.0.0"
HEAD = re.compile(r"\b[0-9a-f]{64}\b")
LATER_STEP = """
def _kept(connection: Connection) -> None:
    connection.execute(
        "CREATE TABLE kept (patient_id TEXT NOT NULL, kind TEXT NOT NULL, entries INTEGER NOT NULL,"
        " PRIMARY KEY (patient_id, kind)) STRICT, WITHOUT ROWID"
    )
    connection.execute("INSERT INTO kept SELECT patient_id, kind, count(*) FROM entry GROUP BY 1, 2")


"""


def later_source(work: Path) -> Path:
    """Today's source with one more migration. Raises Stopped when the place for it is not found."""
    tree = work / "later"
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for name in ROOMS:
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copyfile(ROOT / name, tree / name)
    schema = tree / SCHEMA
    schema.write_text(with_one_more(schema.read_text(encoding="utf-8")), encoding="utf-8")
    named = tree / "hlhdesk" / "__init__.py"
    text = named.read_text(encoding="utf-8").replace(f'"{version(ROOT)}"', f'"{LATER_VERSION}"')
    named.write_text(text, encoding="utf-8")
    return tree


def with_one_more(schema: str) -> str:
    """The module of migrations with one more of them. Raises Stopped when it does not look as it did."""
    head, found, rest = schema.partition(BEFORE)
    steps, ended, after = rest.partition(')\n"""All steps')
    if not found or not ended:
        raise Stopped(
            "hlhdesk/store/schema.py lists its migrations in another way than the trial of updates knows"
        )
    number = steps.count("Step(") + 1
    return f'{head}{LATER_STEP.lstrip()}{found}{steps} Step({number}, "kept", _kept){ended}{after}'


def try_upgrade(environment: Environment, today: Path, work: Path) -> list[str]:
    """Pack the later program and let both at one ward; returns what went wrong."""
    step("trying an update: packing a later program")
    tree = later_source(work)
    later = build_program(environment, work / "later-dist", work / "later-work", tree)
    problems = Trial(today / "hlhdesk", later / "hlhdesk", work / "ward").run()
    if not problems:
        step("  taken over with nothing lost, backed up before; today's program refuses the newer file")
    return problems


class Trial:
    """One ward, an ``old`` program and a ``new`` one; the ward holds ``charts``, or else the demo's."""

    def __init__(self, old: Path, new: Path, folder: Path, charts: Path | None = None) -> None:
        self.charts = charts
        self.old, self.new, self.folder = old, new, folder
        self.ward = folder / "ward.hlhdesk"
        self.problems: list[str] = []

    def run(self) -> list[str]:
        """Make, compare, refuse; returns what went wrong."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        if self.charts is None:
            self._must(self.old, "demo", "--headless", "--out", str(self.folder / "pages"))
        else:
            self._must(self.old, "import", str(self.charts))
        if not self.ward.is_file():
            return self.problems
        before, head = self._charts(self.old, "before"), self._head()
        self._must(
            self.new, "import", str(self.folder / "before.json")
        )  # adds nothing; the first to open for writing
        if self._charts(self.new, "after") != before:
            self.problems.append("the charts are others after the update")
        self._must(self.new, "verify", "--head", head)
        self._backup(before)
        self._refused()
        return self.problems

    def _backup(self, before: bytes) -> None:
        """What was kept before the update is today's file, and holds the same."""
        kept = [*self.folder.glob("ward.hlhdesk.before-version-*.backup")]
        if len(kept) != 1:
            self.problems.append(f"{len(kept)} backups were kept before the update")
            return
        again = self.folder / "again.hlhdesk"
        shutil.copyfile(kept[0], again)
        if self._charts(self.old, "kept", again) != before:
            self.problems.append("the backup that was kept before the update holds other charts")

    def _refused(self) -> None:
        """Today's program says in both languages that a newer one wrote the file, and leaves it as it is."""
        content = self.ward.read_bytes()
        for language, word in (("en", "newer"), ("zh", "更新")):
            done = _run(
                self.old,
                "--lang",
                language,
                "--db",
                str(self.ward),
                "import",
                str(self.folder / "before.json"),
            )
            if done.returncode == 0 or word not in done.stderr:
                self.problems.append(
                    f"the newer file is not refused in words ({language}): {done.stderr[-300:]}"
                )
        if self.ward.read_bytes() != content:
            self.problems.append("the program that refused the newer file changed it")

    def _charts(self, program: Path, name: str, ward: Path | None = None) -> bytes:
        out = self.folder / f"{name}.json"
        self._must(program, "export", "--format", "json", "--out", str(out), ward=ward)
        return out.read_bytes() if out.is_file() else b""

    def _head(self) -> str:
        """The head of the history, as a backup by the old program prints it."""
        told = self._must(self.old, "backups", "--now")
        found = HEAD.search(told)
        if found is None:
            self.problems.append(f"the backup names no head of the history: {told[-300:]}")
            return ""
        return found[0]

    def _must(self, program: Path, *arguments: str, ward: Path | None = None) -> str:
        done = _run(program, "--db", str(ward or self.ward), *arguments)
        if done.returncode != 0:
            self.problems.append(
                f"{arguments[0]} ended with {done.returncode}: {(done.stdout + done.stderr)[-300:]}"
            )
        return done.stdout + done.stderr


def _run(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(program), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
