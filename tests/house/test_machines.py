"""Every state machine: each move of its table works for whoever may make it, and every other one is refused.

A row in each state is moved to each state by each actor, and by strangers; what is refused changes nothing.
"""

import ast
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from agencies.actions.refusals import Refused
from agencies.machines import ACTORS, LINK, SYSTEM, Machine, Move, MoveRefused
from agencies.models import (
    Agency,
    Application,
    Approval,
    AuditCode,
    AuditEvent,
    CoalitionMember,
    Program,
    Registration,
    RequiredDocument,
    Role,
    SupplyAgreement,
    Terminal,
    User,
)
from inventory.models import Lot
from lbn.machines import MACHINES, draw_all
from lbn.reporting.models import AgencyReport, Issue
from tests import cast
from tests.house.tenants import NOW, TODAY, town

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("agencies", "inventory", "training", "distributions", "lbn")
DAY = date(2026, 11, 20)
HERE = {"admitted_on": DAY, "admitted_by": "office", "left_out_on": None, "left_out_because": "", "closed_on": None}
NOT_YET = HERE | {"admitted_on": None, "admitted_by": ""}
SENT = {"submitted_at": NOW, "confirmed_at": NOW, "declined_because": "", "ended_on": None}
# What a row has besides its state, by model and state: constraints ask for it.
BESIDES = {
    (Agency, "waiting"): NOT_YET,
    (Agency, "admitted"): HERE,
    (Agency, "confirmation_due"): HERE,
    (Agency, "overdue"): HERE,
    (Agency, "left_out"): HERE | {"left_out_on": DAY, "left_out_because": "duplicate"},
    (Agency, "closed"): HERE | {"closed_on": DAY},
    (Registration, "confirmed"): {"confirmed_at": NOW},
    (Registration, "submitted"): {"confirmed_at": None},
    **{(Application, state): SENT for state in ("confirmed", "in_review", "changes_requested")},
    **{(Application, state): SENT for state in ("provisional", "approved")},
    (Application, "draft"): SENT | {"submitted_at": None, "confirmed_at": None},
    (Application, "submitted"): SENT | {"confirmed_at": None},
    (Application, "declined"): SENT | {"declined_because": "documents", "ended_on": DAY},
    (Application, "withdrawn"): SENT | {"ended_on": DAY},
    (Application, "abandoned"): SENT | {"ended_on": DAY},
    (Approval, "waiting"): {"answered_on": None},
    (Approval, "given"): {"answered_on": DAY},
    (Approval, "refused"): {"answered_on": DAY},
    (RequiredDocument, "missing"): {"version": 0},
    **{(RequiredDocument, state): {"version": 1} for state in RequiredDocument.Status.values if state != "missing"},
}
OF = {
    Registration: lambda: Registration.objects.order_by("submitted_at").first(),
    Application: lambda: Application.objects.get(program__slug="new_york"),
    Approval: lambda: Approval.objects.get(application__program__slug="new_york"),
    RequiredDocument: lambda: shared_document(),
    Agency: lambda: Agency.objects.get(name__startswith="Albany"),
    SupplyAgreement: lambda: SupplyAgreement.objects.get(agency__name__startswith="Albany"),
    CoalitionMember: lambda: CoalitionMember.objects.get(agency__name__startswith="Albany"),
    Terminal: lambda: Terminal.objects.filter(agency__name__startswith="Albany").first(),
    Lot: lambda: Lot.objects.filter(agency__name__startswith="Albany").first(),
    AgencyReport: lambda: AgencyReport.objects.filter(agency__name__startswith="Albany").first(),
    Issue: lambda: Issue.objects.filter(scope__supplier__name__startswith="Capital").first(),
}


def shared_document():
    """A document that concerns everybody who may move one: an agency's and, here alone, its supplier's too."""
    document = RequiredDocument.objects.get(agency__name__startswith="Albany")
    document.supplier = document.agency.agreements.get().supplier
    document.supplier.required_documents.all().delete()
    document.save()
    return document


WHO = {
    Role.COORDINATOR: "alice",
    Role.AGENCY_STAFF: "stan",
    Role.SHEET_CLERK: "cleo",
    Role.SUPPLIER_STAFF: "sam",
    Role.DEPARTMENT_STAFF: "dana",
    Role.OPERATOR: "olga",
}
NAMES = {type(None): "moved", MoveRefused: "not theirs"}
STRANGERS = ("tina", "saul", "oscar")


def as_actor(actor):
    """How an actor of the table, or a stranger, is named to `move`."""
    if actor in (SYSTEM, LINK):
        return {"by": None, "link": actor == LINK}
    return {"by": User.objects.get(email=f"{WHO.get(actor, actor)}@example.org")}


def besides(model, state):
    return BESIDES.get((model, state), {})


def outcome(machine, row, state, to, code, actor):
    """Move a row that is in `state`, and take it back: "moved", "refused" or "not theirs"."""
    model = machine.model
    known = machine.allows(state, to, code)
    reason = known.reasons[0] if known and known.reasons else ""
    with transaction.atomic():
        model._base_manager.filter(pk=row.pk).update(**{machine.column: state}, **besides(model, state))
        before = values_of(row), AuditEvent.objects.count()
        how = {
            "to": to,
            "code": code,
            "on": TODAY,
            "reason": reason,
            "changes": besides(model, to),
            **as_actor(actor),
        }
        refusal = refusal_of(lambda: machine.move(row, **how))
        after = values_of(row), AuditEvent.objects.count()
        if refusal is None:
            assert (after[0][machine.column], after[1]) == (to, before[1] + 1)
            assert AuditEvent.objects.of_row(row).filter(what=known.code).exists()
        else:
            assert (str(refusal)[-1], after) == (".", before)
        transaction.set_rollback(True)
    return NAMES.get(type(refusal), "refused")


def refusal_of(act):
    """What an act is refused with, or None."""
    try:
        with transaction.atomic():
            act()
    except Refused as refusal:
        return refusal
    return None


def codes_of(machine, state, to):
    return [one.code for one in machine.moves if state in one.sources and one.to == to]


def values_of(row):
    return type(row)._base_manager.filter(pk=row.pk).values().get()


def expected(machine, state, to, code, actor):
    known = machine.allows(state, to, code)
    if known is None:
        return "refused"
    return "moved" if actor in known.who else "not theirs"


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.model.__name__)
def test_each_move_works_for_whoever_may_make_it_and_every_other_is_refused(db, machine):
    town()
    cast.user("Cleo", role="sheet_clerk", agency=Agency.objects.get(name__startswith="Albany"))
    cast.user("Oscar", role="operator", program=Program.objects.exclude(slug="new_york").get())
    row = OF[machine.model]()
    tried = [
        (state, to, code, actor)
        for state in machine.states.values
        for to in machine.states.values
        for code in codes_of(machine, state, to) or [None]
        for actor in (*ACTORS, *STRANGERS)
    ]

    found = {one: outcome(machine, row, *one) for one in tried}

    assert found == {one: expected(machine, *one) for one in tried}
    assert "moved" in found.values()


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.model.__name__)
def test_a_table_says_all_that_it_has_to(machine):
    states = set(machine.states.values)
    ways = [(source, one.to, one.code) for one in machine.moves for source in one.sources]

    assert {state for way in ways for state in way[:2]} <= states
    assert len(ways) == len(set(ways))
    assert all(one.who and set(one.who) <= set(ACTORS) for one in machine.moves)
    assert all(str(one.then).endswith(".") for one in machine.moves)
    assert machine.model._meta.get_field(machine.column).get_default() in states


def test_every_model_with_states_of_its_own_has_a_table():
    """A file's own name for the states is `Status`; a field of a document or form has no life."""
    with_status = {machine.model.__name__ for machine in MACHINES}
    found = set()
    for path in (path for room in ROOMS for path in (ROOT / room).glob("**/models/*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and any(
                isinstance(part, ast.ClassDef) and part.name == "Status" for part in node.body
            ):
                found.add(node.name)

    assert found == with_status


def test_nobody_else_writes_a_state():
    """`status=` is written by `Machine.move`, and by whoever makes the row."""
    found = []
    for path in (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))):
        if "migrations" not in path.parts and path.name != "machines.py":
            found += [f"{path.relative_to(ROOT)}, line {line}" for line in writers_of_status(path.read_text())]

    assert found == []


def writers_of_status(source):
    """Yield the lines that assign `….status`, or name it in `update(…)` or `update_fields=[…]`."""
    for node in ast.walk(ast.parse(source)):
        targets = node.targets if isinstance(node, ast.Assign) else []
        names = [name for target in targets for name in ast.walk(target)]
        if any(isinstance(name, ast.Attribute) and name.attr == "status" for name in names):
            yield node.lineno
        is_update = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "update"
        if is_update and any(keyword.arg == "status" for keyword in node.keywords):
            yield node.lineno


def test_planted_writers_are_found():
    source = (
        "row.status = 'a'\nrows.update(status='b')\nrow.status == 'c'\nx, row.status = 1, 2\nrows.filter(status=1)"
    )

    assert sorted(writers_of_status(source)) == [1, 2, 4]


def test_a_planted_move_that_the_table_does_not_know_is_found():
    move = Move(("active",), "revoked", (Role.COORDINATOR,), AuditCode.TERMINAL_REVOKED, "Closed.")
    machine = Machine("Terminal", Terminal, Terminal.Status, (move,), lambda row: {})

    assert machine.allows("active", "revoked") is move
    assert machine.allows("revoked", "active") is None
    assert "“Closed”" not in str(machine.refuse("revoked"))


def test_the_drawing_is_fresh(capsys):
    call_command("draw_machines")

    assert capsys.readouterr().out == (ROOT / "docs" / "machines.md").read_text() == draw_all()
