"""Text at the edge becomes values; what cannot is refused with its reason, what is odd is asked once."""

from hlhdesk.entry.against import confirm_against
from hlhdesk.entry.body_sizes import confirm_size
from hlhdesk.entry.context import EntryContext, Parsed, ParsedQuantity, Refusal
from hlhdesk.entry.kinds import keys_of, own_keys, required_keys
from hlhdesk.entry.load import load_entry
from hlhdesk.entry.numbers import Number, parse_decimal, parse_number
from hlhdesk.entry.parse import body_of, canonical, parse_entry
from hlhdesk.entry.provenance import provenance_of
from hlhdesk.entry.quantities import parse_quantity, parse_temperature

__all__ = [
    "EntryContext",
    "Number",
    "Parsed",
    "ParsedQuantity",
    "Refusal",
    "body_of",
    "canonical",
    "confirm_against",
    "confirm_size",
    "keys_of",
    "load_entry",
    "own_keys",
    "parse_decimal",
    "parse_entry",
    "parse_number",
    "parse_quantity",
    "parse_temperature",
    "provenance_of",
    "required_keys",
]
