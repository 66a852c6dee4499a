"""What stands half-typed: kept for the child, the place and the person that it was typed by."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as its place left it, and the few words by which the ward board names it."""

    content: object
    words: str


@dataclass
class Drafts:
    """Only in memory: nothing half-typed is ever written anywhere."""

    _kept: dict[tuple[str | None, str, str], Kept] = field(default_factory=dict)

    def keep(self, owner: str | None, patient_id: str, place: str, kept: Kept) -> None:
        """Remember a draft in the stead of an earlier one."""
        self._kept[owner, patient_id, place] = kept

    def drop(self, owner: str | None, patient_id: str, place: str) -> bool:
        """Forget a draft; False when there was none."""
        return self._kept.pop((owner, patient_id, place), None) is not None

    def get(self, owner: str | None, patient_id: str, place: str) -> Kept | None:
        """The draft, or None."""
        return self._kept.get((owner, patient_id, place))

    def give(self, owner: str) -> None:
        """What was half-typed before anybody gave a name becomes ``owner``'s, who gave theirs."""
        for who, child, place in [key for key in self._kept if key[0] is None]:
            self._kept.setdefault((owner, child, place), self._kept.pop((who, child, place)))

    def words(self, owner: str | None) -> dict[str, str]:
        """Each child of whom this person left something half-typed, in a few words."""
        return {child: kept.words for (who, child, _), kept in self._kept.items() if who == owner}
