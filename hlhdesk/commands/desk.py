"""Opening the database for a command, and saying plainly why it cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from hlhdesk import clock
from hlhdesk.commands.access import access_of
from hlhdesk.commands.shell import Refusal, Shell
from hlhdesk.definitions import DefinitionsError
from hlhdesk.exchange import problem_text
from hlhdesk.model.moment import Moment, NotATime
from hlhdesk.model.problem import Problem
from hlhdesk.service import Action, Desk, Refused, StoreError


@contextmanager
def refusals(shell: Shell, *, definitions: bool = True) -> Iterator[None]:
    """Turn what the service refuses into one line a problem and exit 2.

    ``definitions`` False lets a DefinitionsError through, for the command whose answer it is.
    """
    try:
        yield
    except StoreError as error:
        raise shell.refuse_as(error.message) from error
    except Refused as error:
        raise Refusal(_line(shell, "", problem) for problem in error.problems) from error
    except DefinitionsError as error:
        if not definitions:
            raise
        raise Refusal(definition_lines(shell, error)) from error


def definition_lines(shell: Shell, error: DefinitionsError) -> list[str]:
    """What is wrong with a definitions file, one line a problem."""
    return [_line(shell, found.file, found.problem) for found in error.problems]


@contextmanager
def opened(
    shell: Shell, db: Path | None, *, readonly: bool = True, action: Action = Action.READ
) -> Iterator[Desk]:
    """The desk over an existing database, closed again after the command; ``action`` is what it is for."""
    path = shell.database(db)
    with refusals(shell), Desk.open(path, readonly=readonly, access=access_of(shell, path)) as desk:
        desk.allow(action)
        yield desk


def moment_of(shell: Shell, desk: Desk, as_of: str | None) -> Moment:
    """The moment that ``--as-of`` names, or the desk's now."""
    if as_of is None:
        return desk.now()
    try:
        return Moment.parse(as_of, desk.zone)
    except NotATime as error:
        raise shell.refuse("cli.as-of", reason=str(error)) from None


def patients_of(shell: Shell, desk: Desk, patient: str | None) -> tuple[str, ...]:
    """The patient asked for, or all. Raises Refusal for one that is not there."""
    known = desk.patients()
    if patient is None:
        return known
    if patient not in known:
        raise shell.refuse("cli.no-such-patient", patient=patient)
    return (patient,)


def moment_now(zone: ZoneInfo) -> Moment:
    """Now, by a ward's clock in ``zone``."""
    instant = clock.now()
    civil = instant.astimezone(zone).replace(tzinfo=None)
    return Moment(civil, instant, civil.isoformat(timespec="minutes"))


def _line(shell: Shell, file: str, problem: Problem) -> str:
    parts = (file, problem.field, problem_text(problem, shell.catalogue))
    return shell.line(": ".join(part for part in parts if part))
