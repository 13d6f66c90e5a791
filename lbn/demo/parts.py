"""What a part in the demonstration says: of a health department, a supplier, an agency, an applicant; and a cast."""

from dataclasses import dataclass, field
from typing import NamedTuple

SUFFIX = " (demonstration)"  # of what could be taken for a real office
EMS = ("EMT", "EMT", "Paramedic", "Captain")
FIRE = ("Firefighter", "Firefighter", "Lieutenant", "Captain")


@dataclass(frozen=True)
class DepartmentPart:
    key: str
    name: str
    level: str
    counties: tuple[str, ...] = ()


@dataclass(frozen=True)
class SupplierPart:
    """`staff` is the sign-in name's first part; "" where nobody signs in for it."""

    key: str
    name: str
    kind: str
    staff: str
    email: str


@dataclass(frozen=True)
class AgencyPart:
    """`pace` is about how many kits it leaves in a month; `places` are ZIP codes with how often kits are left there.

    `began` is how many months after the first day it joined, `last_report` how its last report stands, `types` which
    figures it types because its program's form asks for them.
    """

    key: str
    name: str
    kind: str
    county: str
    supplier: str
    pace: float
    places: dict[str, int]
    station: str = ""
    people: int = 8
    began: int = 0
    also: tuple[str, ...] = ()
    oopp: bool = False
    strips: bool = False
    on_paper: bool = False
    holds_authorization: bool = False
    types: tuple[str, ...] = ()
    last_report: str = "accepted"
    ranks: tuple[str, ...] = field(default=("Officer", "Officer", "Sergeant", "Lieutenant"))


class RegistrationPart(NamedTuple):
    """An agency that registered `days` ago in a listed program, and what became of it."""

    name: str
    kind: str
    county: str
    coordinator: str
    days: int
    fate: str


class ApplicantPart(NamedTuple):
    """An agency that applied `days` ago in a reviewed program, and has not come in: how it stands.

    `fate` is "waiting" for a reviewer, "in_review", "changes" asked for, or "declined"; `words` are what the office
    wrote.
    """

    name: str
    kind: str
    county: str
    coordinator: str
    days: int
    fate: str
    words: str = ""


class ServicePart(NamedTuple):
    """A line of the directory of local services; without a `county` it serves the whole state."""

    county: str
    kind: str
    name: str
    address: str = ""
    town: str = ""
    phone: str = ""
    opening: str = ""
    about: str = ""


@dataclass(frozen=True)
class Cast:
    """Everybody of one program. `place` is what people call it for short; its story begins about `days` ago.

    `office` is the address of whoever works at its office, called `head`; health departments have theirs at `domain`.
    Residents and deaths of counties are told where it `has_evidence`.
    """

    slug: str
    place: str
    office: str
    head: str
    domain: str
    departments: list[DepartmentPart]
    suppliers: list[SupplierPart]
    agencies: list[AgencyPart]
    registrations: tuple[RegistrationPart, ...] = ()
    applicants: tuple[ApplicantPart, ...] = ()
    services: tuple[ServicePart, ...] = ()
    days: int = 730
    has_evidence: bool = False
