"""Texts that come with a command: names, reasons, patient ids."""

from __future__ import annotations

from hlhdesk.entry import Refusal
from hlhdesk.entry.fields import words
from hlhdesk.service.answers import Refused

LONGEST_NAME = 200
LONGEST_REASON = 1000
LONGEST_PATIENT_ID = 64


def refuse_text(field: str, text: str | None, longest: int = LONGEST_NAME) -> None:
    """Raise Refused for a text that is empty, too long or holds what cannot be seen; None is none."""
    if text is None:
        return
    try:
        words(text, required=True, longest=longest)
    except Refusal as refusal:
        raise Refused((refusal.problem(field),)) from None


def refuse_patient_id(patient_id: str) -> None:
    """Raise Refused for a text that cannot name a child."""
    printable = patient_id.isprintable() and patient_id.strip() == patient_id
    if not 1 <= len(patient_id) <= LONGEST_PATIENT_ID or not printable:
        raise Refused.because("patient_id", "service.bad-patient-id", longest=LONGEST_PATIENT_ID)
