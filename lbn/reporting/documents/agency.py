"""What an agency tells: the report of a period, and figures made for a recipient on request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lbn.reporting.documents.document import LEFT_OUT_WHEN_NONE, Document
from lbn.reporting.documents.parts import AskedForm, NetCorrections, TypedFigures


class DoesNotClose(ArithmeticError):
    """The figures of a report do not add up; nothing may be submitted until the ledger is repaired."""


@dataclass(frozen=True, kw_only=True)
class Balance:
    """The kits of a period: A opening + B received - C left ± D other changes = E closing.

    D is made of the ledger's other movements by reason, the change in kits left that no stock covered, and kits left
    where no stock was kept yet. A is E of the report before; where stock says another number, because that report was
    amended under earlier rules, the difference is a part of D too.
    """

    opening: int
    received: int
    left: int
    other: Mapping[str, int]
    shortfall: int
    not_from_stock: int
    closing: int
    other_change: int

    def require_closing(self) -> None:
        """Raise `DoesNotClose` unless A + B - C + D = E and D is the sum of its parts."""
        parts = sum(self.other.values()) + self.shortfall + self.not_from_stock
        closing = self.opening + self.received - self.left + self.other_change
        if parts != self.other_change or closing != self.closing:
            raise DoesNotClose("The figures do not add up. Run check_ledger, then look at the stock page.")


@dataclass(frozen=True, kw_only=True)
class OutlierFigure:
    """A figure by name, what it is, and the median of the agency's earlier ones, rounded down."""

    figure: str
    value: int
    usual: int


@dataclass(frozen=True, kw_only=True)
class PeriodReport(Document):
    """An agency's report for a period, in whole numbers of kits, doses, times, people and sessions.

    `net_corrections` are kits, and in `stock.left` already. `corrections` are the same in all figures of the log, and
    in each of these already: `handouts`, `doses`, `community_trained` and `stock.left`. It is None where nothing was
    corrected, and in reports frozen before, in which kits alone had them. `typed` has every typed figure, None where
    not stated.
    """

    stock: Balance
    handouts: int
    doses: int
    net_corrections: int
    community_trained: int
    personnel_trained: int
    personnel_current: int
    sessions: int
    no_kits: bool
    typed: TypedFigures
    outliers: tuple[OutlierFigure, ...] = ()
    corrections: NetCorrections | None = field(default=None, metadata=LEFT_OUT_WHEN_NONE)


@dataclass(frozen=True, kw_only=True)
class StatementFigures(Document):
    """An agency's figures over whole closed periods for one recipient; None is not stated.

    Kits, doses and times are of naloxone as counted, `net_corrections` stand beside them. `layout` names the
    recipient's form, "" for none; `form` is that form as it was then, None in statements frozen before.
    """

    format: int = 1
    kind: str = "statement"
    agency: str
    profile: str
    title: str
    recipient: str
    layout: str
    sections: tuple[str, ...]
    starts_on: date
    ends_on: date
    as_of: date
    handouts: int
    kits: int
    doses: int
    people_trained: int
    net_corrections: NetCorrections
    opening: int
    received: int
    on_hand: int
    personnel_trained: int
    sessions: int
    typed: TypedFigures
    form: AskedForm | None = field(default=None, metadata=LEFT_OUT_WHEN_NONE)
