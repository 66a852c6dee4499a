"""The notes of the history, read once and then only on: facts do not change."""

from __future__ import annotations

from hlhdesk.store import Line, Store


class Noted:
    """Every line of the history that is neither an entry nor a setting."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seq = 0
        self._lines: list[Line] = []

    def lines(self) -> tuple[Line, ...]:
        """All of them as of now, oldest first. Raises Damaged."""
        end, new = self._store.notes_after(self._seq)
        self._lines += new
        self._seq = end
        return tuple(self._lines)

    def of(self, patient_id: str, action: str | None = None) -> tuple[Line, ...]:
        """Those that concern a child, of one action or of all."""
        return tuple(
            line for line in self.lines() if line.patient_id == patient_id and action in (None, line.action)
        )
