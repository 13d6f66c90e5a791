"""Who is in the demonstrations of San Diego, where the county approves agencies, and of Los Angeles County."""

from lbn.demo.parts import (
    EMS,
    FIRE,
    SUFFIX,
    AgencyPart,
    ApplicantPart,
    Cast,
    DepartmentPart,
    RegistrationPart,
    SupplierPart,
)

SAN_DIEGO = Cast(
    slug="san_diego",
    place="San Diego",
    office="office@sandiego.example",
    head="Pilar Nolan",
    domain="sandiego.example",
    days=120,
    departments=[
        DepartmentPart("county", f"San Diego County Health Department{SUFFIX}", "county", ("San Diego",)),
    ],
    suppliers=[
        SupplierPart("harbordepot", f"Harbor Naloxone Depot{SUFFIX}", "ndp", "supplier", "kits@harbordepot.example"),
    ],
    agencies=[
        AgencyPart(
            "mesacove",
            "Mesa Cove Ambulance",
            "ems",
            "San Diego",
            "harbordepot",
            14,
            {"92101": 7, "92113": 5, "92102": 4, "92104": 3, "92105": 3, "91910": 2, "92020": 1},
            station="Base 4",
            people=9,
            ranks=EMS,
        ),
    ],
    applicants=(
        ApplicantPart("Pinyon Gate Ambulance", "ems", "San Diego", "Lena Quint", 6, "in_review"),
        ApplicantPart(
            "Otay Bluff Fire Department",
            "fire",
            "San Diego",
            "Rosa Ibarra",
            12,
            "changes",
            "Say who brings training up to date, and how often.",
        ),
        ApplicantPart(
            "Coveside Patient Transport",
            "ems",
            "San Diego",
            "Kai Lambert",
            40,
            "declined",
            "Your crews give basic life support only. The supplier's own application is open to you.",
        ),
    ),
)

LOS_ANGELES = Cast(
    slug="los_angeles_county",
    place="Los Angeles",
    office="office@losangeles.example",
    head="Dale Okafor",
    domain="losangeles.example",
    days=120,
    departments=[
        DepartmentPart("county", f"Los Angeles County EMS desk{SUFFIX}", "county", ("Los Angeles",)),
    ],
    suppliers=[
        SupplierPart("basindepot", f"Basin Naloxone Depot{SUFFIX}", "ndp", "supplier", "kits@basindepot.example"),
        SupplierPart("arroyostores", f"Arroyo Verde Stores{SUFFIX}", "own_supply", "", ""),
    ],
    agencies=[
        AgencyPart(
            "arroyoverde",
            "Arroyo Verde Fire Department",
            "fire",
            "Los Angeles",
            "basindepot",
            18,
            {"90012": 6, "90031": 5, "90033": 5, "90042": 3, "90065": 2, "90026": 2},
            station="Station 3",
            people=10,
            last_report="submitted",
            ranks=FIRE,
        ),
        AgencyPart(
            "sanpascual",
            "San Pascual Ambulance",
            "ems",
            "Los Angeles",
            "arroyostores",
            10,
            {"91101": 5, "91103": 5, "91104": 3, "91030": 1},
            people=7,
            began=1,
            ranks=EMS,
        ),
    ],
    registrations=(RegistrationPart("Verdugo Gap Ambulance", "ems", "Los Angeles", "Bao Ellery", 3, "waiting"),),
)
