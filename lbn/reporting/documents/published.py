"""What readers are published: a supplier, a state's program office, health departments, everyone."""

from dataclasses import dataclass, field
from datetime import date

from lbn.reporting.calendar.spans import Span
from lbn.reporting.documents.document import LEFT_OUT_WHEN_NONE, Document
from lbn.reporting.documents.parts import (
    AgencyCounts,
    AgencyRow,
    Comparison,
    KindRow,
    NetCorrections,
    OtherItems,
    ToDate,
    TypedFigures,
)
from lbn.reporting.fold import Folded

FORMAT = 3


@dataclass(frozen=True, kw_only=True)
class PublishedReport(Document):
    """What every published report says of itself, and its places and months as the fold shows them.

    `format` is that in which it was frozen; a value read from an earlier one has the fields of today. `withdrawn`
    says of a sum how many of its parts had been withdrawn.
    """

    format: int = FORMAT
    kind: str
    reader: str
    state: str
    starts_on: date
    ends_on: date
    as_of: date
    report: Folded
    withdrawn: int | None = field(default=None, metadata=LEFT_OUT_WHEN_NONE)

    @property
    def span(self) -> Span:
        return Span(self.starts_on, self.ends_on)


@dataclass(frozen=True, kw_only=True)
class SupplierReport(PublishedReport):
    """What a supplier is published of one of its scopes."""

    kind: str = "scope"
    cadence: str | None
    agencies: tuple[AgencyRow, ...]
    received: int | None
    other_items: tuple[OtherItems, ...]
    people_trained: int
    net_corrections: NetCorrections
    comparison: Comparison


@dataclass(frozen=True, kw_only=True)
class AreaReport(PublishedReport):
    """What the health department of some counties is published: their rows, and who has reported there.

    `operating` are the keys of the counties with an agency; None in the first format, which told a whole state's net
    corrections and no more.
    """

    kind: str = "department"
    reporting: AgencyCounts
    by_kind: tuple[KindRow, ...]
    operating: tuple[str, ...] | None
    comparison: Comparison
    net_corrections: NetCorrections | None = field(default=None, metadata=LEFT_OUT_WHEN_NONE)


@dataclass(frozen=True, kw_only=True)
class StateReport(AreaReport):
    """What a state's program office is published of a quarter or year, and, as `kind` "department", its health
    department.

    People trained, typed figures and what there was since the beginning are None where they are not shown.
    """

    kind: str = "state"
    people_trained: int | None
    other_items: tuple[OtherItems, ...]
    typed: TypedFigures | None
    people_stated: bool
    net_corrections: NetCorrections = field()  # never left out, as it may be in the report of an area
    to_date: ToDate | None


@dataclass(frozen=True, kw_only=True)
class PublicReport(PublishedReport):
    """What anyone may read of a state."""

    kind: str = "public"
    operating: tuple[str, ...]
