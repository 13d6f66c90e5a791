from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from agencies import clock
from agencies.management.column_option import offer_column
from agencies.models import Agency
from agencies.refusals import stop_at_refusals
from agencies.sheets import UnknownColumns, roster_columns
from training.actions import import_roster
from training.columns import read_roster_meaning
from training.verdicts import RosterAnswers, RosterVerdict

MEANINGS = ("name", "last name", "first name", "rank", "unit", "employee no.", "a course by its name")


class Command(BaseCommand):
    help = (
        "Import an agency's roster, CSV or .xlsx. Exits 0 if all of it is stored, 1 if lines or cells were refused "
        "or wait for an answer and the others are stored, 2 if the file was refused and nothing stored."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--agency", required=True, help="the agency's short name, as in its addresses")
        parser.add_argument(
            "--same-person", action="store_true", help="take lines that may mean somebody on the roster as theirs"
        )
        parser.add_argument(
            "--replace", action="store_true", help="put earlier days in the place of those of an earlier roster"
        )
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar='"HEADER=unit"',
            help="what a column of the roster holds, in the words of the template, or skip to leave it out",
        )
        parser.add_argument("--dry-run", action="store_true", help="judge every line and store nothing")

    def handle(self, *args, file, agency, dry_run, **options):
        answers = RosterAnswers(all_same=options["same_person"], all_days=options["replace"])
        agency = self.agency(agency)
        said = read_meanings(options["column"], agency)
        result = self.judge(file, agency, answers=answers, said=said, dry_run=dry_run)
        for sentence in [*result.sentences, *sentences_by_row(result.lines)]:
            self.stdout.write(sentence)
        self.stdout.write(summary(result) + (" Dry run: nothing was stored." if dry_run else ""))
        if not result.is_whole:
            raise CommandError(what_to_do(result), returncode=1)

    def agency(self, slug):
        found = Agency.objects.select_related("program").filter(slug=slug).first()
        if found is None:
            raise CommandError(f'There is no agency "{slug}".', returncode=2)
        return found

    def judge(self, file, agency, **how):
        try:
            with file.open("rb") as opened, stop_at_refusals():
                return import_known(
                    agency=agency,
                    file=opened,
                    name=file.name,
                    today=clock.today(agency.time_zone),
                    by=None,
                    **how,
                )
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.", returncode=2) from None


def import_known(**how):
    """Import a roster; of columns that nobody knows offer to say what they hold, before they are to be removed."""
    try:
        return import_roster(**how)
    except UnknownColumns as unknown:
        offer = "" if unknown.people else offer_column(unknown, example="unit", meanings=MEANINGS)
        raise CommandError(f"{offer} {unknown}".strip(), returncode=2) from None


def read_meanings(options, agency):
    """What is said of columns; raise `CommandError` for what says nothing that is known."""
    columns = roster_columns(course.name for course in agency.program.training_courses.all())
    said = {}
    for option in options:
        meaning = read_roster_meaning(option, columns)
        if meaning is None:
            raise CommandError(
                f"--column {option} says nothing that is known. "
                f'Write "HEADER=unit" or one of the others ({", ".join(MEANINGS)}), or "HEADER=skip".',
                returncode=2,
            )
        said |= meaning
    return said


def sentences_by_row(lines):
    """Yield what is refused, asked or corrected, with its row and column."""
    for line in lines:
        if line.verdict == RosterVerdict.REFUSED:
            yield f"Row {line.row}, {line.column}: {line.sentence}"
        for refusal in line.refusals:
            yield f"Row {refusal.row}, {refusal.column}: {refusal.sentence}"
        if line.question:
            yield f"Row {line.row}: {line.question.sentence}"
        for change in line.day_changes:
            yield f"Row {line.row}, {change}"


def what_to_do(result):
    """The last line: what is left to do with lines that were not stored."""
    sentences = []
    if result.asked:
        sentences.append("Lines that may mean somebody on the roster wait: --same-person takes them as theirs.")
    if result.asked_about_days:
        sentences.append("Days earlier than those of an earlier roster wait: --replace corrects them.")
    if result.refused or result.refused_cells:
        sentences.append("Correct what was refused and import the file again.")
    return " ".join(sentences)


def summary(result):
    counts = {"lines": len(result.lines), **result.counts}
    told = "{lines} lines: {added} new, {changed} changed, {unchanged} unchanged, {refused} refused".format(**counts)
    if result.asked:
        told += f", {counts['asked']} asked"
    told += f". {counts['completions']} completions are new."
    if counts["days"]:
        told += f" {counts['days']} days are corrected."
    if counts["cells"]:
        told += f" {counts['cells']} cells are left out."
    return told
