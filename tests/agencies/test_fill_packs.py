"""After an upgrade a loaded pack has the defaults of keys that came since."""

from django.apps import apps

from agencies.apps import fill_packs
from agencies.packs.schema import PACK
from agencies.packs.shapes import fill_in


def test_keys_that_came_since_have_their_defaults_and_nothing_else_changes(new_york):
    before = dict(new_york.pack)
    del new_york.pack["counties_opt_in"]
    del new_york.pack["reporting_profiles"][0]["form"]
    new_york.save()

    for _time in range(2):
        fill_packs(apps=apps, using="default")

    new_york.refresh_from_db()
    assert new_york.pack["counties_opt_in"] is False
    assert new_york.pack["reporting_profiles"][0]["form"] == ""
    assert {key: new_york.pack[key] for key in ("name", "courses", "card")} == {
        key: before[key] for key in ("name", "courses", "card")
    }


def test_what_a_pack_says_is_what_it_says(new_york):
    assert fill_in(PACK, new_york.pack) == new_york.pack


def test_a_database_that_is_emptied_has_no_packs_to_fill(new_york):
    before = dict(new_york.pack)

    fill_packs(using="default", verbosity=0)

    new_york.refresh_from_db()
    assert new_york.pack == before
