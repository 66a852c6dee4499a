"""Dates, clock times and moments as written, inside the child's life so far."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from hlhdesk.entry.characters import quoted, trimmed
from hlhdesk.entry.context import EntryContext, Refusal
from hlhdesk.model.message import Message
from hlhdesk.model.moment import PATTERN, Moment, NotATime

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
CLOCK = re.compile(r"[0-9]{2}:[0-9]{2}", re.ASCII)
FIRST, LAST = date.fromisoformat("1900-01-01"), date.fromisoformat("2199-12-31")
LONGEST = 60


def parse_day(text: str, context: EntryContext, *, future: bool, before_birth: bool) -> date:
    """A civil date. Raises Refusal for one that is none, lies in the future or before birth."""
    if DAY.fullmatch(trimmed(text)) is None:
        raise Refusal(Message.of("entry.not-a-date", word=quoted(text)), Message.of("entry.accepted-date"))
    day = _day(trimmed(text), text, "entry.accepted-date")
    _refuse_far(day, text)
    if not future and context.now is not None and day > context.now.day:
        raise Refusal(
            Message.of("entry.future-date", on=day), Message.of("entry.accepted-until", on=context.now.day)
        )
    if not before_birth:
        _refuse_before_birth(day, context)
    return day


def parse_moment(text: str, context: EntryContext) -> Moment:
    """A moment of the ward's civil time. Raises Refusal as ``parse_day`` does."""
    if len(text) > LONGEST or PATTERN.fullmatch(trimmed(text)) is None:
        raise Refusal(Message.of("entry.not-a-time", word=quoted(text)), Message.of("entry.accepted-time"))
    written = trimmed(text)
    _refuse_far(_day(written[: len("YYYY-MM-DD")], text, "entry.accepted-time"), text)
    moment = _moment(written, context)
    if context.now is not None and moment.instant > context.now.instant:
        raise Refusal(
            Message.of("entry.future-time", at=moment), Message.of("entry.accepted-until-now", at=context.now)
        )
    _refuse_before_birth(moment.day, context)
    return moment


def parse_clock(text: str) -> time:
    """A clock time ``HH:MM``. Raises Refusal."""
    try:
        if CLOCK.fullmatch(text):
            return time.fromisoformat(text)
    except ValueError:
        pass
    raise Refusal(Message.of("entry.not-a-clock-time", word=quoted(text)), Message.of("entry.accepted-clock"))


def parse_instant(text: str) -> datetime:
    """When something was recorded: an instant with its offset, in UTC. Raises Refusal."""
    try:
        found = datetime.fromisoformat(text) if len(text) <= LONGEST else None
        if found is not None and found.tzinfo is not None:
            return found.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise Refusal(Message.of("entry.not-an-instant", word=quoted(text)), Message.of("entry.accepted-instant"))


def instant_text(instant: datetime) -> str:
    """An instant as it is written: UTC, with all its decimals."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _day(written: str, text: str, accepted: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refusal(Message.of("entry.not-in-calendar", word=quoted(text)), Message.of(accepted)) from None


def _moment(text: str, context: EntryContext) -> Moment:
    try:
        return Moment.parse(text, context.zone)
    except NotATime:
        known = _exists(text)
    key = "entry.skipped-time" if known else "entry.not-in-calendar"
    accepted = "entry.accepted-outside-gap" if known else "entry.accepted-time"
    raise Refusal(Message.of(key, word=quoted(text)), Message.of(accepted))


def _exists(text: str) -> bool:
    """True when the calendar has this time, so that only the clocks can have skipped it."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _refuse_far(day: date, text: str) -> None:
    if not FIRST <= day <= LAST:
        raise Refusal(
            Message.of("entry.far-date", word=quoted(text)),
            Message.of("entry.accepted-days", first=FIRST, last=LAST),
        )


def _refuse_before_birth(day: date, context: EntryContext) -> None:
    if context.birth_date is not None and day < context.birth_date:
        raise Refusal(
            Message.of("entry.before-birth", on=day), Message.of("entry.accepted-from", on=context.birth_date)
        )
