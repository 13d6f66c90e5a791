"""The life of a lot, as a table (see `agencies/machines.py`)."""

from django.utils.translation import gettext_lazy as _

from agencies.machines import SYSTEM, Machine, Move
from agencies.models import AuditCode, Role
from inventory.models import Lot
from inventory.refusals import LotRefused

Status = Lot.Status


def organizations_of_lot(lot):
    return {"agency": lot.agency}


LOT = Machine(
    name=_("Lot"),
    model=Lot,
    states=Status,
    refusal=LotRefused,
    concerns=organizations_of_lot,
    closed={
        Status.ACTIVE: _("This lot is in use: nothing was changed."),
        Status.QUARANTINED: _("This lot is held back already."),
        Status.RECALLED: _("A recalled lot stays out of use: return it to the supplier."),
    },
    moves=(
        Move(
            (Status.ACTIVE,),
            Status.QUARANTINED,
            (Role.COORDINATOR, Role.AGENCY_STAFF),
            AuditCode.STOCK_HELD_BACK,
            _("The log takes no kit of it until somebody puts it back into use."),
        ),
        Move(
            (Status.QUARANTINED,),
            Status.ACTIVE,
            (Role.COORDINATOR, Role.AGENCY_STAFF),
            AuditCode.STOCK_RELEASED,
            _("Its kits can be left again, first those that expire first."),
        ),
        Move(
            (Status.ACTIVE, Status.QUARANTINED),
            Status.RECALLED,
            (SYSTEM,),
            AuditCode.STOCK_RECALLED,
            _("Its kits are taken out of use and returned to the supplier."),
        ),
    ),
)
