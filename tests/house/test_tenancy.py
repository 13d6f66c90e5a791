"""Every table that belongs to somebody says to whom, and cannot forget it."""

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.db import models

from agencies.models import Agency, Supplier

SHARED = {
    "agencies.Program": "the rules of a state, for everyone in it",
    "agencies.Jurisdiction": "counties, for everyone",
    "agencies.ZipCode": "ZIP codes, for everyone",
    "agencies.Agency": "is a tenant",
    "agencies.Supplier": "is a tenant",
    "agencies.HealthDepartment": "is a tenant",
    "agencies.User": "a person may wear hats at several tenants",
    "agencies.Membership": "its constraint asks for exactly one owner, of four kinds",
    "agencies.Invitation": "its constraint asks for exactly one owner, of four kinds",
    "agencies.Registration": "an application before there is an agency",
    "agencies.Application": "an application before there is an agency",
    "agencies.AskedChange": "belongs to its application",
    "agencies.Approval": "belongs to its application",
    "agencies.RequiredDocument": "of an application first, then of its agency; or of a supplier",
    "agencies.DocumentVersion": "belongs to its document",
    "agencies.DocumentReview": "belongs to its document",
    "agencies.DocumentVote": "belongs to its version",
    "agencies.ReportingPeriod": "belongs to its scope, and that to its supplier",
    "agencies.SentOnce": "what went out once, of whatever organization",
    "agencies.UnwantedMail": "a person's own choice",
    "agencies.LocalService": "a directory of a state program, for everyone",
    "agencies.MailsOfADay": "says of nobody more than a fingerprint",
    "agencies.EmailChange": "a person's own change",
    "agencies.EndedTie": "of whatever organization; read by the nightly seal, by no page",
    "agencies.AuditEvent": "also tells what program offices did",
    "inventory.Item": "the catalogue, for everyone",
    "training.Course": "courses of a state program, for everyone in it",
    "reporting.FigureSource": "who published figures of counties, for everyone",
    "reporting.CountyResidents": "figures of counties, for everyone",
    "reporting.CountyDeaths": "figures of counties, for everyone",
    "reporting.EarlierFigure": "of a whole state program, which no tenant has alone",
    "reporting.EarlierYear": "belongs to its figure",
    "reporting.StateFrame": "how far a state reaches, for everyone",
    "reporting.CountyOutline": "outlines of counties, for everyone",
    "reporting.Issue": "its constraint asks for a scope or a health department",
    "reporting.Download": "belongs to its published report",
    "reporting.ReportLink": "belongs to its published report",
    "reporting.PlaceMembers": "belongs to its published report",
    "reporting.SealRun": "the last run of a state program, one row for each",
}
OURS = {"agencies", "inventory", "training", "distributions", "reporting"}


def owned(model):
    """Whether each row of the model names its agency, or its supplier, and must."""
    return any(
        isinstance(field, models.ForeignKey) and field.related_model in (Agency, Supplier) and not field.null
        for field in model._meta.concrete_fields
    )


def ownerless(candidates):
    return [model._meta.label for model in candidates if not owned(model)]


def our_models():
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def test_every_table_has_an_owner_or_a_reason():
    assert sorted(ownerless(our_models())) == sorted(SHARED)


def test_a_planted_table_without_an_owner_is_found():
    class Planted(models.Model):
        agency = models.ForeignKey(Agency, models.CASCADE, null=True)

        class Meta:
            app_label = "planted"
            apps = Apps()

    assert ownerless([Planted]) == ["planted.Planted"]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_a_key_that_shows_tells_no_order(model):
    field = model._meta.pk
    tells_nothing = isinstance(field, models.UUIDField | models.CompositePrimaryKey | models.CharField)

    assert tells_nothing or model._meta.label in SHARED | NUMBERED


NUMBERED = {
    "agencies.ReportingScope": "shows nowhere",
    "agencies.ScopeMembership": "shows nowhere",
}
