from heapq import nsmallest
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from agencies import clock
from agencies.management.column_option import offer_column
from agencies.management.day_option import add_day_option, read_day_option
from agencies.models import Agency, Jurisdiction
from agencies.refusals import stop_at_refusals
from agencies.sheets import SheetRefused, UnknownColumns
from agencies.wording import write_change, write_number
from distributions.actions.importing import (
    carry_out,
    judge_sheet,
    open_sheet,
    the_one_kit,
    would_add,
)
from distributions.counts import NOTHING, total_of
from distributions.forms.labels import judge_label
from distributions.import_stock import foresee_import, say_taken
from distributions.overlaps import say_grains
from distributions.sheet_columns import find_unmatched, read_meaning
from distributions.units import unit_of
from inventory.models import Item

OVERLAPS_SHOWN = 50
MEANINGS = ("date", "place", "county", "kits", "trained", "item")


class Command(BaseCommand):
    help = (
        "Import an agency's tracking sheet (CSV in UTF-8 or .xlsx) by the difference to what it contributed before. "
        "Exit status: 0 if all is stored, 1 if lines were refused, 2 if nothing was stored."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--agency", required=True, metavar="SLUG")
        parser.add_argument(
            "--sheet", default="", metavar="LABEL", help="default: the file's name, of which only a hash is kept"
        )
        parser.add_argument("--jurisdiction", metavar="SLUG", help="the county of lines without ZIP code and county")
        parser.add_argument("--item", metavar="SLUG", help="default: the agency's one naloxone kit")
        parser.add_argument(
            "--overlap", choices=["add", "skip"], help="what to do with days and places counted otherwise already"
        )
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar='"HEADER=kits"',
            help=f"what a column of the sheet holds: {', '.join(MEANINGS)}, or skip to leave it out; may be repeated",
        )
        parser.add_argument("--location", metavar="NAME", help="whose stock the kits are from; default: the main one")
        parser.add_argument("--replace", action="store_true", help="also lower what fell or vanished")
        add_day_option(parser, meaning="the day taken as today")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")

    def handle(self, **options):
        agency = find(Agency.objects.all(), "agency", options["agency"])
        self.state = agency.program.state
        today = read_day_option(options["on"]) if options["on"] else clock.today(agency.time_zone)
        verdict = self.judge(agency, today, options)
        for line in (*verdict.name_lines(verdict.refused), *verdict.name_lines(verdict.noted)):
            tab = f" of tab {line.tab}" if line.tab else ""
            self.stdout.write(f"Row {line.row}{tab}, {line.column}: {line.message}")
        for sentence in verdict.said_of_reading:
            self.stdout.write(sentence)
        plan = verdict.plan
        if plan.overlapping and not options["overlap"]:
            self.tell_overlap(plan)
            raise CommandError(overlapping(plan), returncode=2)
        left_out = plan.overlapping.keys() if options["overlap"] == "skip" else ()
        if options["dry_run"]:
            for sentence in foresee_import(plan, agency=agency, location=verdict.location, left_out=left_out):
                self.stdout.write(sentence)
            self.tell_totals(would_add(plan, left_out=left_out), NOTHING, verdict, options)
        else:
            self.carry_out(agency, verdict, options, left_out=left_out, today=today)
        if verdict.refused or verdict.noted:
            raise CommandError("Correct the lines above and import the sheet again.", returncode=1)

    def judge(self, agency, today, options):
        """Judge the file; stop with status 2 and one sentence if it, or an option, cannot be used."""
        label = label_of(agency, options["sheet"])
        county = options["jurisdiction"]
        opened = open_file(options["file"], said_of_columns(options["column"]))
        with stop_at_refusals():
            return judge_sheet(
                opened=opened,
                label=label,
                agency=agency,
                item=item_of(agency, options["item"]),
                jurisdiction=county and find(counties(agency), "county", county),
                location=location_of(agency, options["location"]),
                today=today,
            )

    def carry_out(self, agency, verdict, options, *, left_out, today):
        plan = verdict.plan
        how = {"left_out": left_out, "replace": options["replace"], "location": verdict.location, "today": today}
        with stop_at_refusals(status=1, ending="What was stored before it stays."):
            done = carry_out(agency=agency, sheet=verdict.sheet, plan=plan, tell=self.progress, **how)
        if taken := say_taken(done.taken, verdict.location):
            self.stdout.write(taken)
        self.tell_totals(done.added, done.lowered, verdict, options)

    def tell_overlap(self, plan):
        """Say of each day and place that is counted otherwise already what the sheet says, and what there is."""
        first = nsmallest(OVERLAPS_SHOWN, plan.overlapping)
        labels = Jurisdiction.objects.in_bulk({key.jurisdiction_id for key in first})
        items = plan.find_items()
        for key in first:
            place = key.zip_code or labels[key.jurisdiction_id].label_in(self.state)
            said, already = plan.overlapping[key].items, plan.already[key]
            self.stdout.write(
                f"{name_day(key)} {place}: {unit_of([items[key.item_id]]).write(said)} in the sheet, "
                f"{write_number(already.items)} counted already ({say_grains(already)})"
            )
        if more := len(plan.overlapping) - len(first):
            self.stdout.write(f"and {write_number(more)} more")

    def progress(self, step):
        """Say how far a long sheet has come to somebody who is looking on."""
        if step.done and self.stderr.isatty():
            ending = "\n" if step.done == step.of else ""
            self.stderr.write(
                f"\r{write_number(step.done)} of {write_number(step.of)} days and places stored", ending=ending
            )
            self.stderr.flush()

    def tell_totals(self, added, lowered, verdict, options):
        plan = verdict.plan
        labels = Jurisdiction.objects.in_bulk({key.jurisdiction_id for key in plan.falling})
        items = plan.find_items()
        for key, part in sorted(plan.falling.items()):
            place = key.zip_code or labels[key.jurisdiction_id].label_in(self.state)
            unit = unit_of([items[key.item_id]])
            self.stdout.write(f"{name_day(key)} {place}: {tell_counts(part, unit, write_change)}")
        if plan.fallen and options["dry_run"]:
            self.stdout.write(f"{len(plan.fallen)} days and places fell or vanished: --replace applies them.")
        elif plan.fallen and not options["replace"]:
            self.stdout.write(
                f"{len(plan.fallen)} days and places fell or vanished and stay as they are: --replace applies them."
            )
        if verdict.other_tabs:
            self.stdout.write(f"Other tabs, not read: {', '.join(verdict.other_tabs)}")
        self.stdout.write(totals_line(added, lowered, verdict, options))


def find(rows, what, slug):
    """Return the row with this slug, or stop with status 2 and one sentence."""
    row = rows.filter(slug=slug).first()
    if row is None:
        raise CommandError(f"There is no {what} “{slug}”.", returncode=2)
    return row


def label_of(agency, text):
    """Return the label that a sheet is given; stop with status 2 and one sentence where it may not be kept."""
    try:
        return judge_label(text, agency=agency)
    except ValidationError as refusal:
        raise CommandError(refusal.message, returncode=2) from None


def location_of(agency, name):
    """Return the agency's location of this name, None for its main one; stop with status 2 where there is none."""
    if not name:
        return None
    places = agency.locations.in_use().holding_stock()
    location = places.filter(name__iexact=name.strip()).first()
    if location is None:
        known = ", ".join(places.values_list("name", flat=True))
        raise CommandError(f"There is no location “{name}” with a stock: choose one of {known}.", returncode=2)
    return location


def said_of_columns(options):
    """Return what --column says of header words; stop with status 2 and one sentence if it says nothing."""
    said = {}
    for option in options:
        meaning = read_meaning(option)
        if meaning is None:
            known = ", ".join((*MEANINGS, "skip"))
            raise CommandError(f"“{option}” is not of the form HEADER=kits, with one of {known}.", returncode=2)
        said[meaning[0]] = meaning[1]
    return said


def open_file(path, said):
    """Open the file as a sheet whose columns are what is said of them; stop with status 2 and one sentence."""
    try:
        with path.open("rb") as file, stop_at_refusals(SheetRefused):
            opened = open_known(file, path.name, said)
    except OSError as error:
        raise CommandError(f"The file cannot be read: {error.strerror}.", returncode=2) from None
    if missing := find_unmatched(said, opened):
        raise CommandError(f"The sheet has no column “{missing[0]}”.", returncode=2)
    return opened


def open_known(file, name, said):
    """Open a sheet; of columns that nobody knows offer to say what they hold, before they are to be removed."""
    try:
        return open_sheet(file=file, name=name, said=said)
    except UnknownColumns as unknown:
        offer = offer_column(unknown, example="kits", meanings=MEANINGS)
        raise CommandError(f"{offer} {unknown}", returncode=2) from None


def counties(agency):
    return Jurisdiction.objects.in_state(agency.program.state)


def item_of(agency, slug):
    if slug:
        return find(Item.objects.all(), "item", slug)
    item = the_one_kit(agency)
    if item is None:
        kits = ", ".join(Item.objects.kits_of(agency).values_list("slug", flat=True))
        raise CommandError(f"{agency} has more than one kit: choose with --item one of {kits}.", returncode=2)
    return item


def overlapping(plan):
    days = ", ".join(dict.fromkeys(name_day(key) for key in sorted(plan.overlapping)))
    return (
        "Nothing was stored: kits of the same days and places are counted from elsewhere already. "
        f"Choose --overlap skip if they are the same kits, or --overlap add if they are other ones. Days: {days}"
    )


def name_day(key):
    return f"{key.handed_out_on:%Y-%m}" if key.precision == "month" else f"{key.handed_out_on}"


def tell_counts(counts, unit, write=write_number):
    """Items, called as `unit` calls them, times and people trained in words, each as `write` writes it."""
    items = name_number(counts.items, unit.one, unit.many, write)
    times = name_number(counts.handouts, "time", "times", write)
    return f"{items}, {times}, {name_number(counts.people_trained, 'person', 'people', write)} trained"


def name_number(number, one, many, write=write_number):
    """A number, which may be below 0, with what it is of: "1 kit", "2 kits"."""
    return f"{write(number)} {one if abs(number) == 1 else many}"


def totals_line(added, lowered, verdict, options):
    plan = verdict.plan
    unit = unit_of(plan.find_items().values())
    parts = [
        f"{tell_counts(added, unit)} added",
        f"{unit.write(total_of(plan.unchanged.values()).items)} unchanged",
    ]
    if options["overlap"] == "skip":
        parts.append(f"{unit.write(total_of(plan.overlapping.values()).items)} left out")
    if lowered != NOTHING:
        parts.append(f"lowered: {tell_counts(lowered, unit, write_change)}")
    parts.append(f"{name_number(len(verdict.refused), 'line', 'lines')} refused")
    if verdict.noted:
        parts.append(f"{name_number(len(verdict.noted), 'line', 'lines')} counted without people trained")
    ending = " (dry run: nothing was stored)" if options["dry_run"] else ""
    return f"{verdict.sheet.title}: {' · '.join(parts)}{ending}"
