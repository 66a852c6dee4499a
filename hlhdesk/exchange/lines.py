"""One line a problem: ``FILE:LINE: FIELD: what is wrong; what is accepted``."""

from __future__ import annotations

from hlhdesk.model.batch import BatchProblem
from hlhdesk.model.message import Message
from hlhdesk.model.problem import Problem
from hlhdesk.wording import Catalogue

LONGEST_LINE = 600
ASKS = frozenset({"entry.accepted-nearest", "exchange.nearest"})
"""What is accepted, said as a question: "did you mean …?"."""


def problem_line(problem: BatchProblem, catalogue: Catalogue) -> str:
    """A problem with its place, for standard error."""
    place = problem.place
    field = place.field or catalogue("exchange.whole-file")
    return one_line(f"{place.file}:{place.line}: {field}: {problem_text(problem.problem, catalogue)}")


def reason_text(problem: BatchProblem, catalogue: Catalogue) -> str:
    """A problem without its file and line, for the reasons beside a rejected row."""
    return one_line(f"{problem.place.field}: {problem_text(problem.problem, catalogue)}")


def problem_text(problem: Problem, catalogue: Catalogue) -> str:
    """What is wrong and what is accepted; a refusal that names no remedy finds one under its own key."""
    text = catalogue.text(problem.message)
    accepted = problem.accepted or _remedy(problem.message, catalogue)
    if accepted is None:
        return text
    key = "exchange.remedy-nearest" if accepted.key in ASKS else "exchange.remedy"
    return catalogue(key, wrong=catalogue.unended(text), accepted=accepted)


def _remedy(message: Message, catalogue: Catalogue) -> Message | None:
    key = f"remedy.{message.key}"
    return Message.of(key) if catalogue.has(key) else None


def one_line(text: str) -> str:
    """``text`` as one printable line: marks that a terminal would obey are spelt out."""
    shown = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
    return shown if len(shown) <= LONGEST_LINE else f"{shown[:LONGEST_LINE]}…"
