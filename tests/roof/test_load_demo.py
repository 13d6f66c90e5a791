"""What `load_demo` asks of its day and its database, and that chance is the same for the same day."""

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from agencies.models import Agency
from lbn.demo import cast, endings, story
from lbn.demo.tellings import TELLINGS
from tests.roof.demonstration import figures, told

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def test_data_of_ones_own_is_left_alone(agency):
    said = told("--if-empty")

    assert said == "This database has data of its own, so no demonstration was loaded.\n"
    assert list(Agency.objects.all()) == [agency]


@pytest.mark.server
def test_setting_up_again_changes_nothing_and_leaves_data_of_ones_own_alone(agency):
    said = StringIO()

    call_command("set_up", stdout=said)

    assert said.getvalue().splitlines() == [
        "Preparing the database ...",
        "Loading state programs and places ...",
        "This database has data of its own, so no demonstration was loaded.",
    ]
    assert list(Agency.objects.all()) == [agency]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("soon", "soon is not a day: write it as 2026-11-21."),
        ("2026-11-22", "2026-11-22 is still to come: the demonstration ends today or earlier."),
    ],
)
def test_a_day_that_cannot_be_is_refused(new_york, day, sentence):
    with pytest.raises(CommandError) as refused:
        told("--on", day)

    assert (str(refused.value), refused.value.returncode) == (sentence, 2)
    assert not Agency.objects.exists()


@pytest.mark.server
def test_the_same_day_gives_the_same_figures(empty):
    call_command("load_programs", stdout=StringIO())
    call_command("load_places", "--states", "NY", stdout=StringIO())
    some = {cast.SHOWN, cast.FAIRGROUND, endings.SHORT_OF_KITS}
    parts = [part for part in cast.AGENCIES if part.key in some]
    (new_york, *_others) = TELLINGS
    short = new_york._replace(cast=replace(new_york.cast, agencies=parts, days=240))

    def load():
        with transaction.atomic():
            story.load(on=TODAY, password="!", report_share=lambda share: None, tellings=[short])
            found = figures()
            transaction.set_rollback(True)
        return found

    first, second = load(), load()

    assert len(first[0]) > 300
    assert first == second
