"""The demonstration many times over: every agency with its people, log, stock, training and reports.

Suppliers, health departments, scopes and published reports stay the ones they are: they get so many
times the agencies. `come` runs where Django is set up, one statement for each table; it is all there or not at all.
"""

# What is an agency's, by model; of what another one may own too, only an agency's rows.
OF_AGENCIES = (
    "agencies.Agency",
    "agencies.AuditEvent",
    "agencies.CoalitionMember",
    "agencies.Location",
    "agencies.Membership",
    "agencies.PlacePreset",
    "agencies.ScopeMembership",
    "agencies.SupplyAgreement",
    "agencies.Terminal",
    "agencies.User",
    "distributions.Correction",
    "distributions.DailyCount",
    "distributions.MonthlyTally",
    "distributions.Sheet",
    "distributions.SheetTotal",
    "distributions.SubmissionKey",
    "inventory.LateUse",
    "inventory.LedgerEntry",
    "inventory.Lot",
    "inventory.Shortfall",
    "inventory.StockLevel",
    "inventory.StockMovement",
    "inventory.StockUse",
    "reporting.AgencyReport",
    "reporting.Reminder",
    "reporting.ReportWaiver",
    "reporting.SealedCount",
    "reporting.SealedItems",
    "training.Completion",
    "training.Person",
    "training.Session",
)
NAMED = {("Agency", "slug"), ("Agency", "name"), ("User", "email")}
FURTHER = 1_000_000  # so far apart are the numbers of one row's copies
COPIES = {
    "sqlite": "WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < {last}) ",
    "postgresql": "WITH copies AS (SELECT generate_series(1, {last}) AS n) ",
}
ANOTHER_UUID = {
    "sqlite": "'c0de' || printf('%04x', copies.n) || substr({column}, 9)",
    "postgresql": "('c0de' || lpad(to_hex(copies.n), 4, '0') || substr({column}::text, 9))::uuid",
}


def come(times):
    """Let `times` - 1 copies of each agency come to those that are there."""
    from django.apps import apps
    from django.db import connection, transaction

    models = [apps.get_model(label) for label in OF_AGENCIES]
    with transaction.atomic(), connection.cursor() as cursor:
        for model in models:
            cursor.execute(statement(model, models, vendor=connection.vendor, last=times - 1))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")


def statement(model, models, *, vendor, last):
    """Return the statement that copies all rows of `model` that are an agency's."""
    fields, table = model._meta.concrete_fields, model._meta.db_table
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(value_of(field, models, table=table, vendor=vendor) for field in fields)
    owned = any(field.name == "agency" and field.null for field in fields)
    return (
        f"INSERT INTO {table} ({columns}) {COPIES[vendor].format(last=last)}"
        f"SELECT {values} FROM {table} CROSS JOIN copies"
        f"{f' WHERE {table}.agency_id IS NOT NULL' if owned else ''}"
    )


def value_of(field, models, *, table, vendor):
    """Return what a copy has in a field, in SQL: what names a row that is copied names the copy."""
    column = f'{table}."{field.column}"'
    known = field.related_model in models if field.is_relation else field.primary_key
    key = field.target_field if field.is_relation else field
    if known and key.get_internal_type() == "UUIDField":
        return ANOTHER_UUID[vendor].format(column=column)
    if known:
        return f"{column} + copies.n * {FURTHER}"
    if (field.model.__name__, field.name) in NAMED:
        return f"copies.n || '-' || {column}"
    return column
