"""What fails for a reason that is not the user's: what kind of fault it is, and where in our code it came up.

No value of a row, a request or a setting is among what is said here: it goes into the log.
"""

import sqlite3
from traceback import walk_tb

from django.db import DatabaseError, DataError, Error, IntegrityError, InterfaceError

ROOMS = {"agencies", "inventory", "training", "distributions", "lbn"}
BUSY_IN_SQLITE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
PRIMARY_CODE = 0xFF  # SQLite's extended codes say more in the bits above.
ROLLED_BACK = "40"  # PostgreSQL's class for deadlocks and serialization failures
LOCK_NOT_AVAILABLE = "55P03"
CONNECTION_BROKE = ("08", "57P")  # the connection itself; the server stops, starts or has crashed


def is_busy(fault: BaseException) -> bool:
    """Whether the database refused only because somebody else held a lock: sent again, the same may well pass."""
    sqlstate = _sqlstate_of(fault)
    sqlite_code = getattr(_as_driver_said(fault), "sqlite_errorcode", 0) & PRIMARY_CODE
    is_locked = sqlstate.startswith(ROLLED_BACK) or sqlstate == LOCK_NOT_AVAILABLE
    return is_locked or sqlite_code in BUSY_IN_SQLITE


def is_broken_connection(fault: BaseException) -> bool:
    """Whether PostgreSQL was lost on the way, so that a new connection may find it again.

    What its driver finds out by itself has no SQLSTATE. SQLite has no connection that could break.
    """
    if not isinstance(fault, Error) or hasattr(_as_driver_said(fault), "sqlite_errorcode"):
        return False
    sqlstate = _sqlstate_of(fault)
    return isinstance(fault, InterfaceError) or not sqlstate or sqlstate.startswith(CONNECTION_BROKE)


def is_of_the_machine(fault: BaseException) -> bool:
    """Whether a database, a disk or a network failed us, whatever was sent: its kind and place say all there is."""
    if isinstance(fault, IntegrityError | DataError):
        return False
    return isinstance(fault, DatabaseError | InterfaceError | OSError)


def name_kind(fault: BaseException) -> str:
    """Return the class of a fault, with SQLite's name or the SQLSTATE of it where the database gave one."""
    kind = f"{type(fault).__module__}.{type(fault).__qualname__}"
    code = getattr(_as_driver_said(fault), "sqlite_errorname", "") or _sqlstate_of(fault)
    return f"{kind} ({code})" if code else kind


def find_place(fault: BaseException) -> str:
    """Return module and line of the innermost step that is our code, and of the step in another module of ours that
    led there: "agencies.sql.questions:54 for inventory.actions.use:80"; or say that there is none.
    """
    steps = [(frame.f_globals.get("__name__", ""), line) for frame, line in walk_tb(fault.__traceback__)]
    ours = [(module, line) for module, line in reversed(steps) if module.partition(".")[0] in ROOMS]
    if not ours:
        return "no place of ours"
    module, line = ours[0]
    callers = [f" for {caller}:{at}" for caller, at in ours if caller != module]
    return f"{module}:{line}" + "".join(callers[:1])


def describe_fault(fault: BaseException) -> str:
    """Return kind and place in one line: "django.db.utils.OperationalError (SQLITE_FULL) at agencies.x:7"."""
    return f"{name_kind(fault)} at {find_place(fault)}"


def _as_driver_said(fault: BaseException) -> BaseException:
    """What Django wraps: it knows the code of the database."""
    return fault.__cause__ if isinstance(fault, Error) and fault.__cause__ else fault


def _sqlstate_of(fault: BaseException) -> str:
    return getattr(_as_driver_said(fault), "sqlstate", None) or ""
