"""What a program pack holds, as data. A reader's guide is `agencies/programs/new_york.toml`."""

from zoneinfo import available_timezones

from agencies.packs.shapes import Answers, Day, Flag, Many, Maybe, OneOf, Shape, Table, Text, Whole

AGENCY_KINDS = (
    "law_enforcement",
    "ems",
    "fire",
    "security",
    "probation",
    "corrections",
    "specialty_police",
    "military",
    "community",
)
TYPED = ("initial_doses", "refills", "people_served", "reported_used")
SECTIONS = ("stock", "kits_left", "community_trained", "personnel_trained", "sessions", *TYPED)
CADENCES = ("monthly", "quarterly", "annual", "on_reorder", "on_request")
# The figures that a recipient's form can ask for, each by the name that a pack gives it as `source`.
SOURCES = (
    "kits_left",
    "doses_left",
    "times_left",
    "community_trained",
    "personnel_trained",
    "sessions",
    "kits_received",
    "kits_on_hand",
    *TYPED,
)

# "OOPP" is New York's name for it: is the agency a registered program itself, or does it partner with one?
WHO = OneOf(("any", "registered_oopp", "partner"))

EMAIL = Text("an e-mail address", like=r"[^@\s]+@[^@\s]+\.[^@\s]+", may_be_empty=True)
SLUG = Text('a slug in lower-case letters, digits and "_"', like=r"[a-z][a-z0-9_]*")
STATE = Text('the two capital letters of a state, such as "NY"', like=r"[A-Z]{2}")
TIME_ZONE = Text('a time zone such as "America/New_York"', known=lambda name: name in available_timezones())
URL = Text("a web address that begins with https://", like=r"https://\S+", may_be_empty=True)
TEXT = Text()
COUNTIES = Many(Text("the name of a county"), least=1)


def optional_text() -> Maybe:
    return Maybe(Text(may_be_empty=True), "")


def entry(**more: Shape) -> Table:
    """A table with a slug and a name, and `more`."""
    return Table({"slug": SLUG, "name": TEXT, **more})


def many(of: Shape, least: int = 0) -> Many:
    return Many(of, least, unique="slug")


SUPPLIER_KIND = entry(
    who=Maybe(WHO, "any"),
    about=optional_text(),
    refusal=optional_text(),
)
QUESTION = Table({"slug": SLUG, "text": TEXT, "answers": many(entry(), least=2)})
PATHWAY = entry(
    supplier_kind=SLUG,
    when=Maybe(Answers(), {}),
    why=TEXT,
    steps=Many(TEXT, least=1),
)
CARD_TEXT: dict[str, Shape] = {"title": TEXT, "points": Many(TEXT, least=1)}
CARD_SECTION = Table({"slug": SLUG, **CARD_TEXT, "spanish": Maybe(Table(CARD_TEXT))})
KIT_CONTENT = entry(
    rule=OneOf(("required", "recommended", "optional", "separate")),
    who=Maybe(WHO, "any"),
    from_on=Maybe(Day()),
    until_on=Maybe(Day()),
    source=TEXT,
    note=optional_text(),
)
COURSE = entry(
    required=Flag(),
    credits=Maybe(Text('a number of credits in quotes, such as "0.25"', like=r"[0-9]+(\.[0-9]+)?"), ""),
    validity_months=Maybe(Whole(1, 120)),
    about=optional_text(),
    elements=many(entry(), least=1),
)
REPORTING_PROFILE = entry(
    recipient=OneOf(("supplier", "health_department")),
    recipient_name=TEXT,
    who=Maybe(WHO, "any"),
    in_region=Maybe(SLUG),
    outside_region=Maybe(SLUG),
    cadence=OneOf(CADENCES),
    form=Maybe(SLUG, ""),
    due_day=Maybe(Whole(1, 28), 10),
    seal_day=Maybe(Whole(1, 28), 20),
    sections=Many(OneOf(SECTIONS), least=1),
    how=optional_text(),
    email=Maybe(EMAIL, ""),
)
FORM_LINE = Table({"label": TEXT, "source": OneOf(SOURCES), "note": optional_text()})
FORM = Table(
    {
        "slug": SLUG,
        "title": TEXT,
        "file": Maybe(OneOf(("lines", "row")), "lines"),
        "lines": Many(FORM_LINE, least=1, unique="label"),
    }
)
DOCUMENT = entry(
    about=optional_text(),
    required=Flag(),
    validity_months=Maybe(Whole(1, 120)),
    held_by=OneOf(("agency", "supplier")),
    asked_for=Maybe(OneOf(("application", "order")), "application"),
    before_start=Maybe(Flag(), False),
    review_months=Maybe(Whole(1, 60)),
    above_units=Maybe(Whole(1, 1_000_000)),
    if_recurring=Maybe(Flag(), False),
)
# A mail that an agency sends by itself: whom to, and its words around what the application fills in.
MAIL: dict[str, Shape] = {"to": Maybe(EMAIL, ""), "subject": TEXT, "opening": TEXT, "closing": TEXT}
REQUEST_MAIL = Table({"about": TEXT, **MAIL})
# An order from a supplier who asks for figures (`profile`) and documents (`asked_for = "order"`) with it.
ORDER = Table({"name": TEXT, "about": TEXT, "profile": SLUG, "unit": TEXT, **MAIL})
# Reviewed programs: whom the applicant names (no `email`), or the program itself; what the office looks at; and what
# an agency has to be, with the sentence for whoever is not.
APPROVER = entry(about=optional_text(), email=Maybe(EMAIL, ""))
CHECK = entry(about=optional_text())
# `pathway` is the way to a supplier of an agency that is not what the question asks.
ELIGIBILITY = Table({"slug": SLUG, "text": TEXT, "refusal": TEXT, "pathway": Maybe(SLUG, "")})
LINK = Table(
    {
        "slug": SLUG,
        "title": TEXT,
        "url": Maybe(URL, ""),
        "email": Maybe(EMAIL, ""),
        "phone": optional_text(),
        "note": optional_text(),
        "checked_on": Maybe(Day()),
        "on_handout": Maybe(Flag(), False),
    }
)

PACK = Table(
    {
        "slug": SLUG,
        "version": Whole(1, 100_000),
        "name": TEXT,
        "state": STATE,
        "time_zone": TIME_ZONE,
        "entry": OneOf(("listed", "reviewed")),
        "counties": Maybe(COUNTIES, []),
        "counties_opt_in": Maybe(Flag(), False),
        "agency_kinds": Many(OneOf(AGENCY_KINDS), least=1),
        "office": Table({"name": TEXT, "email": Maybe(EMAIL, ""), "contact": optional_text()}),
        "regions": Maybe(many(entry(counties=COUNTIES)), []),
        "government_domains": Maybe(
            Many(Text("a domain in small letters", like=r"[a-z0-9-]+(\.[a-z0-9-]+)*")), ["gov"]
        ),
        "too_small_zip_codes": Maybe(Many(Text("five digits in quotes", like="[0-9]{5}")), []),
        "supplier_kinds": many(SUPPLIER_KIND, least=1),
        "questions": Maybe(many(QUESTION), []),
        "pathways": Maybe(many(PATHWAY), []),
        "candidates": Table(
            {
                "rule": OneOf(("any_setting", "after_refused_transport")),
                "summary": TEXT,
                "examples": Maybe(Many(TEXT), []),
            }
        ),
        "card": many(CARD_SECTION, least=1),
        "handout": Maybe(many(CARD_SECTION), []),
        "kit_contents": many(KIT_CONTENT, least=1),
        "courses": many(COURSE, least=1),
        "documents": Maybe(many(DOCUMENT), []),
        "approvers": Maybe(many(APPROVER), []),
        "checklist": Maybe(many(CHECK), []),
        "eligibility": Maybe(many(ELIGIBILITY), []),
        "request_mail": Maybe(REQUEST_MAIL),
        "order": Maybe(ORDER),
        "reporting_profiles": many(REPORTING_PROFILE, least=1),
        "forms": Maybe(many(FORM), []),
        "fiscal_year_begins": Maybe(Whole(1, 12), 1),
        "settings": Maybe(
            Table(
                {
                    "course_validity_preset_months": Maybe(Whole(1, 120)),
                    "review_business_days": Maybe(Whole(1, 60), 10),
                }
            ),
            {"course_validity_preset_months": None, "review_business_days": 10},
        ),
        "open_questions": Maybe(Many(Table({"question": TEXT, "until_known": TEXT}), unique="question"), []),
        "glossary": Maybe(Many(Table({"term": TEXT, "meaning": TEXT}), unique="term"), []),
        "links": Maybe(many(LINK), []),
        "law": Maybe(many(Table({"slug": SLUG, "citation": TEXT, "title": TEXT, "about": TEXT})), []),
    },
    expects="a program pack",
)
