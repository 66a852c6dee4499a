"""``hlhdesk status``: the derived state, for people or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from hlhdesk.commands.desk import moment_of, opened, patients_of
from hlhdesk.commands.shell import Shell, as_of_option, db_option, lang_option
from hlhdesk.exchange import finding_text, mg_text, status_document
from hlhdesk.model.entries import Identity
from hlhdesk.model.message import Message, Term
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import FeverState, Hlh2004State, ItemState, PatientState
from hlhdesk.service import Desk


@click.command("status")
@db_option
@click.option("--patient", metavar="ID", help="Only this child.")
@as_of_option
@lang_option("its sentences")
@click.option("--json", "as_json", is_flag=True, help="Print only JSON.")
@click.pass_obj
def status(  # noqa: PLR0913, PLR0917  one parameter an option
    shell: Shell,
    db: Path | None,
    patient: str | None,
    as_of: str | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Say how each child is, with every finding and its evidence."""
    shell = shell.speaking(language)
    with opened(shell, db) as desk:
        moment = moment_of(shell, desk, as_of)
        states = [desk.state(patient_id, moment) for patient_id in patients_of(shell, desk, patient)]
        if as_json:
            document = status_document(
                states,
                desk.definitions,
                moment,
                shell.catalogue,
                protected=not desk.is_open,
                demo=desk.is_demo,
            )
            click.echo(json.dumps(document, ensure_ascii=False, indent=1))
            return
        for line in ward_lines(shell, desk, states, moment):
            click.echo(line)


def ward_lines(shell: Shell, desk: Desk, states: list[PatientState], moment: Moment) -> Iterator[str]:
    """A ward in words: what the database is, then one block a child."""
    if desk.is_demo:
        yield shell.say("cli.demo")
    yield shell.say("cli.open-database" if desk.is_open else "cli.protected-database")
    definitions = desk.definitions
    approved = shell.say("cli.approved" if definitions.approved_by_ward else "cli.not-approved")
    yield shell.say("cli.as-of-line", at=moment, version=definitions.version, approved=approved)
    for state in states:
        yield ""
        yield from child_lines(shell, desk.chart(state.patient_id).identity, state)
    if not states:
        yield shell.say("cli.no-patients")


def child_lines(shell: Shell, identity: Identity, state: PatientState) -> Iterator[str]:
    """One child: who, the state of the temperature, doses, the eight items, and what is to be said."""
    yield _title(shell, identity, state)
    yield "  " + _temperature(shell, state)
    yield from (f"  {line}" for line in _doses(shell, state))
    yield "  " + _hlh2004(shell, "cli.hlh2004-now", state.hlh2004)
    if state.hlh2004_at_diagnosis:
        yield "  " + _hlh2004(shell, "cli.hlh2004-diagnosis", state.hlh2004_at_diagnosis)
    for finding in state.findings:
        text = finding_text(finding, shell.catalogue)
        yield "  " + shell.say("cli.finding", level=Term("level", finding.level.value), text=text)


def _title(shell: Shell, identity: Identity, state: PatientState) -> str:
    parts = [identity.name or ""]
    parts += [shell.say("cli.bed", bed=identity.bed)] if identity.bed else []
    parts += [shell.say("cli.group", group=identity.group)] if identity.group else []
    if state.treatment_day is not None:
        parts.append(shell.say("cli.treatment-day", day=state.treatment_day))
    said = shell.catalogue.say(tuple(part for part in parts if part))
    return f"{state.patient_id}  {said}".rstrip()


def _temperature(shell: Shell, state: PatientState) -> str:
    last = state.temperature.last_reading
    word = Term("fever-state", state.temperature.state.value)
    if last is None:
        key = "cli.no-reading" if state.temperature.state is FeverState.NO_DATA else "cli.peaks-only"
        return shell.say(key, state=word)
    return shell.say(
        "cli.temperature", state=word, value=last.value, site=Term("site", last.site), at=last.at
    )


def _doses(shell: Shell, state: PatientState) -> Iterator[str]:
    if state.ruxolitinib:
        today = state.ruxolitinib.today
        source = Term("dose-source", today.source.value)
        yield shell.say("cli.ruxolitinib", mg=mg_text(today.mg) or "–", source=source)
    if state.steroid:
        today = state.steroid.today
        source = Term("dose-source", today.source.value)
        per_kg = format(state.steroid.mg_per_kg, "f") if state.steroid.mg_per_kg is not None else "–"
        yield shell.say("cli.steroid", mg=mg_text(today.mg) or "–", per_kg=per_kg, source=source)


def _hlh2004(shell: Shell, key: str, state: Hlh2004State) -> str:
    met = state.count
    most = met + len(state.named(ItemState.NOT_ASSESSED))
    count: Message = Message.of("cli.count" if met == most else "cli.count-range", met=met, most=most)
    return shell.say(key, count=count, items=len(state.items), met=_items(state))


def _items(state: Hlh2004State) -> Message:
    names = state.named(ItemState.MET)
    if not names:
        return Message.of("cli.no-item")
    return Message.of("cli.items", items=tuple(Term("hlh-item", name) for name in names))
