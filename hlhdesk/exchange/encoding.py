"""Bytes to text: the encodings that wards' files come in, and none by guesswork beyond them."""

from __future__ import annotations

import codecs

from hlhdesk.model.message import Message

UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class NotText(ValueError):
    """The bytes are no text in an accepted encoding; ``line`` is where they stop being one."""

    def __init__(self, line: int, message: Message) -> None:
        super().__init__(message.key)
        self.line = line
        self.message = message


def decode_utf8(data: bytes) -> str:
    """A chart file's text: UTF-8, with or without a byte order mark. Raises NotText."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotText(_line(data, error.start), Message.of("exchange.not-utf8")) from None


def decode_table(data: bytes) -> str:
    """A table's text: UTF-8, UTF-16 with its mark, or GB18030, as Excel writes them. Raises NotText."""
    if data.startswith(UTF16_MARKS):
        return _decode(data, "utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode(data, "gb18030")


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText(_line(data, error.start), Message.of("exchange.not-text")) from None


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1
