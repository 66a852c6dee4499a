"""Which handler answers which command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hlhdesk.service.acknowledging import acknowledge_finding
from hlhdesk.service.answers import Answer
from hlhdesk.service.commands import (
    AcknowledgeFinding,
    Command,
    ImportBatch,
    MoveEntry,
    RecordEntries,
    Together,
)
from hlhdesk.service.importing import import_batch
from hlhdesk.service.moving import move_entry
from hlhdesk.service.recording import record_entries
from hlhdesk.service.together import SINGLE, do_together
from hlhdesk.service.work import Work

Handler = Callable[[Work, Any], Answer]

HANDLERS: Mapping[type[Command], Handler] = {
    **SINGLE,
    RecordEntries: record_entries,
    Together: do_together,
    AcknowledgeFinding: acknowledge_finding,
    MoveEntry: move_entry,
    ImportBatch: import_batch,
}
