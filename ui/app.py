"""The composition root: opens the desk, builds the window, runs it."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from hlhdesk import __version__
from hlhdesk.service import Access, Action, Desk, StoreError, is_protected
from hlhdesk.service.settings import LOCK_MINUTES, lock_minutes
from hlhdesk.wording import Catalogue
from ui.application import application
from ui.backup_at_close import back_up_at_close, restored
from ui.bridge import Bridge, WardDesk
from ui.copied import take_back
from ui.doors import begin, let_in, offer_rescue, tell_refusal, window_language
from ui.drafts import Drafts
from ui.idle import IdleWatch
from ui.log import catch_qt, catch_rest, catch_threads, log_folder, write_log
from ui.pages import signed_in
from ui.remembered import LANGUAGES, Look, Remembered
from ui.window import MainWindow

__all__ = [
    "Program",
    "application",
    "begin",
    "build_window",
    "keep_still",
    "let_in",
    "offer_rescue",
    "run",
    "tell_refusal",
    "try_window",
    "window_language",
]

if TYPE_CHECKING:
    from ui.first_window import FirstWindow
    from ui.lock_screen import LockScreen
    from ui.system_lock import SystemLock

REFUSED = 2
SELDOM = (50_000, 20, 20)
"""A ward is some hundred thousand values that stay: searching them for garbage while they are read finds none."""
QT_LOCALES = {"zh": "zh_CN"}
STILL_MS = 300
"""After the chart was painted: who waits for it does not wait for the search too."""


def run(
    db_path: Path, *, demo: bool = False, language: str | None = None, first: FirstWindow | None = None
) -> int:
    """Open the database and show the window until it is closed; returns the exit code.

    ``demo`` is a check of the caller's intent: a demo database says itself that it is one. Without
    a ``language`` it is the one chosen last; ``first`` stands on screen and gives way to the window.
    Raises what ``Desk.open`` raises.
    """
    gc.set_threshold(*SELDOM)
    write_log(log_folder())
    catch_qt()
    catch_threads()
    app = application()
    db_path = db_path.absolute()  # its other processes start in another folder
    access = None
    if is_protected(db_path):
        access = let_in(db_path, language)
        if access is None:
            return 0
        if not access.readable and offer_rescue(
            db_path, _why_not(db_path, access, language), language, access
        ):
            access = let_in(db_path, language)
            if access is None:
                return 0
    try:
        desk = Desk.open(db_path, create=not demo and access is None, access=access)
    except StoreError as error:
        if first is not None:
            first.give_up()
        if access is None:
            raise
        tell_refusal([Catalogue.load(language or LANGUAGES[0]).text(error.message)], language)
        return REFUSED
    program = Program(desk, Remembered(), language)
    try:
        program.show(first)
        code = app.exec()
        program.leave_backup()
        return code
    finally:
        program.stop()


def _why_not(db_path: Path, access: Access, language: str | None) -> Sequence[str]:
    """Why a protected database whose password was right cannot be read."""
    try:
        Desk.open(db_path, readonly=True, access=access).close()
    except StoreError as error:
        return [Catalogue.load(language or window_language()).text(error.message)]
    return []


def try_window(db_path: Path, language: str) -> str:
    """Open the window once over ``db_path`` and look at it; says what was seen. Raises NotPainted."""
    from ui.selfcheck import check_window  # noqa: PLC0415  for the self-check only

    return check_window(db_path, language)


class Program(QObject):
    """The window that is open, in the language that was chosen; another language is another window in its place."""

    def __init__(self, desk: WardDesk, remembered: Remembered, language: str | None = None) -> None:
        super().__init__()
        self._desk, self._remembered = desk, remembered
        self._language = language or remembered.language() or LANGUAGES[0]
        self._words = QTranslator(self)
        speak_qt(self._words, self._language)
        self._locked: LockScreen | None = None
        self._idle: IdleWatch | None = None
        self._system: SystemLock | None = None
        bridge = Bridge(desk, Catalogue.load(self._language))
        bridge.sign_as(signed_in(desk))
        self.window = self._made(bridge, remembered.look())
        self._watch()
        catch_rest(self._tell_problem)

    def show(self, first: FirstWindow | None = None) -> None:
        """Put the window on screen, in the place of the ``first`` one; after an update it says so once."""
        if first is not None:
            first.give_way(self.window)
        self.window.show()
        if self._remembered.updated(__version__):
            self.window.bridge.noticed.emit(self.window.bridge.say("notes.updated", version=__version__))

    def speak(self, language: str) -> None:
        """Say everything in another language: the same child, look and half-typed words."""
        if language == self._language:
            return
        self._language = language
        self._remembered.remember_language(language)
        speak_qt(self._words, language)
        old = self.window
        old.keep_drafts()
        bridge = Bridge(self._desk, Catalogue.load(language), drafts=old.bridge.drafts)
        bridge.go_on_from(old.bridge)
        self.window = self._made(bridge, old.look())
        self.window.show()
        self.window.start_with(old.bridge.child)
        old.looked.disconnect(self._remembered.remember)
        old.close()
        old.deleteLater()

    def lock(self) -> None:
        """Put a locked screen in the window's place: nothing of a child stays in any widget."""
        people = self._desk.people
        if people is None or self._locked is not None:
            return
        from ui.lock_screen import LockScreen  # noqa: PLC0415  only for a protected database

        back_up_at_close(self._desk, self._language)  # who comes back may be long away
        people.lock()
        forget_what_lies_about()
        old = self.window
        old.keep_drafts()
        locked = LockScreen(people, Catalogue.load(self._language))
        locked.setStyleSheet(old.styleSheet())
        locked.setGeometry(old.geometry())
        locked.unlocked.connect(partial(self._unlock, old.bridge.drafts, old.bridge.child, old.look()))
        self._locked = locked
        locked.show()
        old.close()
        old.deleteLater()

    def _unlock(self, drafts: Drafts, child: str | None, look: Look) -> None:
        """The window comes back, with what its person left half-typed, and with nobody else's."""
        bridge = Bridge(self._desk, Catalogue.load(self._language), drafts=drafts)
        bridge.sign_as(signed_in(self._desk))
        self.window = self._made(bridge, look)
        self.window.show()
        self.window.start_with(child)
        if self._locked is not None:
            self._locked.close()
            self._locked.deleteLater()
            self._locked = None

    def _watch(self) -> None:
        app = QApplication.instance()
        if self._desk.people is not None and isinstance(app, QApplication):
            self._idle = IdleWatch(app, lock_minutes(self._desk.setting(LOCK_MINUTES)), self)
            self._idle.idle.connect(self.lock)
            from ui.system_lock import SystemLock  # noqa: PLC0415  only for a protected database

            self._system = SystemLock(app, self.lock)

    def restore(self, backup: Path) -> None:
        """Put a backup in the place of the database, which is closed for it, and open another window.

        When that fails the database is as it was, and the window says why.
        """
        old, database, people = self.window, self._desk.path, self._desk.people
        access = None if people is None else people.access
        if access is not None and not access.may(Action.RESTORE):
            old.bridge.failed.emit(old.bridge.say("sign-in.may-not-restore", name=access.user.name))
            return
        signer, drafts = old.bridge.signer, old.bridge.drafts
        old.keep_drafts()
        QApplication.setQuitOnLastWindowClosed(False)
        old.close()
        self._desk.close()
        try:
            said, failed = restored(backup, database, signer, Catalogue.load(self._language), access)
            self._desk = Desk.open(database, access=access)
            bridge = Bridge(self._desk, Catalogue.load(self._language), drafts=drafts)
            bridge.sign_as(signer)
            self.window = self._made(bridge, old.look())
            self.window.show()
            self.window.start_with(old.bridge.child)
            (bridge.failed if failed else bridge.noticed).emit(said)
        finally:
            QApplication.setQuitOnLastWindowClosed(True)
            old.deleteLater()

    def protect(self) -> None:
        """Encrypt the open database, with whoever asks as its first administrator, and open another window over it."""
        from ui.people.protect_now import ProtectNow  # noqa: PLC0415  once in the life of a database

        old, database = self.window, self._desk.path
        asked = ProtectNow(database, self._release, Catalogue.load(self._language))
        old.keep_drafts()
        QApplication.setQuitOnLastWindowClosed(False)
        try:
            asked.exec()
            if asked.begun:  # also when it was left half-way: then the database is the open one
                self._desk = Desk.open(database, access=asked.access)
                bridge = Bridge(self._desk, Catalogue.load(self._language), drafts=old.bridge.drafts)
                bridge.sign_as(signed_in(self._desk))
                self.window = self._made(bridge, old.look())
                self.window.show()
                self.window.start_with(old.bridge.child)
                self._watch()
                old.deleteLater()
        finally:
            QApplication.setQuitOnLastWindowClosed(True)

    def _release(self) -> None:
        """Close the window and the database, so that another file can be put in its place."""
        self.window.close()
        self._desk.close()

    def leave_backup(self) -> None:
        """At the end another process backs up what no backup holds yet."""
        back_up_at_close(self._desk, self._language)

    def stop(self) -> None:
        """Take Qt's words back and release the database."""
        if self._idle is not None:
            self._idle.stop()
        if self._system is not None:
            self._system.stop()
        QCoreApplication.removeTranslator(self._words)
        self._desk.close()

    def _made(self, bridge: Bridge, look: Look) -> MainWindow:
        window = MainWindow(bridge, look)
        bridge.setParent(window)
        window.language_asked.connect(self.speak)
        window.looked.connect(self._remembered.remember)
        window.lock_asked.connect(self.lock)
        window.protect_asked.connect(self.protect)
        window.keeping.restore_asked.connect(self.restore)
        window.ready.connect(window.damage.start)
        keep_still(window)
        return window

    def _tell_problem(self, place: str) -> None:
        self.window.tell_problem()
        self.window.keeping.tell_crash(place)


def forget_what_lies_about() -> None:
    """What was copied here goes from the clipboard, and a tip from the screen: both outlive a window."""
    for top in QApplication.topLevelWidgets():
        if top.inherits("QTipLabel"):
            top.close()
            top.deleteLater()
    take_back()


def build_window(desk: WardDesk, language: str = "en") -> MainWindow:
    """The window over a desk, not yet shown."""
    bridge = Bridge(desk, Catalogue.load(language))
    window = MainWindow(bridge)
    bridge.setParent(window)
    return window


def speak_qt(words: QTranslator, language: str) -> None:
    """Let Qt's own buttons and menus speak the language; Qt is English by itself."""
    QCoreApplication.removeTranslator(words)
    if language == "en":
        return
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(QLocale(QT_LOCALES[language]), "qtbase", "_", folder):
        QCoreApplication.installTranslator(words)


def keep_still(window: MainWindow) -> None:
    """Once the window stands with its chart, leave what is there out of every later search for garbage.

    A whole search takes several frames with a ward in memory, and always comes while somebody types.
    """
    still = QTimer(window, singleShot=True, interval=STILL_MS)
    still.timeout.connect(_freeze)
    window.chart.holder.view_made.connect(still.start)


def _freeze() -> None:
    gc.unfreeze()  # a window that was replaced goes now
    gc.collect()
    gc.freeze()
