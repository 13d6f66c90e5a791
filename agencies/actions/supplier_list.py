"""The program office's list of suppliers: what stands there, put on and taken off."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.mail import send
from agencies.actions.programs import hold_names
from agencies.actions.walls import judge_list_address
from agencies.life import SupplierRefused
from agencies.links import absolute
from agencies.mail_kinds import MailKind
from agencies.models import AuditCode, Supplier, SupplyAgreement
from agencies.querysets.suppliers import supplier_named


@transaction.atomic
def edit_supplier(*, supplier, by, **facts):
    """Give a supplier other `facts` (columns, such as `name` and `email`); return whether that changed anything.

    Raises `SupplierRefused` at `name` where another supplier on the list has it, at `kind` where an agency that it
    furnishes may not have a supplier of that kind, and `WallRefused` at `email` for an address of the program office.
    """
    hold_names(supplier.program)
    held = _hold(supplier)
    changed = sorted(name for name, value in facts.items() if getattr(held, name) != value)
    if not changed:
        return False
    if held.is_listed:
        _judge_name(held, facts.get("name", held.name))
    judge_kind(program=held.program, kind=facts.get("kind", held.kind), furnished_by=held)
    if "email" in changed:
        judge_list_address(program=held.program, email=facts["email"])
    former = held.email
    for name in changed:
        setattr(held, name, facts[name])
    held.save(update_fields=changed)
    note_on_list(AuditCode.SUPPLIER_CHANGED, held, by=by, changed=changed)
    _tell_former_address(held, former)
    return True


@transaction.atomic
def put_on_list(*, supplier, by, day, email):
    """Offer a supplier to all agencies of its program from now on, with this address or none: what an agency typed in
    is not known to be the supplier's. Raises `SupplierRefused` where it is on the list, or another one of its name
    is, and `WallRefused` at `email` for an address of the program office.
    """
    hold_names(supplier.program)
    held = _hold(supplier)
    if held.is_listed:
        raise SupplierRefused(_("This supplier is on the list already: nothing was changed."))
    _judge_name(held, held.name)
    judge_list_address(program=held.program, email=email)
    former = "" if held.typed_in_by else held.email
    held.listed_on, held.email = day, email
    held.save(update_fields=["listed_on", "email"])
    note_on_list(AuditCode.SUPPLIER_LISTED, held, by=by)
    _tell_former_address(held, former)


@transaction.atomic
def take_off_list(*, supplier, by):
    """Offer a supplier to nobody any more; agencies that have it keep it. Raises `SupplierRefused` where it is on no
    list."""
    held = _hold(supplier)
    if not held.is_listed:
        raise SupplierRefused(_("This supplier is not on the list: nothing was changed."))
    held.listed_on = held.typed_in_by = None
    held.save(update_fields=["listed_on", "typed_in_by"])
    note_on_list(AuditCode.SUPPLIER_UNLISTED, held, by=by)


def judge_kind(*, program, kind, furnished_by):
    """Return without a word where every agency that `furnished_by` furnishes may have a supplier of this kind; raise
    `SupplierRefused` at `kind` for the first that may not."""
    active = SupplyAgreement.objects.filter(supplier=furnished_by, status=SupplyAgreement.Status.ACTIVE)
    for agreement in active.select_related("agency").order_by("agency__name"):
        is_oopp = agreement.agency.is_registered_oopp
        refusal = program.rules.supplier_refusal(kind, agency_is_oopp=is_oopp)
        if refusal:
            words = _("%(agency)s cannot have a supplier of this kind. %(why)s")
            raise SupplierRefused(words % {"agency": agreement.agency, "why": refusal}, field="kind")


def note_on_list(code, supplier, *, by, **details):
    """Add a line on a supplier to the trail of the supplier and of its program office, and of who typed it in."""
    owners = {"agency": supplier.typed_in_by, "supplier": supplier, "program": supplier.program}
    record(what=code, subject=supplier, by=by, **owners, **details)


def _hold(supplier):
    """Lock a supplier that was not merged into another one meanwhile."""
    held = (
        Supplier.objects.select_for_update(of=("self",)).select_related("program", "typed_in_by").get(pk=supplier.pk)
    )
    if held.merged_into_id:
        raise SupplierRefused(_("This supplier was merged into another one: nothing was changed."))
    return held


def _tell_former_address(supplier, former):
    """Mail an address that is no longer the supplier's: agencies' reports were sent there."""
    if former and former != supplier.email:
        send(kind=MailKind.SUPPLIER_ADDRESS, to=former, supplier=supplier, link=absolute("home"))


def _judge_name(supplier, name):
    known = supplier_named(supplier.program, name)
    if known and known != supplier:
        words = _("A supplier of this name is on the list already: merge the two, or give this one another name.")
        raise SupplierRefused(words, field="name")
