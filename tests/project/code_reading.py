"""Reads the program's own code: which catalogue texts it asks for, and what it imports."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("hlhdesk", "ui")
SAYS = frozenset({"catalogue", "_catalogue", "say", "_say", "words", "_words"})


@dataclass(frozen=True)
class Asked:
    """One text that the code asks for. ``values`` is None when they are not spelled out there.

    ``key`` is a pattern: a part that is only known when the program runs stands as ``.+``.
    """

    where: str
    key: re.Pattern[str]
    values: frozenset[str] | None


def sources(*rooms: str) -> list[Path]:
    """The code of some rooms, in a stable order."""
    return sorted(file for room in rooms for file in (ROOT / room).rglob("*.py"))


def trees(*rooms: str) -> Iterator[tuple[Path, ast.Module]]:
    """Each file with its syntax tree."""
    for file in sources(*rooms):
        yield file, ast.parse(file.read_text(encoding="utf-8"))


def asked_texts() -> Iterator[Asked]:
    """Every ``Message.of(key, …)``, ``Message(key, …)`` and ``catalogue(key, …)`` with a visible key."""
    for file, tree in trees(*ROOMS):
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and node.args and _speaks(node.func)):
                continue
            certain = "Message" in ast.unparse(node.func)
            for key in _keys(node.args[0]):
                if not certain and "." not in key.pattern:
                    continue  # some other function of that name
                yield Asked(f"{file.relative_to(ROOT)}:{node.lineno}", key, _values(node))


def terms() -> Iterator[tuple[str, str, str]]:
    """Every ``Term("kind", "name")`` that is spelled out: place, kind, name."""
    for file, tree in trees(*ROOMS):
        for node in ast.walk(tree):
            match node:
                case ast.Call(
                    func=ast.Name("Term"), args=[ast.Constant(value=str(kind)), ast.Constant(value=str(name))]
                ):
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", kind, name


def imports(tree: ast.Module) -> Iterator[str]:
    """The dotted names that a file imports, wherever in it; what comes from a module with the module's name."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names, level=0):
                yield from (f"{module}.{alias.name}" for alias in names)


def _speaks(function: ast.expr) -> bool:
    match function:
        case ast.Attribute(value=ast.Name("Message"), attr="of") | ast.Name("Message"):
            return True
        case ast.Name(name) | ast.Attribute(attr=name):
            return name in SAYS
    return False


def _keys(argument: ast.expr) -> Iterator[re.Pattern[str]]:
    match argument:
        case ast.Constant(value=str(key)):
            yield re.compile(re.escape(key))
        case ast.IfExp(body=body, orelse=orelse):
            yield from _keys(body)
            yield from _keys(orelse)
        case ast.JoinedStr(values=parts):
            known = (re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in parts)
            yield re.compile("".join(known))


def _values(call: ast.Call) -> frozenset[str] | None:
    if len(call.args) > 1 or any(keyword.arg is None for keyword in call.keywords):
        return None
    return frozenset(keyword.arg for keyword in call.keywords if keyword.arg is not None)
