"""The discharge summary: its sections in the order in which a reader asks."""

from __future__ import annotations

from hlhdesk.report.blocks import Document, Section, Signatures
from hlhdesk.report.diagnosis import diagnosis_section
from hlhdesk.report.fever import course_section, fever_section
from hlhdesk.report.follow_up import follow_up_section
from hlhdesk.report.frame import framed
from hlhdesk.report.glance import glance
from hlhdesk.report.identity import identity_facts
from hlhdesk.report.laboratory import laboratory_section
from hlhdesk.report.medicines import medicines_section
from hlhdesk.report.safety import safety_section
from hlhdesk.report.source import PageSource
from hlhdesk.report.treatment import treatment_section


def discharge_document(source: PageSource) -> Document:
    """The whole document, as text and numbers."""
    sections = (
        diagnosis_section(source),
        course_section(source),
        fever_section(source),
        laboratory_section(source),
        treatment_section(source),
        medicines_section(source),
        safety_section(source),
        signed(source, follow_up_section(source)),
    )
    title = source.say("page.title.discharge" if source.discharged_on else "page.title.interim")
    return framed(source, title, (identity_facts(source), glance(source)), sections)


def signed(source: PageSource, section: Section) -> Section:
    """The last section with the lines to sign: a page never holds nothing but these."""
    lines = Signatures((source.say("page.sign.doctor"), source.say("page.sign.guardian")))
    return Section(section.title, (*section.blocks, lines), whole=True)
