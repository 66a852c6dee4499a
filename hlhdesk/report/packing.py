"""A document as the bytes of a PDF whose small objects lie together in one compressed stream (ISO 32000-1, 7.5.7 and 7.5.8).

reportlab writes each object and a table of places as plain text, which was a tenth of a Chinese page.
"""

from __future__ import annotations

import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import format as formatted

HEADER = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"
BEST = 9
ENDS_A_STREAM = b"endstream\n"
FREE, IN_FILE, IN_STREAM = 0, 1, 2  # what a row of the table of places says


def packed(document: Any) -> bytes:
    """The bytes of a finished reportlab document without encryption: what its own ``format`` returns, but smaller."""
    catalog, info = document.Reference(document.Catalog), document.Reference(document.info)
    streams, small = _objects(document)
    holder = len(streams) + len(small) + 1
    streams[holder] = _together(small)
    places, out = {}, bytearray(HEADER)
    for number, content in streams.items():
        places[number] = len(out)
        out += _object(number, content)
    start = len(out)
    places[holder + 1] = start
    rows = [_row(FREE, 0, 0xFFFF)]
    order = {number: index for index, number in enumerate(small)}
    for number in range(1, holder + 2):
        in_file = number in places
        rows.append(_row(IN_FILE, places[number], 0) if in_file else _row(IN_STREAM, holder, order[number]))
    root, about = (formatted(reference, document).decode() for reference in (catalog, info))
    entries = f"/Type /XRef /Size {len(rows)} /W [1 3 2] /Root {root} /Info {about} /ID {_identity(document)}"
    out += _object(holder + 1, _stream(entries, b"".join(rows)))
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def _objects(document: Any) -> tuple[dict[int, bytes], dict[int, bytes]]:
    """The objects by number, those with a stream and the small ones; formatting one can make more."""
    streams: dict[int, bytes] = {}
    small: dict[int, bytes] = {}
    number = 1
    while number in document.numberToId:
        content = formatted(document.idToObject[document.numberToId[number]], document, toplevel=1)
        (streams if content.endswith(ENDS_A_STREAM) else small)[number] = content
        number += 1
    return streams, small


def _together(small: dict[int, bytes]) -> bytes:
    places, body = [], bytearray()
    for number, content in small.items():
        places.append(f"{number} {len(body)}")
        body += content + b"\n"
    head = f"{' '.join(places)}\n".encode()
    return _stream(f"/Type /ObjStm /N {len(small)} /First {len(head)}", head + body)


def _stream(entries: str, content: bytes) -> bytes:
    data = zlib.compress(content, BEST)
    return (
        f"<< {entries} /Filter /FlateDecode /Length {len(data)} >>\nstream\n".encode()
        + data
        + b"\nendstream\n"
    )


def _object(number: int, content: bytes) -> bytes:
    return f"{number} 0 obj\n".encode() + content + b"endobj\n"


def _row(kind: int, first: int, second: int) -> bytes:
    return kind.to_bytes(1, "big") + first.to_bytes(3, "big") + second.to_bytes(2, "big")


def _identity(document: Any) -> str:
    """The two numbers of the file, from its content."""
    written: bytes = document.ID()
    return written.decode().partition("]")[0].strip() + "]"
