"""Every row says in a few words what it is: to whoever reads a log, an error or a shell."""

import pytest
from django.apps import apps

from tests.house import crowd, tenants


@pytest.mark.django_db
def test_every_model_of_the_product_says_what_a_row_is(new_york):
    own, _theirs = tenants.town()
    crowd.come(own, range(1))

    said = {model._meta.label: str(model.objects.first()) for model in apps.get_models() if is_ours(model)}

    assert {label: words for label, words in said.items() if not words.strip() or " object (" in words} == {}


def is_ours(model):
    return model.__module__.split(".")[0] in crowd.ROOMS
