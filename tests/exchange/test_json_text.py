"""JSON with places: what is read, what is refused, and where."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hlhdesk.exchange.jsontext import DEEPEST, Lines, Node, NotJson, plain, read

REFUSED = [
    # text, offset, path, message
    ("", 0, "", "json-ends"),
    ("{", 1, "", "json-ends"),
    ('"abc', 0, "", "json-ends"),
    ("[1,]", 3, "[1]", "json-value"),
    ("[1 2]", 3, "", "json-list"),
    ('{"a" 1}', 5, "", "json-colon"),
    ('{"a":1,}', 7, "", "json-key"),
    ('{"a":1 "b":2}', 7, "", "json-object"),
    ("{'a':1}", 1, "", "json-key"),
    ('{"a":{"b":[1,tru]}}', 13, "a.b[1]", "json-value"),
    ('{"a":NaN}', 5, "a", "json-value"),
    ('{"a":Infinity}', 5, "a", "json-value"),
    ('{"a":-Infinity}', 5, "a", "json-value"),
    ("01", 0, "", "json-value"),
    ("1.", 0, "", "json-value"),
    ("+1", 0, "", "json-value"),
    ("１", 0, "", "json-value"),
    ("{} x", 3, "", "json-more"),
    ('"a\nb"', 2, "", "json-control"),
    (r'"\x"', 1, "", "json-escape"),
    (r'"\u12"', 2, "", "json-escape"),
    ("[" * 100_000, DEEPEST, "[0]" * DEEPEST, "json-deep"),
    ('{"a":' * 100_000, 5 * DEEPEST, ".".join("a" * DEEPEST), "json-deep"),
]


@pytest.mark.parametrize(("text", "offset", "path", "message"), REFUSED)
def test_what_is_no_json_is_refused_with_its_place(text: str, offset: int, path: str, message: str) -> None:
    with pytest.raises(NotJson) as refused:
        read(text)
    assert (refused.value.offset, refused.value.path) == (offset, path)
    assert refused.value.message.key == f"exchange.{message}"


def test_a_key_given_twice_is_found_wherever_it_is() -> None:
    _, faults = read('{"a": [{"b": 1,\n "b": 2}]}')
    assert [(fault.path, fault.message.key) for fault in faults] == [("a[0].b", "exchange.duplicate-key")]
    assert Lines.of('{"a": [{"b": 1,\n "b": 2}]}').line(faults[0].offset) == 2


@pytest.mark.parametrize("text", [r'"\ud83d"', r'["\udc00 x"]', r'{"\ud800": 1}'])
def test_half_a_character_is_a_fault(text: str) -> None:
    assert [fault.message.key for fault in read(text)[1]] == ["exchange.surrogate"]


def test_a_pair_of_surrogates_is_one_character() -> None:
    assert read(r'"\ud83d\ude00"') == (Node("😀", 0), [])


@pytest.mark.parametrize("literal", ["37", "37.0", "-0.50", "1e3", "40.00", "12345678901234567890.123456789"])
def test_numbers_are_kept_as_written(literal: str) -> None:
    assert plain(read(literal)[0]) == literal


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(end: str) -> None:
    text = end.join(["a", "b", "", "d"])
    lines = Lines.of(text)
    assert [lines.line(text.index(char)) for char in "abd"] == [1, 2, 4]


JSON = st.recursive(
    st.none() | st.booleans() | st.text(st.characters(exclude_categories=["Cs"])) | st.integers().map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@given(JSON, st.sampled_from([None, 1, 3]), st.booleans())
def test_what_the_standard_library_writes_is_read_the_same(
    value: object, indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    node, faults = read(text)
    assert plain(node) == value
    assert faults == []


@given(st.text(alphabet='{}[]",:\\ \n0123456789.-+eEtrufalsn\ud800x', max_size=60))
def test_what_the_standard_library_refuses_is_refused(text: str) -> None:
    """Any text is read or refused; nothing is read that strict JSON does not allow."""
    try:
        node, _ = read(text)
    except NotJson:
        return
    assert plain(node) == json.loads(text, parse_int=str, parse_float=str, parse_constant=_none)


def _none(name: str) -> None:
    raise AssertionError(f"{name} was read")


def _strings(node: Node) -> Iterator[str]:
    if isinstance(node.value, str):
        yield node.value
    elif isinstance(node.value, list):
        for item in node.value:
            yield from _strings(item)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
def test_each_value_says_where_it_stands(words: list[str]) -> None:
    text = json.dumps(words, indent=1, ensure_ascii=False)
    node, _ = read(text)
    assert list(_strings(node)) == words
    assert isinstance(node.value, list)
    for word in node.value:
        assert text.startswith(json.dumps(word.value, ensure_ascii=False), word.start)
