"""The lock between the log and the seal.

Whoever posts counts holds their agency's scopes open; whoever seals a scope waits until nobody does, and then keeps
everybody waiting until it has committed. So a count that races the seal is in the sealed period or in the next one,
never in neither. On PostgreSQL these are advisory locks: row locks that are shared (`FOR SHARE`) would starve the
sealer. On SQLite each writing transaction is alone from its first statement, so there is nothing to lock.
"""

from collections.abc import Callable, Iterable

from django.db import connection

from agencies.models import Agency, ReportingScope, ScopeMembership

SEALING = 1_818_390_000


def hold_open(agency: Agency) -> Callable[[], set[int]] | None:
    """Keep every scope that `agency` ever had from being sealed until this transaction ends.

    Returns what reads their ids, which can wait for what is said next; None where this transaction is alone anyway
    (SQLite). While it waited the agency may have been moved to another scope: `periods.hold_calendar` looks.
    """
    if connection.vendor != "postgresql":
        return None
    table = ScopeMembership._meta.db_table
    cursor = connection.cursor()
    cursor.execute(
        "SELECT scope_id, pg_advisory_xact_lock_shared(%s, scope_id::int) FROM "
        f"(SELECT DISTINCT scope_id FROM {table} WHERE agency_id = %s ORDER BY scope_id) AS scopes",
        [SEALING, agency.pk],
    )
    return lambda: {scope for scope, _locked in cursor.fetchall()}


def hold_all_for_sealing(scopes: Iterable[ReportingScope]) -> None:
    """As `hold_for_sealing` for several scopes, always in one order, so that two who do so never wait in a circle."""
    for scope in sorted(scopes, key=lambda one: one.pk):
        hold_for_sealing(scope)


def hold_for_sealing(scope: ReportingScope) -> None:
    """Wait until nobody posts into `scope`, and let nobody in until this transaction ends."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [SEALING, scope.pk])
