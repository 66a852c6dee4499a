"""What is wrong with definitions files: all of it, at once."""

from __future__ import annotations

from dataclasses import dataclass

from hlhdesk.model.message import Message
from hlhdesk.model.problem import Problem


@dataclass(frozen=True, slots=True)
class DefinitionsProblem:
    """One problem: the file's name and, in ``problem``, the key, what is wrong, what is accepted."""

    file: str
    problem: Problem

    def __str__(self) -> str:
        """For logs and tracebacks; people read it through the catalogue."""
        values = ", ".join(f"{name}={value}" for name, value in self.problem.message.values)
        return f"{self.file}: {self.problem.field}: {self.problem.message.key}({values})"


class DefinitionsError(Exception):
    """Definitions that cannot be used, with every problem found in them."""

    def __init__(self, problems: tuple[DefinitionsProblem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class Faults:
    """Collects problems while files are read."""

    def __init__(self) -> None:
        self.found: list[DefinitionsProblem] = []

    def add(self, file: str, key: str, message: Message, accepted: Message | None = None) -> None:
        """Note one problem and go on reading."""
        self.found.append(DefinitionsProblem(file, Problem(key, message, accepted)))

    def raise_if_any(self) -> None:
        """Raise DefinitionsError when anything was found."""
        if self.found:
            raise DefinitionsError(tuple(self.found))
