"""Pages: summaries as A4 PDF, and the chart as a picture."""

from hlhdesk.report.provenance import PageProvenance

__all__ = ["PageProvenance"]
