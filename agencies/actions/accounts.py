"""The account of somebody who opened a link in a mail, and thereby has shown that the address is theirs."""

from django.utils.translation import gettext as _

from agencies.actions.refusals import Refused
from agencies.models import User


class AccountExists(Refused):
    """The address has an account with a password already: they sign in instead."""


def account_of(email):
    """Return the account with which `email` can sign in, or None; one without a password does not count."""
    user = User.objects.filter(email=email.lower()).first()
    return user if user and user.has_usable_password() else None


def settle_account(*, email, user, name, password):
    """Return the account of `email`: `user` if it is theirs, else a new one with this password.

    An account that was made without a password gets this one. Raises `AccountExists` if the address has an
    account and `user` (whoever is signed in, or None) is somebody else.
    """
    if user is not None and user.email == email.lower():
        return user
    if account_of(email):
        raise AccountExists(
            _("This e-mail address has an account already: sign in with it, then open this link again.")
        )
    waiting = User.objects.filter(email=email.lower()).first()
    if waiting is None:
        return User.objects.create_user(email, password, name=name)
    waiting.set_password(password)
    waiting.name = waiting.name or name
    waiting.save(update_fields=["password", "name"])
    return waiting
