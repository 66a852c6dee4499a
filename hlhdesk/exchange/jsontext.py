"""Reads JSON text without losing what a refusal needs: the place of every value.

The standard library's ``json`` drops positions, duplicate keys and the spelling of numbers, and
fails on deep nesting with RecursionError; this reader keeps the first three and refuses the last.
Strings are scanned by the standard library's own scanner.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]  # not in the stubs
from typing import NamedTuple, Union

from hlhdesk.model.message import Message

DEEPEST = 16
"""Levels of lists and objects that are read; a chart file has six."""

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?", re.ASCII)
_WORD = re.compile(r"[^\s,:\[\]{}\"]{1,40}")
_LITERALS = {"true": True, "false": False, "null": None}
_LINE_END = re.compile(r"\r\n|\r|\n")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Node(NamedTuple):
    """One value with the offset at which it starts; a number is its text as written."""

    value: NodeValue
    start: int


class Member(NamedTuple):
    """One member of an object, with the offset of its key."""

    key_start: int
    node: Node


NodeValue = Union[str, bool, None, list[Node], dict[str, Member]]  # noqa: UP007  refers to itself
Plain = Union[str, bool, None, list["Plain"], dict[str, "Plain"]]  # noqa: UP007


class NotJson(ValueError):
    """The text is no JSON: where, in which field, and why."""

    def __init__(self, offset: int, path: str, message: Message) -> None:
        super().__init__(message.key)
        self.offset = offset
        self.path = path
        self.message = message


class Fault(NamedTuple):
    """Something that JSON allows and a chart file does not, such as a key given twice."""

    offset: int
    path: str
    message: Message


@dataclass(frozen=True)
class Lines:
    """Tells the line (from 1) of an offset in a text."""

    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Lines:
        """Index the line ends of ``text``: LF, CRLF or CR."""
        return cls(tuple(match.end() for match in _LINE_END.finditer(text)))

    def line(self, offset: int) -> int:
        """The line on which the character at ``offset`` stands."""
        return bisect_right(self.ends, offset) + 1


def read(text: str) -> tuple[Node, list[Fault]]:
    """The value of a JSON text and the faults found on the way.

    Raises NotJson, with the place, for anything that is not exactly one JSON value.
    """
    reader = _Reader(text)
    node, end = reader.value(reader.skip(0), 0)
    end = reader.skip(end)
    if end < len(text):
        raise reader.error(end, "exchange.json-more", found=reader.word(end))
    return node, reader.faults


def plain(node: Node) -> Plain:
    """The value without places: numbers as text, lists and objects as Python's own."""
    value = node.value
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(member.node) for key, member in value.items()}
    return value


@dataclass
class _Reader:
    text: str
    faults: list[Fault] = field(default_factory=list)
    path: list[str | int] = field(default_factory=list)

    def skip(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def value(self, at: int, depth: int) -> tuple[Node, int]:
        first = self.text[at : at + 1]
        if first == '"':
            string, end = self.string(at)
            return Node(string, at), end
        if first in ("{", "["):
            if depth == DEEPEST:
                raise self.error(at, "exchange.json-deep", deepest=DEEPEST)
            return self.object(at, depth + 1) if first == "{" else self.list(at, depth + 1)
        number = _NUMBER.match(self.text, at)
        if number and not _WORD.match(self.text, number.end()):
            return Node(number.group(), at), number.end()
        word = _WORD.match(self.text, at)
        if word and word.group() in _LITERALS:
            return Node(_LITERALS[word.group()], at), word.end()
        raise self.error(at, "exchange.json-value", found=self.word(at))

    def string(self, at: int) -> tuple[str, int]:
        try:
            string, end = scanstring(self.text, at + 1, True)
        except JSONDecodeError as error:
            raise self.error(error.pos, _string_fault(error.msg)) from None
        if _SURROGATE.search(string):
            self.faults.append(Fault(at, self.named(), Message.of("exchange.surrogate")))
        return string, end

    def list(self, at: int, depth: int) -> tuple[Node, int]:
        items: list[Node] = []
        end = self.skip(at + 1)
        if self.text[end : end + 1] == "]":
            return Node(items, at), end + 1
        while True:
            self.path.append(len(items))
            node, end = self.value(end, depth)
            self.path.pop()
            items.append(node)
            end = self.skip(end)
            mark = self.text[end : end + 1]
            if mark == "]":
                return Node(items, at), end + 1
            if mark != ",":
                raise self.error(end, "exchange.json-list", found=self.word(end))
            end = self.skip(end + 1)

    def object(self, at: int, depth: int) -> tuple[Node, int]:
        members: dict[str, Member] = {}
        end = self.skip(at + 1)
        if self.text[end : end + 1] == "}":
            return Node(members, at), end + 1
        while True:
            end = self.member(end, members, depth)
            mark = self.text[end : end + 1]
            if mark == "}":
                return Node(members, at), end + 1
            if mark != ",":
                raise self.error(end, "exchange.json-object", found=self.word(end))
            end = self.skip(end + 1)

    def member(self, at: int, members: dict[str, Member], depth: int) -> int:
        if self.text[at : at + 1] != '"':
            raise self.error(at, "exchange.json-key", found=self.word(at))
        key, end = self.string(at)
        end = self.skip(end)
        if self.text[end : end + 1] != ":":
            raise self.error(end, "exchange.json-colon", name=key, found=self.word(end))
        self.path.append(key)
        node, end = self.value(self.skip(end + 1), depth)
        if key in members:
            self.faults.append(Fault(at, self.named(), Message.of("exchange.duplicate-key", name=key)))
        self.path.pop()
        members[key] = Member(at, node)
        return self.skip(end)

    def word(self, at: int) -> str:
        """What stands at ``at``, for the refusal."""
        match = _WORD.match(self.text, at)
        return match.group() if match else self.text[at : at + 1]

    def named(self) -> str:
        return path_text(self.path)

    def error(self, at: int, what: str, **values: str | int) -> NotJson:
        if at >= len(self.text):
            return NotJson(at, self.named(), Message.of("exchange.json-ends"))
        return NotJson(at, self.named(), Message.of(what, **values))


def _string_fault(reason: str) -> str:
    """The message for what the standard library's scanner says of a string."""
    if reason.startswith("Unterminated"):
        return "exchange.json-ends"
    return "exchange.json-control" if "control" in reason else "exchange.json-escape"


def path_text(path: list[str | int]) -> str:
    """``["patients", 3, "labs", 0, "unit"]`` as ``patients[3].labs[0].unit``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
