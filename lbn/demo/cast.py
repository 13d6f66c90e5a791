"""Who is in the demonstration. Counties and ZIP codes are real; organizations and people are made up."""

from dataclasses import dataclass, field


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

    `began` is how many months after the first day it joined, `last_report` how its last report stands.
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
    last_report: str = "accepted"
    ranks: tuple[str, ...] = field(default=("Officer", "Officer", "Sergeant", "Lieutenant"))


SUFFIX = " (demonstration)"  # of what could be taken for a real office
CITY = ("New York", "Kings", "Queens", "Bronx", "Richmond")
SHOWN = "quillhaven"
FAIRGROUND = "wexcombe"
QUIET = "ambleford"
MOVED = "osterly"
FINDS_A_SLIP = "harrowmere"
EMS = ("EMT", "EMT", "Paramedic", "Captain")
FIRE = ("Firefighter", "Firefighter", "Lieutenant", "Captain")
DEPUTIES = ("Deputy", "Deputy", "Sergeant", "Lieutenant")

DEPARTMENTS = [
    DepartmentPart("state", f"State Health Department{SUFFIX}", "state"),
    DepartmentPart("city", f"City Health Department{SUFFIX}", "city", CITY),
    DepartmentPart("county", f"Albany County Health Department{SUFFIX}", "county", ("Albany",)),
]

SUPPLIERS = [
    SupplierPart("lantern", "Lantern Street Harm Reduction", "oopp", "supplier", "kits@lantern.example"),
    SupplierPart("beacon", "Beacon Mail Supply Network", "matters", "supplier", "kits@beacon.example"),
    SupplierPart(
        "threevalleys", "Three Valleys EMS Program Agency", "regional_ems", "both", "kits@threevalleys.example"
    ),
    SupplierPart("citydepot", f"City Naloxone Depot{SUFFIX}", "health_department", "supplier", ""),
    SupplierPart("statedepot", f"State Naloxone Depot{SUFFIX}", "health_department", "supplier", ""),
    SupplierPart("millrace", "Millrace Wellness Center", "oopp", "", "hello@millrace.example"),
]

AGENCIES = [
    AgencyPart(
        SHOWN,
        "Quillhaven Police Department",
        "law_enforcement",
        "Albany",
        "lantern",
        34,
        {"12202": 9, "12206": 8, "12210": 7, "12207": 5, "12208": 3, "12189": 3, "12110": 2, "12047": 1, "12222": 1},
        station="South Station",
        people=18,
    ),
    AgencyPart(
        "harrowmere",
        "Harrowmere Sheriff's Office",
        "law_enforcement",
        "Albany",
        "lantern",
        15,
        {"12047": 6, "12189": 5, "12110": 3, "12054": 2, "12143": 1, "12041": 1, "12023": 1, "": 2},
        people=14,
        last_report="submitted",
        ranks=DEPUTIES,
    ),
    AgencyPart(
        "ferngate",
        "Ferngate EMS",
        "ems",
        "Schenectady",
        "lantern",
        24,
        {"12307": 8, "12304": 7, "12305": 6, "12308": 5, "12303": 3, "12306": 1, "12150": 1},
        station="Base 2",
        people=16,
        strips=True,
        last_report="returned",
        ranks=EMS,
    ),
    AgencyPart(
        "larkmoor",
        "Larkmoor Fire Department",
        "fire",
        "Rensselaer",
        "lantern",
        10,
        {"12180": 10, "12182": 4, "12144": 3, "12061": 1, "12090": 1},
        people=12,
        began=7,
        last_report="missing",
        ranks=FIRE,
    ),
    AgencyPart(
        FAIRGROUND,
        "Wexcombe Police Department",
        "law_enforcement",
        "Onondaga",
        "beacon",
        30,
        {"13202": 9, "13204": 8, "13205": 7, "13203": 6, "13208": 5, "13207": 4, "13210": 2, "13224": 1, "13088": 1},
        station="North Station",
        people=20,
        strips=True,
        last_report="late",
    ),
    AgencyPart(
        "tamarwick",
        "Tamarwick Probation",
        "probation",
        "Onondaga",
        "beacon",
        11,
        {"13202": 6, "13204": 3, "13208": 2, "13027": 2, "13057": 1, "": 1},
        people=9,
        began=5,
        last_report="submitted",
        ranks=("Probation Officer", "Probation Officer", "Supervisor"),
    ),
    AgencyPart(
        MOVED,
        "Osterly Harbor Police",
        "specialty_police",
        "Erie",
        "millrace",
        15,
        {"14201": 5, "14204": 4, "14207": 4, "14211": 4, "14215": 3, "14213": 3, "14072": 1, "14075": 1},
        people=10,
        began=1,
    ),
    AgencyPart(
        "dunmarrow",
        "Dunmarrow Ambulance Corps",
        "ems",
        "Oneida",
        "threevalleys",
        14,
        {"13501": 9, "13502": 7, "13440": 6, "13413": 1, "13425": 1},
        people=11,
        also=("Herkimer",),
        last_report="amended",
        ranks=EMS,
    ),
    AgencyPart(
        "calderwick",
        "Calderwick Sheriff's Office",
        "law_enforcement",
        "Jefferson",
        "threevalleys",
        7,
        {"13601": 8, "13603": 2, "13619": 2, "13624": 1, "13607": 1},
        began=8,
        last_report="waived",
        ranks=DEPUTIES,
    ),
    AgencyPart(
        QUIET,
        "Ambleford Rescue Squad",
        "ems",
        "Hamilton",
        "threevalleys",
        1.2,
        {"12842": 2, "12847": 1, "": 1},
        people=5,
        began=10,
        last_report="submitted",
        ranks=EMS,
    ),
    AgencyPart(
        "stonewick",
        "Stonewick Campus Safety",
        "security",
        "Tompkins",
        "millrace",
        4,
        {"14850": 5, "14882": 1, "13068": 1},
        people=6,
        on_paper=True,
        last_report="submitted",
    ),
    AgencyPart(
        "calloway",
        "Calloway Deflection Corps",
        "corrections",
        "Monroe",
        "statedepot",
        20,
        {"14605": 6, "14608": 6, "14609": 5, "14611": 4, "14613": 3, "14621": 5, "14580": 1},
        people=10,
        began=7,
        oopp=True,
    ),
    AgencyPart(
        "fivelamps",
        "Five Lamps Street Response",
        "ems",
        "Bronx",
        "citydepot",
        52,
        {"10451": 8, "10454": 9, "10455": 8, "10456": 7, "10453": 6, "10457": 5, "10458": 4, "10029": 5, "10035": 6},
        station="Hub Garage",
        people=22,
        also=("New York",),
        oopp=True,
        strips=True,
        ranks=EMS,
    ),
    AgencyPart(
        "eastpier",
        "Eastpier Housing Police",
        "specialty_police",
        "Kings",
        "citydepot",
        24,
        {"11206": 6, "11212": 6, "11207": 5, "11233": 4, "11221": 4, "11224": 2, "11201": 1},
        people=12,
        began=5,
        oopp=True,
        last_report="returned",
    ),
]

# (name, kind, county, coordinator, days ago, what became of it)
REGISTRATIONS = [
    ("Fallowfield Village Police", "law_enforcement", "Greene", "Rowan Ashby", 9, "confirmed"),
    ("Merrowdale Fire Company", "fire", "Columbia", "Imani Keller", 2, "waiting"),
    ("Thornquay Transit Police", "specialty_police", "Erie", "Devon Marsh", 4, "waiting"),
    ("Quillhaven Police", "law_enforcement", "Albany", "Jordan Pell", 20, "duplicate"),
]
