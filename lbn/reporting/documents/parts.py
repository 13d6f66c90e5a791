"""What documents are made of: the small values that several of them hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lbn.reporting.documents.document import LEFT_OUT_WHEN_NONE

# Figures that agencies type, by their name (agencies.packs.schema.TYPED): None is not stated, or hidden.
TypedFigures = Mapping[str, int | None]


@dataclass(frozen=True, kw_only=True)
class ReportCounts:
    """How many reports were expected and came, and how many of them stand how; see `returns.renderings`.

    The first format did not know `expected`, `came`, `missed`, `waived` and `none_expected` of a health department.
    """

    expected: int | None
    came: int | None
    on_time: int
    late: int
    no_kits: int
    not_confirmed: int
    missed: int | None
    waived: int | None
    none_expected: int | None


@dataclass(frozen=True, kw_only=True)
class AgencyCounts(ReportCounts):
    """The same of several agencies, and how many these are."""

    agencies: int


@dataclass(frozen=True, kw_only=True)
class AgencyRow:
    """One agency in its supplier's report: what was counted, what it stated, and how its reports stand.

    `handouts`, `kits` and `doses` are of naloxone; `people_trained` are all. Stated figures are None where no report
    came. `status` (how far the log is confirmed) and `came` (on time or late)
    are of the last period, None in sums. `kind` is "" in the first format, which
    did not say it.
    """

    agency: str
    slug: str
    kind: str
    county: str
    county_label: str
    handouts: int
    kits: int
    doses: int
    people_trained: int
    received: int | None
    on_hand: int | None
    personnel_trained: int | None
    personnel_current: int | None
    sessions: int | None
    typed: TypedFigures
    status: str | None
    came: str | None
    expected: bool
    reports: ReportCounts


@dataclass(frozen=True, kw_only=True)
class OtherItems:
    """What was left beside naloxone, by kind of item: times, and items; None where it is hidden."""

    item: str
    handouts: int | None
    items: int | None


@dataclass(frozen=True, kw_only=True)
class NetCorrections:
    """Corrections to sealed periods that are reported now: differences of any sign, of naloxone.

    People trained are told to suppliers and in statements only.
    """

    handouts: int
    kits: int
    doses: int
    people_trained: int | None = field(default=None, metadata=LEFT_OUT_WHEN_NONE)

    @property
    def is_nothing(self) -> bool:
        return not (self.handouts or self.kits or self.doses or self.people_trained)


@dataclass(frozen=True, kw_only=True)
class AskedLine:
    """One field of a recipient's form: its words there, the figure it wants (agencies.packs.schema.SOURCES), and what
    that is taken from, "" for the usual."""

    label: str
    source: str
    note: str


@dataclass(frozen=True, kw_only=True)
class AskedForm:
    """A recipient's form as the pack of its state program has it. `file` says how it is laid out as CSV: "lines", a
    line a field, or "row", all fields in one row."""

    name: str
    title: str
    file: str
    lines: tuple[AskedLine, ...]


@dataclass(frozen=True, kw_only=True)
class ComparedTotals:
    """The totals of another period that the same reader was published; None where they were hidden."""

    starts_on: date
    ends_on: date
    handouts: int | None
    kits: int | None
    doses: int | None
    people_trained: int | None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The period before, and the same one of last year; None where nothing was published."""

    previous: ComparedTotals | None = None
    last_year: ComparedTotals | None = None


@dataclass(frozen=True, kw_only=True)
class KindRow:
    """Agencies of one kind: how many, how many of their reports came, and whom they trained, None where it may not be
    told. Never kits."""

    kind: str
    agencies: int
    expected: int
    came: int
    on_time: int
    personnel_trained: int | None
    sessions: int | None


@dataclass(frozen=True, kw_only=True)
class ToDate:
    """What was left since the first published quarter. `people_are` says whether `people` are "stated" as served, or
    the "times" that kits were left. Doses and people are None where some of the time is not shown."""

    since: date
    jurisdictions: int
    doses: int | None
    people: int | None
    people_are: str
