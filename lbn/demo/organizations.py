"""The organizations come in: health departments, suppliers, agencies with their places, terminals and people."""

from datetime import date

from agencies.actions.agency import open_agency
from agencies.actions.departments import add_department
from agencies.actions.locations import add_location
from agencies.actions.presets import add_preset
from agencies.actions.suppliers import add_supplier
from agencies.actions.team import add_member
from agencies.actions.terminals import note_visit, open_terminal
from agencies.models import Agency, PlacePreset, Program, Role, User, ZipCode
from agencies.places import Place, locate
from agencies.querysets.rhythm import wants_reports
from agencies.querysets.suppliers import agreement_of
from distributions.actions.importing import main_location_of
from lbn.demo import names
from lbn.demo.applications import let_in
from lbn.demo.parts import AgencyPart, SupplierPart
from lbn.demo.world import Desk, Site, World
from lbn.reporting.published.actions import show_public_figures


def open_offices(world: World) -> None:
    """The program office, the health departments and the suppliers, each with somebody who signs in."""
    office = world.made_office = world.user(world.cast.office, world.cast.head)
    add_member(role=Role.OPERATOR, owner=world.program, user=office, by=office)
    for part in world.cast.departments:
        department = add_department(
            program=world.program,
            name=part.name,
            level=part.level,
            jurisdictions=world.find_counties(*part.counties),
            by=office,
        )
        world.departments[part.key] = department
        reader = world.user(
            f"{part.key}@{world.cast.domain}", f"{world.random(part.name).choice(names.FIRST_NAMES)} Wilde"
        )
        add_member(role=Role.DEPARTMENT_STAFF, owner=department, user=reader, by=office)
    world.program = show_public_figures(program=world.program, shows=True, by=office)
    for role in world.cast.suppliers:
        world.desks[role.key] = open_desk(world, role, by=office)


def open_desk(world: World, part: SupplierPart, *, by) -> Desk:
    supplier = add_supplier(
        program=world.program,
        name=part.name,
        kind=part.kind,
        email=part.email,
        units_per_case=12,
        by=by,
        day=world.first,
    )
    if not part.staff:
        return Desk(supplier, None)
    staff = world.user(f"{part.staff}@{part.key}.example", f"{names.FIRST_NAMES[len(part.name)]} Hart")
    add_member(role=Role.SUPPLIER_STAFF, owner=supplier, user=staff, by=staff)
    return Desk(supplier, staff)


def open_site(world: World, part: AgencyPart, day: date) -> Site:
    """The agency joins on `day`, with its coordinator, staff, locations, terminals and place buttons."""
    coordinator = coordinator_of(world, part)
    reviewed = world.program.entry == Program.Entry.REVIEWED
    agency = (let_in if reviewed else open_at_once)(world, part, coordinator, day)
    posts = [main_location_of(agency)]
    if part.station:
        posts.append(add_location(agency=agency, name=part.station, kind="station", by=coordinator))
        add_location(agency=agency, name="Car 12", kind="vehicle", par=2, parent=posts[-1], by=coordinator)
    asked = wants_reports(agency, agreement_of(agency))
    site = Site(part, agency, coordinator, weigh_places(world, part), posts, world.random(part.key), asked)
    if not part.on_paper:
        open_terminals(site, world)
    return site


def open_at_once(world: World, part: AgencyPart, coordinator: User, day: date) -> Agency:
    """Open an agency where it needs no approval, with its coordinator."""
    agency = open_agency(
        program=world.program,
        name=part.name,
        kind=part.kind,
        jurisdiction=world.find_counties(part.county)[0],
        supplier=world.desks[part.supplier].supplier,
        also_serves=world.find_counties(*part.also),
        is_registered_oopp=part.oopp,
        admitted_by=Agency.AdmittedBy.OFFICE,
        by=coordinator,
        day=day,
    )
    add_member(role=Role.COORDINATOR, owner=agency, user=coordinator, by=coordinator)
    return agency


def coordinator_of(world: World, part: AgencyPart):
    """The agency's own coordinator; at the regional EMS agency's neighbour it is the supplier's person."""
    if part.key == "dunmarrow":
        return world.desks["threevalleys"].staff
    name = f"{world.random(part.name).choice(names.FIRST_NAMES)} {names.LAST_NAMES[len(part.name)]}"
    return world.user(f"coordinator@{part.key}.example", name)


def open_terminals(site: Site, world: World) -> None:
    for post in site.posts:
        terminal = open_terminal(agency=site.agency, location=post, label=f"{post} tablet", by=site.coordinator)
        note_visit(terminal=terminal, today=world.on)
    named = [place.zip_code for place, _often in site.places if place.zip_code]
    for zip_code in named[: PlacePreset.MOST]:
        add_preset(agency=site.agency, zip_code=zip_code, by=site.coordinator)


def weigh_places(world: World, part: AgencyPart) -> list[tuple[Place, int]]:
    """Where the agency leaves kits, and how often: ZIP codes, and its county where none is known."""
    located = locate([zip_code for zip_code in part.places if zip_code], state=world.program.state).places
    county = Place(world.find_counties(part.county)[0])
    return [(located.get(zip_code, county), often) for zip_code, often in part.places.items()]


def missing_places(part: AgencyPart) -> set[str]:
    """ZIP codes of the cast that no table knows."""
    wanted = {zip_code for zip_code in part.places if zip_code}
    return wanted - set(ZipCode.objects.filter(zip__in=wanted).values_list("zip", flat=True))
