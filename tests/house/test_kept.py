"""Every model says how long its rows are kept, and `docs/privacy.md` prints what it says."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from agencies.retention import Ending, Kept

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("agencies", "inventory", "training", "distributions", "reporting")
HEAD = "| table | rows are kept | removed today by |\n|---|---|---|\n"


def our_models():
    """All models, floor by floor, each floor's by name."""
    rooms = [apps.get_app_config(room).get_models() for room in ROOMS]
    return [model for room in rooms for model in sorted(room, key=lambda model: model.__name__)]


def says_nothing(model):
    """Whether a model does not itself say how long its rows are kept."""
    return not isinstance(vars(model).get("kept"), Kept)


def table():
    """The table of `docs/privacy.md`: a line for each model, floor by floor."""
    lines = [f"| `{model.__name__}` | {model.kept.words} | {model.kept.removal} |\n" for model in our_models()]
    return HEAD + "".join(lines)


def test_every_model_says_how_long_its_rows_are_kept():
    assert [model.__name__ for model in our_models() if says_nothing(model)] == []


def test_a_planted_model_that_says_nothing_is_found():
    class Base(models.Model):
        kept = Kept.with_its("agency")

        class Meta:
            abstract = True
            app_label = "agencies"

    inherited = type("Inherited", (Base,), {"__module__": __name__, "Meta": type("Meta", (), {"abstract": True})})

    assert (says_nothing(Base), says_nothing(inherited)) == (False, True)


def test_the_document_prints_what_the_models_say():
    assert table() in (ROOT / "docs" / "privacy.md").read_text()


def test_an_age_is_days_or_months_and_nothing_else_has_one():
    for model in our_models():
        kept = model.kept
        assert bool(kept.days) + bool(kept.months) == (kept.ending == Ending.AGE), model.__name__
        assert bool(kept.because) == (kept.ending == Ending.NEVER), model.__name__


def test_what_goes_with_its_agency_belongs_to_one_and_goes_with_it():
    for model in our_models():
        if model.kept == Kept.with_its("agency"):
            assert model._meta.get_field("agency").remote_field.on_delete is models.CASCADE, model.__name__


@pytest.mark.parametrize(
    ("kept", "words", "removal"),
    [
        (Kept.for_good("it is public"), "for good: it is public", "nothing"),
        (Kept.with_its("agency"), "until its agency is deleted", "goes with its agency"),
        (Kept.until("it is used", removed_by="using it"), "until it is used", "using it"),
        (Kept.after("the month of receipt", months=13), "13 months after the month of receipt", "nothing yet"),
        (Kept.after("its day", days=14, removed_by="send_digests"), "14 days after its day", "send_digests"),
    ],
)
def test_it_says_so_in_words(kept, words, removal):
    assert (kept.words, kept.removal) == (words, removal)
