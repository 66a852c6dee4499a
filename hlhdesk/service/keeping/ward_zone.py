"""The ward's time zone, of a database that may be closed, missing or damaged."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from hlhdesk.service import settings
from hlhdesk.store import Store, StoreError


def zone_of(database: Path) -> ZoneInfo:
    """The zone that the database names; this computer's for one that cannot be read."""
    try:
        with Store.open(database, readonly=True) as store:
            return settings.zone_named(store.settings().get(settings.ZONE, "UTC"))
    except StoreError:
        return settings.zone_named(settings.system_zone())
