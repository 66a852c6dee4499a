"""The settings of a database and what they may be."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hlhdesk.model.moment import Moment, NotATime
from hlhdesk.service.answers import Refused
from hlhdesk.service.keeping import wishes

ZONE, DEMO, DEMO_NOW, WARD_NAME = "zone", "demo", "demo_now", "ward_name"
LOCK_MINUTES = "lock_minutes"
KEYS = (ZONE, DEMO, DEMO_NOW, WARD_NAME, LOCK_MINUTES, *wishes.KEYS)
LOCKS_AFTER, LOCKS_AT_LATEST = 5, 60
"""Minutes without a touch after which a protected screen locks: by itself, and at most."""
YES, NO = "yes", "no"

LONGEST = 200


def checked(key: str, value: str, zone: ZoneInfo) -> str:
    """``value`` if it may be the setting ``key``. Raises Refused."""
    if key not in KEYS:
        raise Refused.because(key, "service.unknown-setting", setting=key)
    if len(value) > LONGEST or not value.isprintable():
        raise Refused.because(key, "service.bad-setting", setting=key)
    if key == ZONE:
        zone_named(value)
    elif (key == DEMO and value not in (YES, NO)) or (key == LOCK_MINUTES and not _is_lock_time(value)):
        raise Refused.because(key, "service.bad-setting", setting=key)
    elif key == DEMO_NOW:
        _moment(value, zone)
    elif key in wishes.KEYS and not wishes.acceptable(key, value):
        raise Refused.because(key, "service.bad-setting", setting=key)
    return value


def lock_minutes(value: str | None) -> int:
    """The minutes that the ward set, or those that hold without."""
    return int(value) if value and _is_lock_time(value) else LOCKS_AFTER


def _is_lock_time(value: str) -> bool:
    return value.isascii() and value.isdigit() and 1 <= int(value) <= LOCKS_AT_LATEST


def zone_named(name: str) -> ZoneInfo:
    """An IANA time zone. Raises Refused."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused.because(ZONE, "service.unknown-zone", zone=name) from None


def system_zone() -> str:
    """This computer's IANA time zone, or UTC when it does not tell."""
    from tzlocal import get_localzone_name  # noqa: PLC0415  for a new database only

    try:
        return zone_named(get_localzone_name() or "UTC").key
    except (Refused, ZoneInfoNotFoundError):
        return "UTC"


def _moment(text: str, zone: ZoneInfo) -> Moment:
    try:
        return Moment.parse(text, zone)
    except NotATime:
        raise Refused.because(DEMO_NOW, "service.bad-setting", setting=DEMO_NOW) from None
