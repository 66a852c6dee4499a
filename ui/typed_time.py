"""The time field of quick entry: what a nurse types, as a civil time of the ward."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment

CLOCK = re.compile(r"(?:(?P<day>\d{4}-\d{2}-\d{2}|-\d{1,2})\s+)?(?P<hour>\d{1,2})[:.h]?(?P<minute>\d{2})")


class NotATypedTime(ValueError):
    """What was typed is no time that can be charted; ``message`` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.key)
        self.message = message


def typed_time(text: str, now: Moment) -> str | None:
    """``14:02`` → ``2018-03-09T14:02``; None for an empty field, which means now.

    A clock time without a day is today's, never silently yesterday's. Raises NotATypedTime.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if not typed:
        return None
    match = CLOCK.fullmatch(typed)
    if match is None:
        raise _wrong(typed)
    try:
        clock = time(int(match["hour"]), int(match["minute"]))
        civil = datetime.combine(_day(match["day"], now.day), clock)
    except (ValueError, OverflowError):
        raise _wrong(typed) from None
    if match["day"] is None and civil > now.civil:
        raise NotATypedTime(Message.of("ui.entry.time-future", time=clock))
    return civil.isoformat(timespec="minutes")


def _day(text: str | None, today: date) -> date:
    if text is None:
        return today
    if text.startswith("-"):
        return today - timedelta(days=int(text[1:]))
    return date.fromisoformat(text)


def _wrong(typed: str) -> NotATypedTime:
    return NotATypedTime(
        Message.of(
            "care.typed-wrong",
            message=Message.of("ui.entry.time-wrong", text=typed),
            accepted=Message.of("ui.entry.time-accepted"),
        )
    )
