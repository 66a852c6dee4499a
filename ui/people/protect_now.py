"""An open database becomes a protected one, from the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from hlhdesk.service import Access, Password, enter, protect
from hlhdesk.wording import Catalogue
from ui.people.ask import Ask
from ui.people.first_start import FirstPerson, show_keys


class ProtectNow(Ask):
    """Accepted once the database is protected; ``access`` then opens it for the first administrator.

    ``release`` lets go of the database; from then on ``begun`` is True, and whoever asked opens it again.
    """

    def __init__(
        self, database: Path, release: Callable[[], None], say: Catalogue, parent: QWidget | None = None
    ) -> None:
        super().__init__(say("protect-now.title"), say, parent)
        self._database, self._release = database, release
        self.access: Access | None = None
        self.begun = False
        self.what.setText(say("protect-now.what"))
        self.first = FirstPerson(self)
        self.act = self._protect
        self.first.name.setFocus()

    def _protect(self) -> None:
        first = self.first.typed()
        self._release()
        self.begun = True
        done = protect(self._database, first)
        self.access = enter(self._database, Password(first.name.strip(), first.password))
        show_keys(done.keys, self.say, self)
