"""The pages of training: where they are, what they tell, and what opening one costs."""

from django.contrib.messages import get_messages
from django.db import connection
from django.urls import reverse

# On PostgreSQL a page opens its agency's scope: a savepoint, its setting, and the release.
SCOPE = 3 if connection.vendor == "postgresql" else 0


def url(name, agency, **kwargs):
    return reverse(f"training:{name}", kwargs={"slug": agency.slug, **kwargs})


def told(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]
