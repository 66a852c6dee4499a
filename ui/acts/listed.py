"""The acts by name, in the order of the menu, with their shortcuts."""

from __future__ import annotations

from ui.acts.act import Act
from ui.acts.bed import BED
from ui.acts.charted import DIAGNOSIS, FINDING, SIZE
from ui.acts.stay import DISCHARGE, END, READMISSION

ACTS: dict[str, Act] = {act.name: act for act in (SIZE, DIAGNOSIS, FINDING, BED, DISCHARGE, READMISSION, END)}
