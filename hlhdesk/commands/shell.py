"""What all commands share: how they speak, refuse, and find the database. Starts on click alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from hlhdesk.model.message import Message, Value
    from hlhdesk.wording import Catalogue

LANGUAGES = ("en", "zh")
DATABASE = "ward.hlhdesk"
DEMO_DATABASE = "demo.hlhdesk"

Command = TypeVar("Command", bound=Callable[..., Any])


class Refusal(Exception):
    """Exit 2: one line a problem on standard error, and nothing written."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("refused")


@dataclass
class Shell:
    """The language in which to speak, the window to open, and the database named before the command.

    ``asked_language`` is None when nobody asked for one: the window then speaks as it did last.
    """

    language: str
    window: Callable[..., int]
    db: Path | None = None
    asked_language: str | None = None
    tell: Callable[[Sequence[str], str | None], None] = lambda _lines, _language: None
    """Says lines in a window of their own, to somebody who started the program without a terminal."""
    rescue: Callable[[Path, Sequence[str], str | None], bool] = lambda _db, _lines, _language: False
    """Offers in a window to put a backup in the place of a database that cannot be opened; True when that was done."""

    begin: Callable[[Path, str | None, str | None], bool] = lambda _db, _zone, _language: False
    """Asks in a window how the first charts are to be kept and makes the database; False when nobody answered."""

    window_language: Callable[[], str | None] = lambda: None
    """The language in which the window speaks."""

    first: Callable[[Path, str | None], Any] = lambda _db, _language: None
    """Puts the first window on screen where one may stand; None where not."""

    given: dict[str, Any] = field(default_factory=dict)
    """What signs in to a protected database, as it was given (``hlhdesk.commands.access``)."""

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue of the language."""
        from hlhdesk.wording import Catalogue  # noqa: PLC0415  not before something is said

        return Catalogue.load(self.language)

    def speaking(self, language: str | None) -> Shell:
        """This shell in the language that one command was asked for."""
        return replace(self, language=language) if language else self

    def say(self, key: str, **values: Value) -> str:
        """One of the program's texts."""
        return self.catalogue(key, **values)

    def refuse(self, key: str, **values: Value) -> Refusal:
        """A refusal in one line: ``raise shell.refuse("cli.no-such-patient", …)``."""
        return Refusal([self.line(self.say(key, **values))])

    def refuse_as(self, message: Message) -> Refusal:
        """A refusal whose sentence another room chose."""
        return Refusal([self.line(self.catalogue.text(message))])

    def line(self, text: str) -> str:
        """``text`` as a line of ours on standard error."""
        from hlhdesk.exchange import one_line  # noqa: PLC0415  not before something is refused

        return f"hlhdesk: {one_line(text)}"

    def database(self, db: Path | None) -> Path:
        """The database that was named, else the one that the window opens by default."""
        return db or self.db or default_folder() / DATABASE

    def room_for(self, path: Path) -> Path:
        """``path``, where a database will be made; the default folder comes into being for it. Raises Refusal."""
        if path.parent == default_folder():
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                raise self.refuse("store.cannot-write", path=str(path.parent), reason=reason) from error
        return path


def default_folder() -> Path:
    """The user's data folder, where databases lie when no other place is named."""
    from platformdirs import user_data_path  # noqa: PLC0415  not for --version

    return user_data_path("hlhdesk", appauthor=False)


def db_option(command: Command) -> Command:
    """``--db FILE``."""
    return click.option(
        "--db", type=click.Path(path_type=Path), help="The database (default: the one that the window opens)."
    )(command)


def lang_option(what: str) -> Callable[[Command], Command]:
    """``--lang en|zh`` of one command: the language of ``what``."""
    return click.option("--lang", "language", type=click.Choice(LANGUAGES), help=f"The language of {what}.")


def as_of_option(command: Command) -> Command:
    """``--as-of YYYY-MM-DDTHH:MM``."""
    return click.option(
        "--as-of",
        metavar="YYYY-MM-DDTHH:MM",
        help="What had happened by then (later corrections apply); default: now.",
    )(command)
