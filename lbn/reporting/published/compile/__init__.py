"""What published reports hold: put together once, frozen, and never computed again."""

from lbn.reporting.published.compile.department import compile_department_report
from lbn.reporting.published.compile.public import compile_public_report
from lbn.reporting.published.compile.scope import compile_supplier_report
from lbn.reporting.published.compile.state import compile_state_quarter, compile_state_year
from lbn.reporting.published.compile.sums import compile_supplier_sum

__all__ = [
    "compile_department_report",
    "compile_public_report",
    "compile_state_quarter",
    "compile_state_year",
    "compile_supplier_report",
    "compile_supplier_sum",
]
