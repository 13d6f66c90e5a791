"""Who signs in, and the hats they wear."""

from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from agencies.models.tie import EndedTie
from agencies.retention import Kept


class UserManager(BaseUserManager["User"]):
    def create_user(self, email, password=None, **fields):
        """Store a user whose sign-in name is `email`; without `password` nobody can sign in as them yet."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())


class User(AbstractBaseUser):
    kept = Kept.for_good("the trail says who did what")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("Somebody signs in with this e-mail address already.")},
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    language = models.CharField(_("language"), max_length=8, blank=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        ordering = ["email"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="user_email_in_lower_case",
                violation_error_message=_("Write the e-mail address in small letters."),
            )
        ]

    def __str__(self):
        return self.name or self.email


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("Program coordinator")
    AGENCY_STAFF = "agency_staff", _("Agency staff")
    SHEET_CLERK = "sheet_clerk", _("Paper sheet clerk")
    SUPPLIER_STAFF = "supplier_staff", _("Supplier staff")
    DEPARTMENT_STAFF = "department_staff", _("Health department staff")
    OPERATOR = "operator", _("Program office")


OWNERS = {
    Role.COORDINATOR: "agency",
    Role.AGENCY_STAFF: "agency",
    Role.SHEET_CLERK: "agency",
    Role.SUPPLIER_STAFF: "supplier",
    Role.DEPARTMENT_STAFF: "department",
    Role.OPERATOR: "program",
}


def name_of_owner(owner):
    """Return what people call an agency, supplier, health department or state program: a program by its office."""
    return getattr(owner, "office_name", None) or str(owner)


def _only(owner):
    """A condition: this owner is set and no other one is."""
    owners = sorted(set(OWNERS.values()))
    return Q(**{f"{name}__isnull": name != owner for name in owners})


class OwnedRole(models.Model):
    """A role at exactly one agency, supplier, health department or state program."""

    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    agency = models.ForeignKey("agencies.Agency", models.CASCADE, null=True, blank=True, related_name="%(class)ss")
    supplier = models.ForeignKey(
        "agencies.Supplier", models.CASCADE, null=True, blank=True, related_name="%(class)ss"
    )
    department = models.ForeignKey(
        "agencies.HealthDepartment", models.CASCADE, null=True, blank=True, related_name="%(class)ss"
    )
    program = models.ForeignKey("agencies.Program", models.CASCADE, null=True, blank=True, related_name="%(class)ss")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_role_fits_its_owner",
                condition=Q(
                    *[Q(role=role) & _only(owner) for role, owner in OWNERS.items()],
                    _connector=Q.OR,
                ),
                violation_error_message=_("A role belongs to exactly one organization of its own kind."),
            ),
        ]

    @property
    def owner(self):
        """The agency, supplier, health department or program that the role is at."""
        return getattr(self, OWNERS[Role(self.role)])

    @property
    def owner_name(self):
        """What people call the organization: a program office by its own name."""
        return name_of_owner(self.owner)


class MembershipQuerySet(models.QuerySet):
    def of(self, user):
        """The user's hats with what each belongs to, in one query."""
        return self.filter(user=user).select_related("agency__program", "supplier", "department", "program")

    def delete(self):
        """End them; that they were there is remembered (see `agencies.models.tie`)."""
        EndedTie.objects.remember(self)
        return super().delete()


class Membership(OwnedRole):
    """One hat: a role that somebody has."""

    kept = Kept.until("the person leaves or is removed", removed_by="whoever ends it")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["role", "id"]
        constraints = [
            *OwnedRole.Meta.constraints,
            *[
                models.UniqueConstraint(
                    fields=["user", "role", owner],
                    condition=Q(**{f"{owner}__isnull": False}),
                    name=f"membership_once_per_{owner}",
                    violation_error_message=_("This person has this role here already."),
                )
                for owner in sorted(set(OWNERS.values()))
            ],
        ]

    def __str__(self):
        return self.label

    def delete(self, *args, **kwargs):
        """End it; that it was there is remembered (see `agencies.models.tie`)."""
        EndedTie.objects.remember([self])
        return super().delete(*args, **kwargs)

    @property
    def label(self):
        return f"{self.owner} · {self.get_role_display()}"
