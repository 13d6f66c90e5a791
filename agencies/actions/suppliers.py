"""Suppliers, and the agreements by which agencies get their kits from them."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from agencies.actions.asking import ask_who_knows
from agencies.actions.audit import record
from agencies.actions.programs import hold_names
from agencies.actions.scopes import enter_scope
from agencies.actions.walls import judge_list_address
from agencies.life import AGREEMENT, SupplierRefused
from agencies.models import Agency, AuditCode, Supplier, SupplyAgreement
from agencies.querysets.suppliers import agreement_of, supplier_named
from agencies.slugs import free_slug


@transaction.atomic
def add_supplier(*, program, name, kind, by, day, **facts):
    """Put a supplier without an account on the program's list and return it; `facts` are further columns, such as
    `email`, `day` is today there.

    Raises `SupplierRefused` at `name` where the program has a supplier of this name already, `WallRefused` at `email`
    for an address of the program office.
    """
    hold_names(program)
    judge_list_address(program=program, email=facts.get("email", ""))
    if supplier_named(program, name):
        raise SupplierRefused(_("A supplier of this name is on the list already."), field="name")
    return _add(program=program, name=name, kind=kind, by=by, listed_on=day, **facts)


def _add(*, program, name, kind, by, **facts):
    slug = facts.pop("slug", "") or free_slug(Supplier, name)
    supplier = Supplier.objects.create(program=program, name=name, kind=kind, slug=slug, **facts)
    owners = {"agency": supplier.typed_in_by, "supplier": supplier, "program": program}
    record(what=AuditCode.SUPPLIER_ADDED, subject=supplier, by=by, **owners, kind=kind)
    return supplier


def judge_supplier(*, program, is_registered_oopp, supplier=None, name="", kind=""):
    """Return without a word where the program lets an agency have this supplier, known here or named anew.

    Raises `SupplierRefused` with the program's own sentence, at `supplier` or at `supplier_kind`.
    """
    known = supplier or (supplier_named(program, name) if name else None)
    if known is None and not name:
        return
    refusal = program.rules.supplier_refusal(known.kind if known else kind, agency_is_oopp=is_registered_oopp)
    if refusal:
        raise SupplierRefused(refusal, field="supplier" if supplier else "supplier_kind")


@transaction.atomic
def agree(*, agency, supplier, by, day):
    """Record that the agency gets its kits from `supplier` from `day` on, and return the agreement.

    Raises `SupplierRefused` where the program does not let the agency have a supplier of this kind.
    """
    judge_supplier(program=agency.program, is_registered_oopp=agency.is_registered_oopp, supplier=supplier)
    agreement = SupplyAgreement.objects.create(agency=agency, supplier=supplier, from_on=day)
    record(what=AuditCode.SUPPLY_AGREED, subject=agreement, by=by, agency=agency, supplier=supplier)
    return agreement


@transaction.atomic
def change_supplier(*, agency, by, day, supplier=None, name="", kind="", **facts):
    """End the present agreement on `day` and begin one with another supplier, or with none.

    The other one is `supplier`, or is named by `name`, `kind` and `facts` and added if it is not known here.
    Returns the scope membership by which the agency's reports go there: from the next quarter on. Raises
    `SupplierRefused` for the supplier that the agency has, or one that the program does not let it have.
    """
    agency = (
        Agency.objects.select_for_update(of=("self",)).select_related("program", "jurisdiction").get(pk=agency.pk)
    )
    judge_supplier(
        program=agency.program, is_registered_oopp=agency.is_registered_oopp, supplier=supplier, name=name, kind=kind
    )
    chosen = supplier or find_or_add(agency=agency, name=name, kind=kind, by=by, **facts)
    present = agreement_of(agency)
    if (present.supplier if present else None) == chosen:
        raise SupplierRefused(_("This is your present supplier: nothing was changed."), field="choice")
    if present:
        end_agreement(agreement=present, by=by, day=day)
    if chosen:
        agree(agency=agency, supplier=chosen, by=by, day=day)
    membership = enter_scope(agency=agency, supplier=chosen, day=day)
    ask_who_knows(agency=agency, today=day)
    return membership


def end_agreement(*, agreement, by, day):
    """End an agreement with the day before `day`, or with its own first day if that is later."""
    until_on = max(day - timedelta(days=1), agreement.from_on)
    return AGREEMENT.move(agreement, to=SupplyAgreement.Status.ENDED, by=by, on=day, changes={"until_on": until_on})


@transaction.atomic
def find_or_add(*, agency, name, kind, by, **facts):
    """Return the supplier of this name that the agency may choose, typed in for it alone if there is none.

    None for an empty name. What stands on the program's list comes before what the agency typed in itself.
    """
    if not name:
        return None
    hold_names(agency.program)
    offered = Supplier.objects.offered_to(agency).filter(program=agency.program, name__iexact=name)
    known = offered.order_by(F("listed_on").asc(nulls_last=True)).first()
    return known or _add(program=agency.program, name=name, kind=kind, by=by, typed_in_by=agency, **facts)
