"""The fields of every kind of entry, in the order in which they are typed.

A body that was put into them comes back unchanged until somebody changes it: what is corrected in one
field keeps all the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from hlhdesk.model.entries import Kind
from hlhdesk.model.quantity import CELSIUS, FAHRENHEIT
from ui.bridge import Bridge
from ui.forms.allergies import AllergiesField
from ui.forms.fields import (
    ChoiceField,
    DayField,
    Field,
    FlagField,
    ListField,
    LongField,
    MomentField,
    TextField,
)

YES_NO = ((True, "yes"), (False, "no"))


def fields_of(kind: Kind, bridge: Bridge, *, must: bool = False) -> list[Field]:
    """The fields of an entry of ``kind``; with ``must`` an empty day or time is missing, not today or now."""
    return _FIELDS[kind](_Maker(bridge, must=must))


class _Maker:
    """Makes one field with its word and the names that it offers."""

    def __init__(self, bridge: Bridge, *, must: bool) -> None:
        self.say, self.desk = bridge.say, bridge.desk
        self.names = bridge.desk.definitions.names
        self._must = must

    def word(self, name: str) -> str:
        """What a field is called."""
        word = self.say.term("field", name)
        return word[:1].upper() + word[1:]

    def text(self, name: str) -> Field:
        return TextField(name, self.word(name))

    def words(self, name: str) -> Field:
        """A text that may be long."""
        field = self.text(name)
        field.share = 2
        return field

    def number(self, name: str) -> Field:
        return TextField(name, self.word(name), numeric=True)

    def long(self, name: str) -> Field:
        return LongField(name, self.word(name))

    def flag(self, name: str) -> Field:
        return FlagField(name, self.word(name))

    def clocks(self, name: str) -> Field:
        return ListField(name, self.word(name), numeric=True, hint=self.say("kinds.times-hint"))

    def at(self) -> Field:
        hint = "" if self._must else self.say("ui.entry.time-now")
        return MomentField("at", self.word("at"), self.desk.now, must=self._must, hint=hint)

    def on(self, name: str = "on") -> Field:
        hint = "" if self._must else self.say("kinds.today")
        return DayField(name, self.word(name), self.desk.now, optional=self._must, hint=hint)

    def day(self, name: str) -> Field:
        """A day that may be left out."""
        return DayField(name, self.word(name), self.desk.now, optional=True)

    def choice(self, name: str, term: str, names: Iterable[str]) -> ChoiceField:
        """A choice whose first name is a good beginning."""
        return ChoiceField(name, self.word(name), [(one, self.say.term(term, one)) for one in names])

    def pick(self, name: str, term: str, names: Iterable[str]) -> ChoiceField:
        """A choice that a new entry must not begin with: whoever overlooks it is told that it is missing."""
        options = [(one, self.say.term(term, one)) for one in names]
        return ChoiceField(name, self.word(name), [*self._blank(), *options])

    def yes_no(self, name: str, *, unknown: bool = False) -> ChoiceField:
        options: list[tuple[object, str]] = [(value, self.say.term("answer", word)) for value, word in YES_NO]
        blank = [(None, self.say("kinds.unknown"))] if unknown else self._blank()
        return ChoiceField(name, self.word(name), [*blank, *options])

    def _blank(self) -> list[tuple[object, str]]:
        return [] if self._must else [(None, self.say("kinds.choose"))]

    def units(self, codes: Iterable[str]) -> ChoiceField:
        return ChoiceField("unit", self.word("unit"), self.unit_words(codes))

    def unit_words(self, codes: Iterable[str]) -> list[tuple[object, str]]:
        return [(code, self.say.unit(code) or code) for code in codes]

    def allergies(self) -> Field:
        say = self.say
        return AllergiesField(
            "allergies", self.word("allergies"), say("ui.identity.no-allergies"), say("kinds.allergies-hint")
        )


def _identity(make: _Maker) -> list[Field]:
    return [
        make.words("name"),
        make.pick("sex", "sex", make.names.sexes),
        make.day("birth_date"),
        make.text("bed"),
        make.text("group"),
        make.allergies(),
    ]


def _temperature(make: _Maker) -> list[Field]:
    return [
        make.number("value"),
        make.units((CELSIUS, FAHRENHEIT)),
        make.choice("site", "site", make.names.sites),
        make.at(),
        make.flag("after_cooling"),
    ]


def _peak(make: _Maker) -> list[Field]:
    return [
        make.number("value"),
        make.units((CELSIUS, FAHRENHEIT)),
        make.choice("site", "site", make.names.sites),
        make.on(),
        make.choice("source", "peak-source", make.names.peak_sources),
    ]


def _lab(make: _Maker) -> list[Field]:
    analytes = make.desk.definitions.analytes
    analyte = make.pick("analyte", "analyte", analytes)
    unit = make.units(next(iter(analytes.values())).units)
    _follow(analyte, unit, lambda name: make.unit_words(analytes[name].units))
    return [
        analyte,
        make.text("value"),
        unit,
        make.at(),
        make.number("low"),
        make.number("high"),
        make.yes_no("fasting", unknown=True),
        make.text("assay"),
    ]


def _vital(make: _Maker) -> list[Field]:
    vitals = make.names.vitals
    vital = make.pick("vital", "vital", vitals)
    unit = make.units((next(iter(vitals.values()))[0],))
    _follow(vital, unit, lambda name: make.unit_words((vitals[name][0],)))
    return [vital, make.number("value"), unit, make.at()]


def _order(make: _Maker) -> list[Field]:
    return [
        make.pick("drug", "drug", make.desk.definitions.drugs),
        make.number("dose_mg"),
        make.number("times_per_day"),
        make.clocks("times"),
        make.choice("route", "route", make.names.routes),
        make.on("starts_on"),
        make.day("ends_on"),
        make.flag("additional"),
        make.words("reason"),
    ]


def _dose(make: _Maker) -> list[Field]:
    return [
        make.pick("drug", "drug", make.desk.definitions.drugs),
        make.number("dose_mg"),
        make.choice("route", "route", make.names.routes),
        make.choice("status", "dose-status", make.names.dose_statuses),
        make.at(),
        make.words("reason"),
    ]


def _follow(
    leader: ChoiceField, follower: ChoiceField, options: Callable[[str], list[tuple[object, str]]]
) -> None:
    """Let ``follower`` offer what goes with the choice of ``leader``."""

    def follow(_at: int) -> None:
        chosen = leader.value()
        follower.offer([] if chosen is None else options(str(chosen)))

    leader.box.currentIndexChanged.connect(follow)
    follow(0)


_FIELDS: Mapping[Kind, Callable[[_Maker], list[Field]]] = {
    Kind.IDENTITY: _identity,
    Kind.ADMISSION: lambda make: [make.on("admitted_on"), make.day("discharged_on")],
    Kind.CLOSURE: lambda make: [make.pick("kind", "closure", make.names.closures), make.on()],
    Kind.ANCHOR: lambda make: [
        make.pick("kind", "anchor", make.names.anchors),
        make.on(),
        make.words("reason"),
    ],
    Kind.DIAGNOSIS: lambda make: [make.words("text"), make.words("trigger"), make.on()],
    Kind.BODY_SIZE: lambda make: [make.number("weight_kg"), make.number("height_cm"), make.on()],
    Kind.TEMPERATURE: _temperature,
    Kind.DAILY_PEAK: _peak,
    Kind.NOT_MEASURED: lambda make: [make.words("reason"), make.on()],
    Kind.LAB: _lab,
    Kind.ORDER: _order,
    Kind.DOSE: _dose,
    Kind.VITAL: _vital,
    Kind.EVENT: lambda make: [
        make.pick("event", "event", make.names.events),
        make.words("detail"),
        make.at(),
    ],
    Kind.FINDING: lambda make: [
        make.pick("finding", "finding", make.names.findings),
        make.yes_no("present"),
        make.words("detail"),
        make.on(),
    ],
    Kind.VISIT: lambda make: [
        make.pick("visit", "visit", make.names.visits),
        make.words("outcome"),
        make.long("note"),
        make.on(),
    ],
    Kind.ADVERSE_EVENT: lambda make: [
        make.pick("item", "safety-item", make.names.safety_items),
        make.pick("answer", "answer", make.names.answers),
        make.on(),
    ],
    Kind.NOTE: lambda make: [make.long("text"), make.at()],
}
