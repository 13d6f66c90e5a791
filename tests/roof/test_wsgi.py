"""What gunicorn is given answers."""

import pytest
from django.test import RequestFactory

from lbn.wsgi import application


@pytest.mark.django_db
def test_the_application_that_gunicorn_serves_answers():
    said = []

    body = application(RequestFactory().get("/healthz").environ, lambda status, headers: said.append(status))

    assert said == ["200 OK"]
    assert b"".join(body) == b"ok\n"
