"""The database that an import goes into: the one that is there, or one that appears only when something was taken."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from types import TracebackType
from zoneinfo import ZoneInfo

from hlhdesk.commands.access import access_of
from hlhdesk.commands.desk import moment_now
from hlhdesk.commands.shell import Shell
from hlhdesk.definitions import load_for
from hlhdesk.model.batch import Batch, ImportReport
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Identity
from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment
from hlhdesk.service import Desk, ImportBatch, StoreError


class Target:
    """A context manager around an import.

    A new database is built beside its place under another name and is put in its place, whole, at
    the end and only when a file was taken: a refused import leaves nothing behind, and two imports
    at once cannot overwrite one another's database. A dry run builds in a folder that goes away, and
    judges each file as if those before it had been taken.
    """

    def __init__(self, shell: Shell, path: Path, zone: str | None, *, dry_run: bool) -> None:
        self.shell = shell
        self.path = path
        self.dry_run = dry_run
        self.taken = False
        self.existed = path.exists()
        self._zone_name = zone
        self._desk: Desk | None = None
        self._part: Path | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self._rehearsed: list[Batch] = []
        self._rehearsed_births: dict[str, date] = {}

    def __enter__(self) -> Target:
        if self.existed:
            self._desk = Desk.open(self.path, access=access_of(self.shell, self.path))
            if self._zone_name and self._desk.zone.key != self._zone_name:
                zone = self._desk.zone.key
                self._desk.close()
                raise self.shell.refuse("cli.other-zone", zone=zone, asked=self._zone_name)
        self.zone = self._desk.zone if self._desk else zone_named(self.shell, self._zone_name)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._desk:
                self._desk.close()
            if self._part and self.taken and not self.dry_run:
                self._appear(self._part)
        finally:
            self._clean()

    @property
    def takes_zone(self) -> bool:
        """Whether the database is still to be made and nobody named its zone: then a file may."""
        return self._desk is None and self._zone_name is None

    @property
    def definitions(self) -> Definitions:
        """The definitions in force."""
        return self._desk.definitions if self._desk else load_for(self.path)

    def now(self) -> Moment:
        """The moment after which times are refused: the clock's, in a demo too, whose charts run on after its own."""
        return moment_now(self.zone)

    def birth_date(self, patient_id: str) -> date | None:
        """The birth date of a patient that the database knows, or would know by now; else None."""
        if self._desk is None or patient_id not in self._desk.patients():
            return self._rehearsed_births.get(patient_id)
        return self._desk.chart(patient_id).identity.birth_date

    def desk(self) -> Desk:
        """The desk to import into, made now when there is none."""
        if self._desk is None:
            self._part = self._new_path()
            try:
                self._desk = Desk.open(
                    self._part, create=True, zone=self.zone.key, definitions=load_for(self.path)
                )
            except StoreError as error:
                raise self.shell.refuse_as(_about(error.message, self._part, self.path)) from error
        return self._desk

    def take(self, command: ImportBatch) -> ImportReport:
        """Import into the desk. Raises what ``Desk.execute`` raises."""
        if self.dry_run:
            command = replace(command, after=tuple(self._rehearsed))
        report = self.desk().execute(command)
        self.taken = True
        if self.dry_run:
            self._rehearsed.append(command.batch)
            self._rehearsed_births |= _births(command.batch, self.zone)
        return report

    def _new_path(self) -> Path:
        if self.dry_run:
            self._folder = TemporaryDirectory(prefix="hlhdesk-")
            return Path(self._folder.name) / self.path.name
        return self.shell.room_for(self.path).with_name(f".{self.path.name[:100]}.{token_hex(4)}.new")

    def _appear(self, part: Path) -> None:
        """Give the new database its name, never over one that was made meanwhile."""
        try:
            try:
                os.link(part, self.path)
            except FileExistsError:
                raise
            except OSError:  # a file system without hard links
                if self.path.exists():
                    raise FileExistsError from None
                part.rename(self.path)
        except FileExistsError:
            raise self.shell.refuse("cli.made-meanwhile", path=str(self.path)) from None
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise self.shell.refuse("cli.cannot-write", path=str(self.path), reason=reason) from error

    def _clean(self) -> None:
        if self._folder:
            self._folder.cleanup()
        if self._part:
            for file in self._part.parent.glob(f"{self._part.name}*"):
                file.unlink(missing_ok=True)


def _births(batch: Batch, zone: ZoneInfo) -> dict[str, date]:
    """The birth date of each patient whose identity a file holds."""
    versions: dict[str, list[Identity]] = defaultdict(list)
    for item in batch.entries:
        if isinstance(item.entry, Identity):
            versions[item.patient_id].append(item.entry)
    return {
        patient_id: PatientChart(patient_id, zone, tuple(entries)).identity.birth_date
        for patient_id, entries in versions.items()
    }


def _about(message: Message, part: Path, path: Path) -> Message:
    """A sentence about the unfinished file as one about the file that was asked for."""
    return Message(
        message.key,
        tuple(
            (name, value.replace(str(part), str(path)) if isinstance(value, str) else value)
            for name, value in message.values
        ),
    )


def zone_named(shell: Shell, name: str | None) -> ZoneInfo:
    """The time zone of that IANA name; without a name this computer's, else UTC. Raises Refusal."""
    if name is None:
        return _machine_zone()
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise shell.refuse("cli.no-such-zone", zone=name) from None


def _machine_zone() -> ZoneInfo:
    from tzlocal import get_localzone_name  # noqa: PLC0415  only when a database is made

    try:
        return ZoneInfo(get_localzone_name() or "UTC")
    except (KeyError, ValueError, OSError, LookupError):
        return ZoneInfo("UTC")
