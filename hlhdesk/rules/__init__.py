"""Pure rules over immutable values. One door: ``derive(chart, definitions, as_of)``."""

from hlhdesk.rules.derive import derive

__all__ = ["derive"]
