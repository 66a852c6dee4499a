"""Says messages in a language; the only room that knows words and formats of dates and numbers."""

from hlhdesk.wording.catalogue import Catalogue, MissingMessage

__all__ = ["Catalogue", "MissingMessage"]
