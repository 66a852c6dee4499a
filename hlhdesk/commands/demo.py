"""``hlhdesk demo``: the ward of invented children, in a window or, without a screen, as text and pages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from hlhdesk.commands.desk import moment_now, opened, refusals
from hlhdesk.commands.output import write
from hlhdesk.commands.pages import chart_png, discharge_pdf
from hlhdesk.commands.shell import DEMO_DATABASE, Refusal, Shell, db_option, default_folder
from hlhdesk.commands.status import ward_lines
from hlhdesk.commands.target import Target
from hlhdesk.commands.window import has_screen
from hlhdesk.exchange import problem_line, read_chart_file
from hlhdesk.service import ImportBatch

OUT = Path("hlhdesk-demo")


@dataclass(frozen=True)
class DemoWard:
    """The invented ward as shipped: its chart file, its moment, and the zone of its clock."""

    data: bytes
    now: str
    zone: str

    @classmethod
    def load(cls) -> DemoWard:
        """Read ``resources/demo``."""
        folder = files("resources") / "demo"
        settings = tomllib.loads((folder / "demo.toml").read_text(encoding="utf-8"))
        return cls(
            (folder / "ward.json").read_bytes(), settings["now"], settings.get("zone", "Asia/Shanghai")
        )


@click.command("demo")
@db_option
@click.option("--headless", is_flag=True, help="Without a screen: text, one PDF and one chart image a child.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where --headless writes.")
@click.pass_obj
def demo(shell: Shell, db: Path | None, headless: bool, out: Path | None) -> int:
    """Build the demo ward, marked DEMO, and open it."""
    if out is not None and not headless:
        raise shell.refuse("cli.out-is-for-headless")
    if not headless and not has_screen():
        click.echo(shell.line(shell.say("cli.no-screen-headless", out=str(OUT))), err=True)
        headless = True
    if not headless:
        path = db or shell.db or default_folder() / DEMO_DATABASE
        build(shell, path)
        return shell.window(path, demo=True, language=shell.asked_language)
    if db or shell.db:
        path = shell.database(db)
        build(shell, path)
        pages(shell, path, out or OUT)
        return 0
    with TemporaryDirectory(prefix="hlhdesk-demo-") as folder:
        path = Path(folder) / DEMO_DATABASE
        build(shell, path)
        pages(shell, path, out or OUT)
    return 0


def build(shell: Shell, path: Path) -> None:
    """Make the demo database at ``path``; one that is there already must be a demo, and is completed."""
    ward = DemoWard.load()
    with refusals(shell), Target(shell, path, None if path.exists() else ward.zone, dry_run=False) as target:
        desk = target.desk()
        if target.existed and not desk.is_demo:
            raise shell.refuse("cli.not-a-demo", path=str(path))
        desk.set_setting("demo", "yes")
        desk.set_setting("demo_now", ward.now)
        # The file runs on after the demo clock (follow-up to 2020): it is refused only what is still to come.
        now = moment_now(target.zone)
        batch, problems = read_chart_file(ward.data, "ward.json", desk.definitions, target.zone, now)
        if batch is None:
            raise Refusal(problem_line(problem, shell.catalogue) for problem in problems)
        target.take(ImportBatch(batch))


def pages(shell: Shell, path: Path, out: Path) -> None:
    """The main job without a screen: the ward with its flags, a summary and a chart image of each child."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise shell.refuse("cli.cannot-write", path=str(out), reason=reason) from error
    with opened(shell, path) as desk:
        moment = desk.now()
        states = [desk.state(patient_id, moment) for patient_id in desk.patients()]
        for line in ward_lines(shell, desk, states, moment):
            click.echo(line)
        click.echo("")
        for state in states:
            pdf = discharge_pdf(shell, desk, state.patient_id, moment, shell.catalogue)
            write(shell, out / f"{state.patient_id}-discharge.pdf", pdf, path)
            picture = chart_png(shell, desk, state.patient_id, moment)
            write(shell, out / f"{state.patient_id}-chart.png", picture, path)
            click.echo(shell.say("cli.child-written", patient=state.patient_id, folder=str(out)))
