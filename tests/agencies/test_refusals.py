"""What an action refuses reaches people, and what is a fault stays one."""

import pytest
from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage
from django.core.management.base import CommandError

from agencies.actions.refusals import Refused
from agencies.forms.branches import RefusableForm
from agencies.refusals import show_refusals, stop_at_refusals, tell_refusals


class NumberTaken(Refused):
    pass


class NameForm(RefusableForm):
    name = forms.CharField()


@pytest.fixture
def request_with_messages(rf):
    request = rf.post("/")
    request._messages = BaseStorage(request)
    return request


def told(request):
    return [(message.level, str(message)) for message in request._messages._queued_messages]


@pytest.mark.parametrize(("field", "place"), [("name", "name"), (None, "__all__"), ("of another form", "__all__")])
def test_a_refusal_stands_at_its_field_and_the_view_goes_on(field, place):
    form = NameForm({"name": "Post 1"})

    with show_refusals(form):
        raise NumberTaken("This name is taken.", field=field)

    assert form.errors == {place: ["This name is taken."]}


def test_a_refusal_without_a_form_is_a_message(request_with_messages):
    with tell_refusals(request_with_messages):
        raise NumberTaken("This was closed before.")

    assert told(request_with_messages) == [(messages.ERROR, "This was closed before.")]


def test_a_refusal_of_one_kind_is_told_in_its_own_tone(request_with_messages):
    form = NameForm({"name": "Post 1"})

    with show_refusals(form), tell_refusals(request_with_messages, NumberTaken, level=messages.INFO):
        raise NumberTaken("This was stored already.")

    assert told(request_with_messages) == [(messages.INFO, "This was stored already.")]
    assert form.errors == {}


def test_a_refusal_of_another_kind_goes_on(request_with_messages):
    with pytest.raises(Refused), tell_refusals(request_with_messages, NumberTaken):
        raise Refused("Something else.")

    assert told(request_with_messages) == []


def test_a_command_ends_with_the_sentence():
    with pytest.raises(CommandError) as ended, stop_at_refusals(status=1, ending="The rest stays."):
        raise NumberTaken("This was closed.")

    assert (str(ended.value), ended.value.returncode) == ("This was closed. The rest stays.", 1)


def test_a_fault_is_no_refusal():
    form = NameForm({"name": "Post 1"})

    with pytest.raises(ZeroDivisionError), show_refusals(form):
        1 / 0  # noqa: B018

    assert form.errors == {}
