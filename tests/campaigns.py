"""How large each campaign is: a table, a size for every change and one for the night.

``pytest --nightly`` takes the second size; ``HLHDESK_KILLS=7`` takes any for one campaign.
"""

from __future__ import annotations

import os
from typing import NamedTuple

NIGHTLY = "HLHDESK_NIGHTLY"
"""Set by ``--nightly``, so that the workers and the modules that ask while they are imported know it."""


class Size(NamedTuple):
    """Of one campaign: what is counted, how many for every change, how many for the night."""

    what: str
    usual: int
    nightly: int


CAMPAIGNS = {
    "kills": Size("programs killed while they save", 40, 500),
    "migration_kills": Size("programs killed while they upgrade a file", 12, 100),
    "keeping_kills": Size("programs killed while they back up or restore", 12, 100),
    "power_cuts": Size("power cuts at any write", 200, 2_000),
    "io_failures": Size(
        "largest k of the k-th operation that fails; every one of these is tried", 24, 100_000
    ),
    "flips": Size("flipped bits", 120, 400),
    "cuts": Size("cut ends", 40, 200),
    "swaps": Size("swapped pages", 40, 200),
    "damaged_backups": Size("damaged backups", 60, 200),
    "transactions": Size("transactions of two processes together", 400, 1_600),
    "histories": Size("histories of corrections", 25, 2_000),
    "tamperings": Size("tamperings", 60, 400),
    "examples": Size("examples of a group of fields", 500, 20_000),
    "mutations": Size("mutated files", 300, 50_000),
}


def size(name: str) -> int:
    """How many this run makes of the campaign ``name``."""
    asked = os.environ.get(f"HLHDESK_{name.upper()}")
    if asked:
        return int(asked)
    campaign = CAMPAIGNS[name]
    return campaign.nightly if os.environ.get(NIGHTLY) else campaign.usual
