"""UUIDv7: ids that sort by the time they were made, so that two ward PCs can be merged one day."""

from __future__ import annotations

import secrets
import threading
from uuid import UUID

from hlhdesk import clock

_RANDOM_BITS = 74
_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """A UUIDv7 (RFC 9562 §5.7), always greater than the one before it in this process.

    Within one millisecond, and after a clock that jumped back, the last one is counted on (§6.2).
    """
    global _last  # noqa: PLW0603  the order of ids is the process's, not a caller's
    milliseconds = int(clock.now().timestamp() * 1000)
    fresh = (milliseconds << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
    with _lock:
        _last = fresh if fresh >> _RANDOM_BITS > _last >> _RANDOM_BITS else _last + 1
        return str(_uuid(_last))


def _uuid(number: int) -> UUID:
    time, a, b = number >> _RANDOM_BITS, number >> 62 & 0xFFF, number & (1 << 62) - 1
    return UUID(int=time << 80 | 0x7 << 76 | a << 64 | 0b10 << 62 | b)
