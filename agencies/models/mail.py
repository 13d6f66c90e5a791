"""What is remembered of mails: which went out, who wants none of a kind, and how many one sender has sent."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models.user import User
from agencies.retention import Kept


class SentOnce(models.Model):
    """Something that is done once went out: `about` says of what, and may be short (a key and a day)."""

    kept = Kept.after("the mail went out", months=13)

    class What(models.TextChoices):
        DIGEST = "digest", _("Monday mail")
        ADMISSION = "admission", _("Question whether an agency takes part")
        MISSED_REPORT = "missed_report", _("Report that did not come")
        PUBLISHED = "published", _("Published report")
        DEMONSTRATION = "demonstration", _("Demonstration")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    what = models.CharField(max_length=16, choices=What.choices)
    about = models.CharField(max_length=120)
    on = models.DateField()

    class Meta:
        ordering = ["-on", "what", "about"]
        constraints = [
            models.UniqueConstraint(
                fields=["what", "about"],
                name="sent_once",
                violation_error_message=_("This went out already."),
            )
        ]

    def __str__(self):
        return f"{self.what} {self.about}"


class UnwantedMail(models.Model):
    """A person does without mails of one kind."""

    kept = Kept.until("the person wants the mails again", removed_by="the person")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="unwanted_mails")
    kind = models.CharField(max_length=20)

    class Meta:
        ordering = ["user", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"],
                name="unwanted_mail_once",
                violation_error_message=_("This mail is turned off already."),
            )
        ]

    def __str__(self):
        return f"{self.user} {self.kind}"


class MailsOfADay(models.Model):
    """How many mails of a kind one sender, or one address, has had on a day; of it only a keyed fingerprint."""

    kept = Kept.after("its day", days=2, removed_by="the next mail")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=20)
    who = models.CharField(max_length=64)
    on = models.DateField()
    mails = models.PositiveIntegerField()

    class Meta:
        ordering = ["-on", "kind", "who"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "who", "on"], name="mails_of_a_day_once"),
        ]

    def __str__(self):
        return f"{self.kind} {self.on}: {self.mails}"


class EmailChange(models.Model):
    """Somebody wants to sign in with another address; it becomes theirs by the button behind the link sent there."""

    kept = Kept.until("the address is confirmed or another one is asked for", removed_by="the person")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.OneToOneField(User, models.CASCADE, related_name="email_change")
    email = models.EmailField(_("new e-mail address"))
    asked_at = models.DateTimeField()

    def __str__(self):
        return f"{self.user} → {self.email}"
