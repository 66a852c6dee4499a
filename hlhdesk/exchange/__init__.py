"""The doors for other systems: chart files, tables, and the derived state as data."""

from hlhdesk.exchange.chartfile import read_chart_file
from hlhdesk.exchange.chartwriter import write_chart_file, write_tables
from hlhdesk.exchange.lines import one_line, problem_line, problem_text, reason_text
from hlhdesk.exchange.paste import read_paste
from hlhdesk.exchange.places import at_their_values
from hlhdesk.exchange.spreadsheet import guarded, unguarded
from hlhdesk.exchange.status import finding_text, mg_text, patient_status, status_document
from hlhdesk.exchange.tables import REJECTED_BECAUSE, RejectedRow, TableResult, read_table, write_rejects

__all__ = [
    "REJECTED_BECAUSE",
    "RejectedRow",
    "TableResult",
    "at_their_values",
    "finding_text",
    "guarded",
    "mg_text",
    "one_line",
    "patient_status",
    "problem_line",
    "problem_text",
    "read_chart_file",
    "read_paste",
    "read_table",
    "reason_text",
    "status_document",
    "unguarded",
    "write_chart_file",
    "write_rejects",
    "write_tables",
]
