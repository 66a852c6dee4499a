"""The place of the photograph beside a name: the child's face, or the initials where there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from hlhdesk.service import Photograph, StoreError
from hlhdesk.wording import Catalogue
from ui.bridge import WardDesk
from ui.widgets import dress, plain_tip, restyle

OLD_DAYS = 28
"""A face changes within weeks of steroids; from then on the banner says how old the picture is."""
LINES = 3.2
"""How high the picture is, in lines of the text beside it."""


@dataclass(frozen=True, slots=True)
class FaceText:
    """``picture`` is a JPEG, or empty: then ``initials`` stand there. ``old`` is said beside a picture that is."""

    initials: str = ""
    picture: bytes = b""
    taken: str = ""
    old: str = ""


def face_text(photograph: Photograph | None, initials: str, today: date, say: Catalogue) -> FaceText:
    """What stands in the photograph's place."""
    if photograph is None:
        return FaceText(initials)
    days = (today - photograph.taken_on).days
    taken = say("photograph.taken", on=photograph.taken_on)
    old = say("photograph.old", on=photograph.taken_on, days=days) if days > OLD_DAYS else ""
    return FaceText(initials, photograph.picture, taken, old)


def photograph_of(desk: WardDesk, patient_id: str) -> Photograph | None:
    """The child's photograph; None for a damaged one, which hides no chart: the check of the file tells of it."""
    try:
        return desk.photograph(patient_id)
    except StoreError:
        return None


class Face(QLabel):
    """As high as some lines of text, whatever the size of the text."""

    def __init__(self) -> None:
        super().__init__()
        dress(self, "initials")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture = b""
        self._pixmap = QPixmap()

    def show_text(self, text: FaceText) -> None:
        """Put a child's face, or its initials, on screen."""
        if text.picture != self._picture:
            self._picture = text.picture
            self._pixmap = QPixmap()
            self._pixmap.loadFromData(text.picture)
        self.setText(text.initials)
        self.setToolTip(plain_tip(text.taken))
        self.setAccessibleName(text.taken)
        restyle(self, "photograph", "true" if self.shows_picture else "false")
        self._fit()
        self.setVisible(self.shows_picture or bool(text.initials))

    @property
    def shows_picture(self) -> bool:
        """Whether a picture stands there, and not initials."""
        return not self._pixmap.isNull()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.DevicePixelRatioChange):
            self._fit()

    def _fit(self) -> None:
        if not self.shows_picture:
            self.setMinimumSize(QSize(0, 0))
            self.setMaximumSize(QSize(16_777_215, 16_777_215))
            return
        side = round(self.fontMetrics().height() * LINES)
        dense = self.devicePixelRatioF()
        shown = self._pixmap.scaled(
            round(side * dense),
            round(side * dense),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        shown.setDevicePixelRatio(dense)
        self.setFixedSize(side + 2, side + 2)
        self.setPixmap(shown)
