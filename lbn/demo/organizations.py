"""The organizations come in: health departments, suppliers, agencies with their places, terminals and people."""

from datetime import date

from agencies.actions.agency import open_agency
from agencies.actions.departments import add_department
from agencies.actions.locations import add_location
from agencies.actions.presets import add_preset
from agencies.actions.suppliers import add_supplier
from agencies.actions.team import add_member
from agencies.actions.terminals import note_visit, open_terminal
from agencies.models import Agency, Jurisdiction, PlacePreset, Role, ZipCode
from agencies.places import Place, locate
from lbn.demo import cast, names
from lbn.demo.world import Desk, Site, World
from lbn.reporting.published.actions import show_public_figures


def open_offices(world: World) -> None:
    """The program office, the health departments and the suppliers, each with somebody who signs in."""
    office = world.user("office@ors.example", "Olive Grant")
    add_member(role=Role.OPERATOR, owner=world.program, user=office, by=office)
    for number, part in enumerate(cast.DEPARTMENTS):
        department = add_department(
            program=world.program,
            name=part.name,
            level=part.level,
            jurisdictions=find_counties(world, *part.counties),
            by=office,
        )
        world.departments[part.key] = department
        reader = world.user(f"{part.key}@health.example", f"{names.FIRST_NAMES[number]} Wilde")
        add_member(role=Role.DEPARTMENT_STAFF, owner=department, user=reader, by=office)
    world.program = show_public_figures(program=world.program, shows=True, by=office)
    for role in cast.SUPPLIERS:
        world.desks[role.key] = open_desk(world, role, by=office)


def open_desk(world: World, part: cast.SupplierPart, *, by) -> Desk:
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


def find_counties(world: World, *names: str) -> list[Jurisdiction]:
    return list(Jurisdiction.objects.filter(state=world.program.state, name__in=names))


def open_site(world: World, part: cast.AgencyPart, day: date) -> Site:
    """The agency joins on `day`, with its coordinator, staff, locations, terminals and place buttons."""
    coordinator = coordinator_of(world, part)
    agency = open_agency(
        program=world.program,
        name=part.name,
        kind=part.kind,
        jurisdiction=find_counties(world, part.county)[0],
        supplier=world.desks[part.supplier].supplier,
        also_serves=find_counties(world, *part.also),
        is_registered_oopp=part.oopp,
        admitted_by=Agency.AdmittedBy.OFFICE,
        by=coordinator,
        day=day,
    )
    add_member(role=Role.COORDINATOR, owner=agency, user=coordinator, by=coordinator)
    posts = [agency.main_location]
    if part.station:
        posts.append(add_location(agency=agency, name=part.station, kind="station", by=coordinator))
        add_location(agency=agency, name="Car 12", kind="vehicle", par=2, parent=posts[-1], by=coordinator)
    site = Site(part, agency, coordinator, weigh_places(world, part), posts, world.random(part.key))
    if not part.on_paper:
        open_terminals(site, world)
    return site


def coordinator_of(world: World, part: cast.AgencyPart):
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


def weigh_places(world: World, part: cast.AgencyPart) -> list[tuple[Place, int]]:
    """Where the agency leaves kits, and how often: ZIP codes, and its county where none is known."""
    located = locate([zip_code for zip_code in part.places if zip_code], state=world.program.state).places
    county = Place(find_counties(world, part.county)[0])
    return [(located.get(zip_code, county), often) for zip_code, often in part.places.items()]


def missing_places(part: cast.AgencyPart) -> set[str]:
    """ZIP codes of the cast that no table knows."""
    wanted = {zip_code for zip_code in part.places if zip_code}
    return wanted - set(ZipCode.objects.filter(zip__in=wanted).values_list("zip", flat=True))
