"""One secret opens one wrap of the data key: Argon2id makes a key of the secret, AES-GCM seals the data key with it.

Argon2id costs memory as well as time (RFC 9106), so that trying out passwords on a copied file is
slow on any machine. What the wrap says of itself is sealed with it: a changed word opens nothing.
"""

from __future__ import annotations

import json
import secrets
import unicodedata
from dataclasses import asdict, dataclass

from hlhdesk.store.keyring import KEY_BYTES

SALT_BYTES, NONCE_BYTES, TAG_BYTES = 16, 12, 16
USER, RECOVERY, EMERGENCY = "user", "recovery", "emergency"
KINDS = (USER, RECOVERY, EMERGENCY)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try costs: passes over the memory, its size in KiB, threads."""

    passes: int = 3
    memory_kib: int = 65536
    lanes: int = 4

    @property
    def bearable(self) -> bool:
        """False for what no file of this program says; a forged one must not eat all memory."""
        whole = all(type(value) is int for value in (self.passes, self.memory_kib, self.lanes))
        return (
            whole
            and 1 <= self.passes <= 16
            and 1 <= self.lanes <= 16
            and 8 * self.lanes <= self.memory_kib <= 1 << 20
        )


STANDARD = Cost()
"""RFC 9106, section 4, the second recommended option."""


@dataclass(frozen=True, slots=True)
class Wrap:
    """The data key, sealed by a secret. ``owner`` is the user's id, empty for the two keys of the ward."""

    kind: str
    owner: str
    cost: Cost
    salt: bytes
    nonce: bytes
    sealed: bytes

    @property
    def said(self) -> bytes:
        """What the wrap says of itself, in one form."""
        return _said(self.kind, self.owner, self.cost)


def normal(secret: str) -> str:
    """A password in the one form in which it counts, on whatever keyboard it was typed."""
    return unicodedata.normalize("NFC", secret)


def new_data_key() -> bytes:
    """256 bits that nobody knows."""
    return secrets.token_bytes(KEY_BYTES)


def wrap(data_key: bytes, secret: str, kind: str, owner: str = "", cost: Cost = STANDARD) -> Wrap:
    """The data key, sealed by ``secret``."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  an open database needs none

    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    cipher = AESGCM(derived(secret, salt, cost))
    return Wrap(kind, owner, cost, salt, nonce, cipher.encrypt(nonce, data_key, _said(kind, owner, cost)))


def unwrap(wrapped: Wrap, secret: str) -> bytes | None:
    """The data key, or None when the secret is another one or the wrap was changed."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    cipher = AESGCM(derived(secret, wrapped.salt, wrapped.cost))
    try:
        return cipher.decrypt(wrapped.nonce, wrapped.sealed, wrapped.said)
    except InvalidTag:
        return None


def derived(secret: str, salt: bytes, cost: Cost) -> bytes:
    """The key that a secret makes."""
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415

    return hash_secret_raw(
        normal(secret).encode(), salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID
    )


def _said(kind: str, owner: str, cost: Cost) -> bytes:
    return json.dumps(["hlhdesk-wrap", 1, kind, owner, asdict(cost)], sort_keys=True).encode()
