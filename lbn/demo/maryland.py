"""Who is in the demonstration of Maryland: a county's program over its companies, and counties that decide."""

from lbn.demo.parts import (
    EMS,
    FIRE,
    SUFFIX,
    AgencyPart,
    ApplicantPart,
    Cast,
    DepartmentPart,
    ServicePart,
    SupplierPart,
)

PARENT = "patuxent"
CHILDREN = ("severnreach", "magothy")
TYPES = ("initial_doses", "refills", "people_served", "reported_used")
# County, since how many days before the last one it takes part, and since when no more; ahead of it where negative.
DECISIONS = (
    ("Anne Arundel", 900, None),
    ("Montgomery", 760, None),
    ("Howard", 430, None),
    ("Baltimore City", 380, None),
    ("Cecil", 620, 60),
    ("Frederick", -35, None),
)

MARYLAND = Cast(
    slug="maryland_ems",
    place="Maryland",
    office="office@maryland.example",
    head="Marion Tate",
    domain="maryland.example",
    days=200,
    departments=[
        DepartmentPart("state", f"Maryland State Health Department{SUFFIX}", "state"),
        DepartmentPart("county", f"Anne Arundel County Health Department{SUFFIX}", "county", ("Anne Arundel",)),
    ],
    suppliers=[
        SupplierPart(
            "tidewater", "Tidewater Overdose Response Program", "county_orp", "supplier", "kits@tidewater.example"
        ),
        SupplierPart("baydepot", f"Bay Naloxone Depot{SUFFIX}", "health_department", "", "kits@baydepot.example"),
    ],
    agencies=[
        AgencyPart(
            PARENT,
            f"Patuxent County EMS{SUFFIX}",
            "ems",
            "Anne Arundel",
            "tidewater",
            12,
            {"21401": 6, "21403": 4, "21061": 5, "21060": 3, "21122": 2, "21144": 1},
            types=TYPES,
            ranks=EMS,
        ),
        AgencyPart(
            "severnreach",
            "Severn Reach Rescue Company",
            "ems",
            "Anne Arundel",
            "tidewater",
            9,
            {"21144": 5, "21113": 4, "21061": 3},
            people=7,
            began=1,
            types=TYPES,
            last_report="submitted",
            ranks=EMS,
        ),
        AgencyPart(
            "magothy",
            "Magothy Point Fire Company",
            "fire",
            "Anne Arundel",
            "tidewater",
            6,
            {"21122": 5, "21146": 3, "21012": 2},
            people=6,
            began=4,
            types=TYPES,
            last_report="returned",
            ranks=FIRE,
        ),
        AgencyPart(
            "senecamill",
            "Seneca Mill Ambulance",
            "ems",
            "Montgomery",
            "baydepot",
            8,
            {"20874": 6, "20877": 4, "20902": 2, "20906": 2},
            people=7,
            began=4,
            holds_authorization=True,
            types=TYPES,
            last_report="late",
            ranks=EMS,
        ),
    ],
    applicants=(
        ApplicantPart("Elkmarsh Volunteer Fire Company", "fire", "Howard", "Noor Castellan", 5, "waiting"),
        ApplicantPart(
            "Lochraven Transit Care",
            "ems",
            "Baltimore City",
            "Theo Brandt",
            31,
            "declined",
            "Companies that only drive patients home leave no kits. Ask the health department for kits of your own.",
        ),
    ),
    services=(
        ServicePart("", "crisis_line", "988 Suicide and Crisis Lifeline", phone="988", opening="Day and night"),
        ServicePart(
            "Anne Arundel",
            "refill",
            "Tidewater Overdose Response Program",
            "12 Wharf Lane",
            "Annapolis",
            "410-555-0112",
            "Weekdays 9 to 5",
            "Refills kits, no questions asked.",
        ),
        ServicePart(
            "Anne Arundel", "treatment", "Millpond Recovery House", "3 Orchard Walk", "Glen Burnie", "410-555-0126"
        ),
        ServicePart(
            "Montgomery", "harm_reduction", "Seneca Corner Outreach", "40 Ferry Street", "Germantown", "301-555-0143"
        ),
        ServicePart("Montgomery", "refill", "Old Mill Pharmacy", "8 Mill Road", "Gaithersburg", "301-555-0150"),
        ServicePart("Howard", "treatment", "Elkmarsh Clinic", "77 Quarry Road", "Columbia", "443-555-0117"),
        ServicePart(
            "Baltimore City", "harm_reduction", "Lantern Pier Van", "Pier at Mast Street", "Baltimore", "443-555-0171"
        ),
    ),
)
