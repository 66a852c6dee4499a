"""The line of a field of a chart file, for problems that only the charts raise."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hlhdesk.exchange.encoding import decode_utf8
from hlhdesk.exchange.jsontext import Lines, Node, read
from hlhdesk.model.batch import BatchProblem
from hlhdesk.model.problem import Place

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def at_their_values(data: bytes, problems: Iterable[BatchProblem]) -> tuple[BatchProblem, ...]:
    """The problems, each with the line of the value that its path names instead of its entry's.

    ``data`` is a chart file that was read without a problem.
    """
    found = tuple(problems)
    if not found:
        return ()
    text = decode_utf8(data)
    lines = Lines.of(text)
    root, _ = read(text)
    return tuple(_placed(problem, root, lines) for problem in found)


def _placed(problem: BatchProblem, root: Node, lines: Lines) -> BatchProblem:
    place = problem.place
    node = _named(root, place.field)
    if node is None:
        return problem
    return BatchProblem(Place(place.file, lines.line(node.start), place.field), problem.problem)


def _named(root: Node, path: str) -> Node | None:
    node = root
    for name, index in _STEP.findall(path):
        value = node.value
        if isinstance(value, dict) and name in value:
            node = value[name].node
        elif isinstance(value, list) and index and int(index) < len(value):
            node = value[int(index)]
        else:
            return None
    return node
