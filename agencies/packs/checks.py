"""What one part of a pack says about another: each check yields the faults that it finds."""

from collections.abc import Callable, Iterator
from typing import Any

from agencies import place_data
from agencies.packs.schema import TYPED
from agencies.packs.shapes import Fault, describe

# What a published report's own files are called in addresses (lbn.reporting.published.files.FORMATS).
FILE_NAMES = ("csv", "xlsx", "zip", "json", "frozen")


def check_counties(pack: dict[str, Any]) -> Iterator[Fault]:
    """They are counties or independent cities of the state."""
    if pack["state"] not in place_data.states():
        yield Fault("state", f'expected a state of the United States, found "{pack["state"]}"')
        return
    known = place_data.county_names(pack["state"])
    lists = [("counties", pack["counties"])]
    for place, region in count_from_one(pack["regions"]):
        lists.append((f"regions[{place}].counties", region["counties"]))
    for at, names in lists:
        for place, name in count_from_one(names):
            if name not in known:
                yield Fault(f"{at}[{place}]", f"expected a county of {pack['state']}, found {describe(name)}")


def check_supplier_kinds(pack: dict[str, Any]) -> Iterator[Fault]:
    for place, kind in count_from_one(pack["supplier_kinds"]):
        at = f"supplier_kinds[{place}]"
        if kind["slug"] == "none":
            yield Fault(f"{at}.slug", 'expected a kind of supplier, found "none", which means no supplier')
        if kind["who"] != "any" and not kind["refusal"]:
            yield Fault(f"{at}.refusal", "missing, expected a sentence for the agencies that may not have it")


def check_entry(pack: dict[str, Any]) -> Iterator[Fault]:
    """What only a review reads stands in a program that reviews."""
    if pack["entry"] == "listed":
        for key in ("approvers", "checklist", "eligibility"):
            if pack[key]:
                yield Fault(key, 'expected none, because entry is "listed" and the office reviews nothing')


def check_fiscal_year(pack: dict[str, Any]) -> Iterator[Fault]:
    month = pack["fiscal_year_begins"]
    if month % 3 != 1:
        yield Fault("fiscal_year_begins", f"expected the first month of a quarter (1, 4, 7 or 10), found {month}")


def check_profiles(pack: dict[str, Any]) -> Iterator[Fault]:
    regions = {region["slug"] for region in pack["regions"]}
    seal_days: dict[str, int] = {}
    for place, profile in count_from_one(pack["reporting_profiles"]):
        at = f"reporting_profiles[{place}]"
        for key in ("in_region", "outside_region"):
            if profile[key] is not None and profile[key] not in regions:
                yield Fault(f"{at}.{key}", f"expected a region of this file, found {describe(profile[key])}")
        cadence, due_day, seal_day = profile["cadence"], profile["due_day"], profile["seal_day"]
        if due_day >= seal_day:
            yield Fault(f"{at}.due_day", f"expected a day before seal_day {seal_day}, found {due_day}")
        first = seal_days.setdefault(cadence, seal_day)
        if seal_day != first:
            expected = f"expected {first} as in the other {cadence} profile, found {seal_day}"
            yield Fault(f"{at}.seal_day", expected)


def check_forms(pack: dict[str, Any]) -> Iterator[Fault]:
    """A form and the recipients who ask for it find each other; its name is none that a report's own file has."""
    known = {form["slug"] for form in pack["forms"]}
    asked = {profile["form"] for profile in pack["reporting_profiles"]}
    for place, profile in count_from_one(pack["reporting_profiles"]):
        if profile["form"] and profile["form"] not in known:
            at = f"reporting_profiles[{place}].form"
            yield Fault(at, f"expected a form of this file, found {describe(profile['form'])}")
        for name in sorted(_typed_for(profile["form"], pack) - set(profile["sections"])):
            expected = f'expected "{name}" among them, because the form {describe(profile["form"])} asks for it'
            yield Fault(f"reporting_profiles[{place}].sections", expected)
    for place, form in count_from_one(pack["forms"]):
        at, found = f"forms[{place}].slug", describe(form["slug"])
        if form["slug"] in FILE_NAMES:
            yield Fault(at, f"expected a name that no file of a report has, found {found}")
        elif form["slug"] not in asked:
            yield Fault(at, f"expected a form that a reporting profile asks for, found {found}")


def _typed_for(slug: str, pack: dict[str, Any]) -> set[str]:
    """The figures of a form that an agency types, and is asked for only where a profile has them."""
    return {line["source"] for form in pack["forms"] if form["slug"] == slug for line in form["lines"]} & set(TYPED)


def check_pathways(pack: dict[str, Any]) -> Iterator[Fault]:
    kinds = {kind["slug"] for kind in pack["supplier_kinds"]}
    answers = {question["slug"]: {a["slug"] for a in question["answers"]} for question in pack["questions"]}
    for place, pathway in count_from_one(pack["pathways"]):
        at = f"pathways[{place}]"
        if pathway["supplier_kind"] not in kinds:
            found = describe(pathway["supplier_kind"])
            yield Fault(f"{at}.supplier_kind", f"expected a supplier kind of this file, found {found}")
        for question, answer in pathway["when"].items():
            if question not in answers:
                yield Fault(f"{at}.when.{question}", "unknown key, expected a question of this file")
            elif answer not in answers[question]:
                expected = "one of " + ", ".join(sorted(answers[question]))
                yield Fault(f"{at}.when.{question}", f"expected {expected}, found {describe(answer)}")
    if pack["pathways"] and pack["pathways"][-1]["when"]:
        at = f"pathways[{len(pack['pathways'])}].when"
        yield Fault(at, "expected none, so that the last pathway is there for everyone else")


def check_card(pack: dict[str, Any]) -> Iterator[Fault]:
    yield from _check_sections(pack["card"], "card")


def check_handout(pack: dict[str, Any]) -> Iterator[Fault]:
    """What patients take home is there in both languages."""
    for place, section in count_from_one(pack["handout"]):
        if not section["spanish"]:
            yield Fault(f"handout[{place}].spanish", "missing, expected the same in Spanish")
    yield from _check_sections(pack["handout"], "handout")


def _check_sections(sections: list[dict[str, Any]], at: str) -> Iterator[Fault]:
    for place, section in count_from_one(sections):
        if section["spanish"] and len(section["spanish"]["points"]) != len(section["points"]):
            wanted, found = len(section["points"]), len(section["spanish"]["points"])
            yield Fault(f"{at}[{place}].spanish.points", f"expected {wanted} points as in English, found {found}")


def check_eligibility(pack: dict[str, Any]) -> Iterator[Fault]:
    ways = {pathway["slug"] for pathway in pack["pathways"]}
    for place, question in count_from_one(pack["eligibility"]):
        if question["pathway"] and question["pathway"] not in ways:
            found = describe(question["pathway"])
            yield Fault(f"eligibility[{place}].pathway", f"expected a pathway of this file, found {found}")


def check_kit_contents(pack: dict[str, Any]) -> Iterator[Fault]:
    for place, content in count_from_one(pack["kit_contents"]):
        if content["from_on"] and content["until_on"] and content["until_on"] < content["from_on"]:
            expected = f"expected a day not before from_on {content['from_on']}, found {content['until_on']}"
            yield Fault(f"kit_contents[{place}].until_on", expected)


def check_documents(pack: dict[str, Any]) -> Iterator[Fault]:
    """What concerns orders stands at documents of an order alone; what an agency goes over again it holds itself."""
    for place, document in count_from_one(pack["documents"]):
        at, is_of_order = f"documents[{place}]", document["asked_for"] == "order"
        for key in ("above_units", "if_recurring"):
            if document[key] and not is_of_order:
                yield Fault(f"{at}.{key}", 'expected none, because asked_for is not "order"')
        for key in ("review_months", "before_start"):
            if document[key] and (is_of_order or document["held_by"] != "agency"):
                yield Fault(f"{at}.{key}", "expected none, because it is not the agency that applies with it")


def check_order(pack: dict[str, Any]) -> Iterator[Fault]:
    """The figures of an order are those of a profile that is asked with each order, and it has a form."""
    order = pack["order"]
    profiles = {one["slug"]: one for one in pack["reporting_profiles"]}
    if order and order["profile"] not in profiles:
        yield Fault("order.profile", f"expected a reporting profile of this file, found {describe(order['profile'])}")
    elif order and not (profiles[order["profile"]]["cadence"] == "on_reorder" and profiles[order["profile"]]["form"]):
        found = describe(order["profile"])
        yield Fault("order.profile", f'expected a profile with the cadence "on_reorder" and a form, found {found}')
    elif not order and any(one["asked_for"] == "order" for one in pack["documents"]):
        yield Fault("order", "missing, expected a table, because documents are asked for with an order")


def count_from_one(entries: list[Any]) -> Iterator[tuple[int, Any]]:
    return enumerate(entries, start=1)


# Each check, and the keys of a pack without which it cannot be made.
CHECKS: list[tuple[Callable[[dict[str, Any]], Iterator[Fault]], tuple[str, ...]]] = [
    (check_counties, ("state", "counties", "regions")),
    (check_supplier_kinds, ("supplier_kinds",)),
    (check_entry, ("entry", "approvers", "checklist", "eligibility")),
    (check_fiscal_year, ("fiscal_year_begins",)),
    (check_profiles, ("regions", "reporting_profiles")),
    (check_forms, ("reporting_profiles", "forms")),
    (check_pathways, ("supplier_kinds", "questions", "pathways")),
    (check_card, ("card",)),
    (check_kit_contents, ("kit_contents",)),
    (check_handout, ("handout",)),
    (check_eligibility, ("eligibility", "pathways")),
    (check_documents, ("documents",)),
    (check_order, ("order", "documents", "reporting_profiles")),
]
