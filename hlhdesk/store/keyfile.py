"""The keys of a protected database, in a small file beside it: each a wrap of its data key.

It holds no name and no word of a chart: a user is found by a digest of the name. The failed tries
stand in it too, because they must be known before anybody has the key.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from hlhdesk.store import files
from hlhdesk.store.errors import NotOpened, keys_beside
from hlhdesk.store.keyring import KEY_BYTES
from hlhdesk.store.wrapping import KINDS, NONCE_BYTES, SALT_BYTES, TAG_BYTES, USER, Cost, Wrap

FORMAT, VERSION = "hlhdesk-keys", 1
LARGEST = 1 << 20


class KeysUnreadable(NotOpened):
    """The keys beside a database are missing or not as this program wrote them."""


@dataclass(frozen=True, slots=True)
class Tries:
    """How often somebody failed since the last success, and when that was last."""

    failed: int
    last: datetime


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The wraps of one data key. ``names`` leads from a name's digest to the user's id."""

    salt: bytes
    wraps: tuple[Wrap, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    tries: Mapping[str, Tries] = field(default_factory=dict)

    def digest_of(self, name: str) -> str:
        """What stands for a name; however it is written, with characters that nobody sees too, it is the same name."""
        seen = "".join(one for one in name if unicodedata.category(one) != "Cf")
        plain = " ".join(unicodedata.normalize("NFKC", seen).casefold().split())
        return sha256(self.salt + plain.encode()).hexdigest()

    def owner_of(self, name: str) -> str | None:
        """The id of the user with this name, or None."""
        return self.names.get(self.digest_of(name))

    def wrap_of(self, kind: str, owner: str = "") -> Wrap | None:
        """The wrap of a user, or one of the ward's two; None when there is none."""
        return next((one for one in self.wraps if (one.kind, one.owner) == (kind, owner)), None)

    def with_wrap(self, wrap: Wrap, name: str | None = None) -> KeyFile:
        """With this wrap instead of the one of its kind and owner; ``name`` is a new user's."""
        kept = tuple(one for one in self.wraps if (one.kind, one.owner) != (wrap.kind, wrap.owner))
        names = dict(self.names) if name is None else {**self.names, self.digest_of(name): wrap.owner}
        return replace(self, wraps=(*kept, wrap), names=names)

    def without_wrap(self, owner: str) -> KeyFile:
        """Without a user's wrap: the name stays theirs, and opens nothing."""
        return replace(self, wraps=tuple(one for one in self.wraps if (one.kind, one.owner) != (USER, owner)))

    def without_tries(self, who: str) -> KeyFile:
        """Without the failed tries of somebody."""
        return replace(self, tries={one: tries for one, tries in self.tries.items() if one != who})


def is_there(database: Path) -> bool:
    """True when keys lie beside a database."""
    return keys_beside(database).is_file()


def read(database: Path) -> KeyFile:
    """The keys beside a database. Raises KeysUnreadable."""
    path = keys_beside(database)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise KeysUnreadable.of("store.keys-missing", path=str(path), reason=reason) from error
    try:
        if len(data) > LARGEST:
            raise ValueError("too large")
        return _read(json.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise KeysUnreadable.of("store.keys-damaged", path=str(path)) from error


def write(database: Path, keys: KeyFile) -> None:
    """Put the keys beside a database: the old file or the new one, never half of one. Raises CannotWrite."""
    path = keys_beside(database)
    with files.disk_errors(path), files.unfinished(path) as part:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(_text(keys).encode())
        files.sync(part)
        part.replace(path)
        files.sync_folder(path.parent)


def update(database: Path, change: Callable[[KeyFile], KeyFile]) -> KeyFile:
    """Change the keys while no other process does; nothing that another one wrote is lost.

    Raises KeysUnreadable, CannotWrite, and what ``change`` raises: then they are as they were.
    """
    lock = files.beside(keys_beside(database), ".lock")
    with files.disk_errors(lock), files.one_at_a_time(lock):
        keys = change(read(database))
        write(database, keys)
    return keys


def _text(keys: KeyFile) -> str:
    document = {
        "format": FORMAT,
        "version": VERSION,
        "salt": keys.salt.hex(),
        "wraps": [
            {
                "kind": one.kind,
                "owner": one.owner,
                "argon2id": asdict(one.cost),
                "salt": one.salt.hex(),
                "nonce": one.nonce.hex(),
                "sealed": one.sealed.hex(),
            }
            for one in keys.wraps
        ],
        "names": dict(keys.names),
        "tries": {
            who: {"failed": tries.failed, "last": tries.last.isoformat()} for who, tries in keys.tries.items()
        },
    }
    return json.dumps(document, indent=1) + "\n"


def _read(document: Any) -> KeyFile:
    """Raises ValueError, KeyError, TypeError and AttributeError for what is no such document."""
    _must((document["format"], document["version"]) == (FORMAT, VERSION))
    wraps = tuple(_wrap(one) for one in document["wraps"])
    _must(len({(one.kind, one.owner) for one in wraps}) == len(wraps))
    names, tries = document["names"], document["tries"]
    _must(all(isinstance(one, str) for pair in names.items() for one in pair))
    return KeyFile(
        _hex(document["salt"], SALT_BYTES), wraps, names, {who: _tries(one) for who, one in tries.items()}
    )


def _wrap(one: Any) -> Wrap:
    cost = Cost(**one["argon2id"])
    _must(one["kind"] in KINDS and isinstance(one["owner"], str) and cost.bearable)
    return Wrap(
        one["kind"],
        one["owner"],
        cost,
        _hex(one["salt"], SALT_BYTES),
        _hex(one["nonce"], NONCE_BYTES),
        _hex(one["sealed"], KEY_BYTES + TAG_BYTES),
    )


def _tries(one: Any) -> Tries:
    failed, last = one["failed"], datetime.fromisoformat(one["last"])
    _must(type(failed) is int and failed >= 0 and last.tzinfo is not None)
    return Tries(failed, last)


def _hex(text: str, length: int) -> bytes:
    data = bytes.fromhex(text)
    _must(len(data) == length)
    return data


def _must(holds: bool) -> None:
    if not holds:
        raise ValueError("not as this program wrote it")
