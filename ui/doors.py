"""What stands before the window: the Qt application, signing in, the first start, and why there is no window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog

from hlhdesk.service import Access, Desk
from hlhdesk.wording import Catalogue
from ui.application import application
from ui.remembered import LANGUAGES, Remembered
from ui.style import load_palette

UNSEEN = ("offscreen", "minimal")


def window_language() -> str:
    """The language in which a window speaks that nobody asked for another one."""
    return Remembered().language() or LANGUAGES[0]


def let_in(db_path: Path, language: str | None) -> Access | None:
    """Ask who opens a protected database; None when nobody does."""
    from ui.sign_in import SignIn  # noqa: PLC0415  only when it is needed

    app = application()
    app.setStyleSheet(load_palette().style_sheet())
    dialog = SignIn(db_path, Catalogue.load(language or window_language()))
    dialog.exec()
    app.setStyleSheet("")
    return dialog.access


def begin(database: Path, zone: str | None, language: str | None) -> bool:
    """The first start: ask how charts are to be kept, and make the database; False when nobody answered.

    Where nobody can see a window an open one is made.
    """
    from ui.people.first_start import FirstStart  # noqa: PLC0415  once in the life of a computer

    app = application()
    if app.platformName() in UNSEEN:
        Desk.open(database, create=True, zone=zone).close()
        return True
    app.setStyleSheet(load_palette().style_sheet())
    said = Catalogue.load(language or window_language())
    made = FirstStart(database, zone, said).exec() == QDialog.DialogCode.Accepted
    app.setStyleSheet("")
    return made


def tell_refusal(lines: Sequence[str], language: str | None) -> None:
    """Say in a window why there is none, until somebody closes it; not where nobody can see a window."""
    from ui.refusal import refusal_box  # noqa: PLC0415  only when it is needed

    if application().platformName() not in UNSEEN:
        refusal_box(lines, Catalogue.load(language or window_language())).exec()


def offer_rescue(
    database: Path, lines: Sequence[str], language: str | None, access: Access | None = None
) -> bool:
    """Offer to put a backup in the place of a database that cannot be opened; True when that was done.

    ``access`` is that of whoever signed in to a protected one.
    """
    from ui.rescue_dialog import RescueDialog  # noqa: PLC0415  only when it is needed

    app = application()
    if app.platformName() in UNSEEN:
        return False
    app.setStyleSheet(load_palette().style_sheet())
    said = Catalogue.load(language or window_language())
    restored = RescueDialog(database, lines, said, access).exec() == QDialog.DialogCode.Accepted
    app.setStyleSheet("")
    return restored
