"""A picture of the chart that leaves the window says whose it is: alone, it is nobody's, or the wrong child's."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.moment import Moment
from hlhdesk.wording import Catalogue
from ui.style import Palette
from ui.words import child_name

SIDES = 10


def caption_of(chart: PatientChart, now: Moment, say: Catalogue, *, demo: bool) -> str:
    """Who, born when, as charted by when; and that a demo is one."""
    who = say(
        "chart.caption",
        name=child_name(chart, say),
        number=chart.patient_id,
        born=chart.identity.birth_date,
        now=now,
    )
    return say.sentences((say.ended(who), say("ui.demo"))) if demo else who


def captioned(picture: QPixmap, caption: str, palette: Palette) -> QPixmap:
    """The picture below its caption, which takes the lines that it needs."""
    dense = picture.devicePixelRatio()
    width = round(picture.width() / dense)
    font = palette.font("body", bold=True)
    room = QRect(SIDES, SIDES // 2, width - 2 * SIDES, 10_000)
    flags = int(Qt.TextFlag.TextWordWrap)
    tall = QFontMetrics(font).boundingRect(room, flags, caption).height() + SIDES
    whole = QPixmap(picture.width(), picture.height() + round(tall * dense))
    whole.setDevicePixelRatio(dense)
    whole.fill(palette.colour("chart.ground"))
    painter = QPainter(whole)
    painter.setFont(font)
    painter.setPen(palette.colour("chart.ink"))
    painter.drawText(room, flags, caption)
    painter.drawPixmap(0, tall, picture)
    painter.end()
    return whole
