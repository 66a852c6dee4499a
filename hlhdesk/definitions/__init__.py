"""Reads ``resources/definitions`` into frozen values; the only room that knows the files."""

from hlhdesk.definitions.errors import DefinitionsError, DefinitionsProblem
from hlhdesk.definitions.load import describe, load
from hlhdesk.definitions.ward import load_for, ward_file, ward_text, with_values, write_ward_file

__all__ = [
    "DefinitionsError",
    "DefinitionsProblem",
    "describe",
    "load",
    "load_for",
    "ward_file",
    "ward_text",
    "with_values",
    "write_ward_file",
]
