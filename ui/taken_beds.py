"""Beds that another child on the ward has."""

from __future__ import annotations

from collections.abc import Iterable

from hlhdesk.wording import Catalogue
from ui.cards import Card


def taken_words(bed: str, patient_id: str, cards: Iterable[Card], say: Catalogue) -> str:
    """Who else is in this bed; empty when nobody is."""
    wanted = bed.strip().casefold()
    others = [
        card
        for card in cards
        if wanted and card.inpatient and card.patient_id != patient_id and card.bed.casefold() == wanted
    ]
    if not others:
        return ""
    return say("acts.bed.taken", bed=bed.strip(), name=others[0].name, number=others[0].patient_id)
