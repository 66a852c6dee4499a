"""A day as a nurse types it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from hlhdesk.model.message import Message
from ui.typed_time import NotATypedTime

FULL = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
BACK = re.compile(r"[-+](\d{1,4})")


def typed_day(text: str, today: date) -> date | None:
    """``2018-03-09`` or ``20180309``; ``-1`` yesterday, ``+7`` in a week; None for an empty field.

    A day and a month alone are not taken: 3/9 is read in two ways. Raises NotATypedTime.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if not typed:
        return None
    try:
        if BACK.fullmatch(typed):
            return today + timedelta(days=int(typed))
        if (match := FULL.fullmatch(typed)) is not None:
            return date(*(int(part) for part in match.groups()))
    except (ValueError, OverflowError):
        pass
    raise NotATypedTime(
        Message.of(
            "care.typed-wrong",
            message=Message.of("ui.entry.day-wrong", text=typed),
            accepted=Message.of("ui.entry.day-accepted"),
        )
    )
