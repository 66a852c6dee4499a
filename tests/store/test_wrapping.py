"""One secret opens one wrap; any other, and any change, opens nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hlhdesk.store.wrapping import EMERGENCY, USER, Cost, Wrap, new_data_key, unwrap, wrap

CHEAP = Cost(1, 8, 1)
SECRETS = st.text(min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(SECRETS, SECRETS)
def test_the_secret_opens_and_another_does_not(secret: str, other: str) -> None:
    key = new_data_key()
    made = wrap(key, secret, USER, "u", CHEAP)
    assert unwrap(made, secret) == key
    assert key not in made.sealed
    if len({secret, other}) == 2 and secret.isascii() and other.isascii():
        assert unwrap(made, other) is None


def test_two_ways_of_typing_a_letter_are_one_password() -> None:
    key = new_data_key()
    assert unwrap(wrap(key, "caf\u00e9 am Bett", USER, "u", CHEAP), "cafe\u0301 am Bett") == key


@pytest.mark.parametrize(
    "change",
    [
        {"kind": EMERGENCY},
        {"owner": "v"},
        {"cost": Cost(2, 8, 1)},
        {"salt": bytes(16)},
        {"nonce": bytes(12)},
        {"sealed": bytes(48)},
    ],
)
def test_a_wrap_that_was_changed_opens_nothing(change: dict[str, object]) -> None:
    made = wrap(new_data_key(), "secret", USER, "u", CHEAP)
    forged: Wrap = replace(made, **change)  # type: ignore[arg-type]
    assert unwrap(forged, "secret") is None
