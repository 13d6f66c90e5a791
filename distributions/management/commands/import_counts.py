from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from agencies import clock
from agencies.management.day_option import add_day_option, read_day_option
from agencies.models import Agency, Jurisdiction
from agencies.refusals import stop_at_refusals
from agencies.wording import write_change, write_number
from distributions.actions.importing import (
    COLUMN_NAMES,
    carry_out,
    judge_file,
    the_one_kit,
    would_add,
)
from distributions.actions.sheets import days_of
from distributions.counts import NOTHING, total_of
from distributions.forms.labels import judge_label
from inventory.models import Item


class Command(BaseCommand):
    help = (
        "Import an agency's tracking sheet (CSV in UTF-8 or .xlsx) by the difference to what it contributed before. "
        "Exit status: 0 if all is stored, 1 if lines were refused, 2 if nothing was stored."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--agency", required=True, metavar="SLUG")
        parser.add_argument("--sheet", default="", metavar="LABEL", help="default: what is known of the file's name")
        parser.add_argument("--jurisdiction", metavar="SLUG", help="the county of lines without ZIP code and county")
        parser.add_argument("--item", metavar="SLUG", help="default: the agency's one naloxone kit")
        parser.add_argument(
            "--overlap", choices=["add", "skip"], help="what to do with days and places counted otherwise already"
        )
        parser.add_argument("--replace", action="store_true", help="also lower what fell or vanished")
        add_day_option(parser, meaning="the day taken as today")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")

    def handle(self, **options):
        agency = find(Agency.objects.all(), "agency", options["agency"])
        today = read_day_option(options["on"]) if options["on"] else clock.today(agency.time_zone)
        verdict = self.judge(agency, today, options)
        for line in verdict.refused:
            self.stdout.write(f"Row {line.row}, {COLUMN_NAMES[line.column]}: {line.message}")
        for sentence in verdict.said_of_reading:
            self.stdout.write(sentence)
        plan = verdict.plan
        if plan.overlapping and not options["overlap"]:
            raise CommandError(overlapping(plan), returncode=2)
        skip = options["overlap"] == "skip"
        if options["dry_run"]:
            self.tell_totals(would_add(plan, skip_overlap=skip), NOTHING, verdict, options)
        else:
            self.carry_out(agency, verdict, options, skip=skip, today=today)
        if verdict.refused:
            raise CommandError("Correct the refused lines and import the sheet again.", returncode=1)

    def judge(self, agency, today, options):
        """Judge the file; stop with status 2 and one sentence if it, or an option, cannot be used."""
        label = label_of(agency, options["sheet"])
        county = options["jurisdiction"]
        try:
            with options["file"].open("rb") as file, stop_at_refusals():
                return judge_file(
                    file=file,
                    name=options["file"].name,
                    label=label,
                    agency=agency,
                    item=item_of(agency, options["item"]),
                    jurisdiction=county and find(counties(agency), "county", county),
                    today=today,
                )
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}.", returncode=2) from None

    def carry_out(self, agency, verdict, options, *, skip, today):
        plan = verdict.plan
        how = {"skip_overlap": skip, "replace": options["replace"], "today": today}
        with stop_at_refusals(status=1, ending="What was stored before it stays."):
            done = carry_out(agency=agency, sheet=verdict.sheet, plan=plan, tell=self.progress, **how)
        self.tell_totals(done.added, done.lowered, verdict, options)

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
        for key, part in sorted(plan.falling.items()):
            self.stdout.write(f"{name_day(key)} {key.zip_code or labels[key.jurisdiction_id].label}: {changes(part)}")
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
    days = ", ".join(str(day) for day in days_of(plan.overlapping))
    return (
        "Nothing was stored: the log has counts from elsewhere for the same days and places. "
        f"Choose --overlap add or --overlap skip. Days: {days}"
    )


def name_day(key):
    return f"{key.handed_out_on:%Y-%m}" if key.precision == "month" else f"{key.handed_out_on}"


def changes(counts):
    return tell_counts(counts, write_change)


def tell_counts(counts, write):
    """Times, kits and people trained in words, each as `write` writes it."""
    times, kits, trained = map(write, counts)
    return f"{kits} kits, {times} times, {trained} people trained"


def totals_line(added, lowered, verdict, options):
    plan = verdict.plan
    parts = [
        f"{tell_counts(added, write_number)} added",
        f"{write_number(total_of(plan.unchanged.values()).items)} kits unchanged",
    ]
    if options["overlap"] == "skip":
        parts.append(f"{write_number(total_of(plan.overlapping.values()).items)} kits left out")
    if lowered != NOTHING:
        parts.append(f"lowered: {changes(lowered)}")
    parts.append(f"{write_number(len(verdict.refused))} lines refused")
    ending = " (dry run: nothing was stored)" if options["dry_run"] else ""
    return f"{verdict.sheet.title}: {' · '.join(parts)}{ending}"
