"""A key on paper: what is mistyped is found before it is tried."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hlhdesk.store.written_key import ALPHABET, new_written_key, read_written_key


def test_it_is_read_as_it_is_typed() -> None:
    shown = new_written_key()
    assert len(shown.split("-")) == 6
    text = read_written_key(shown)
    assert text is not None
    assert read_written_key(shown.lower().replace("-", " ")) == text
    assert read_written_key(shown.replace("0", "O").replace("1", "l")) == text


@given(st.integers(0, 35), st.sampled_from(ALPHABET))
def test_a_slip_is_found(place: int, wrong: str) -> None:
    text = new_written_key().replace("-", "")
    typed = text[:place] + wrong + text[place + 1 :]
    assert (read_written_key(typed) is None) == (typed != text)
    assert read_written_key(text[:place] + text[place + 1 :]) is None
