"""What a correction will change in the findings, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from hlhdesk.model.state import Finding
from hlhdesk.wording import Catalogue
from ui.cards import ASKS, NOT_APPROVED
from ui.findings_banner import headline


def foreseen_words(before: Iterable[Finding], after: Iterable[Finding], say: Catalogue) -> str:
    """Which findings go and which come, by their first clause; that none does is said too."""
    old, new = _headlines(before, say), _headlines(after, say)
    gone = [text for text in old if text not in new]
    come = [text for text in new if text not in old]
    if not gone and not come:
        return say("foreseen.same")
    parts = [say("foreseen.goes", findings=tuple(gone))] if gone else []
    parts += [say("foreseen.comes", findings=tuple(come))] if come else []
    return say.sentences(say.ended(part) for part in parts)


def _headlines(findings: Iterable[Finding], say: Catalogue) -> list[str]:
    found = []
    for finding in findings:
        if finding.level in ASKS and finding.code != NOT_APPROVED:
            sentence = say.text(finding.text)
            found.append((headline(sentence) or sentence).rstrip(".:。："))
    return list(dict.fromkeys(found))
