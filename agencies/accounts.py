"""How people sign in: with accounts that an agency, supplier or program office made for them."""

from allauth.account.adapter import DefaultAccountAdapter
from django.utils import translation

from agencies.actions.mail import compose_mail
from agencies.languages import MAIL, SIGNED_IN
from agencies.links import absolute

SAID_ON_THE_WAY_OUT = "account/messages/logged_out.txt"


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Nobody signs up by themselves: a registration or a colleague's invitation makes the account."""
        return False

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Say something in the language of the page that shows it, which is the next one."""
        stays = request.user.is_authenticated and message_template != SAID_ON_THE_WAY_OUT
        with translation.override(SIGNED_IN if stays else translation.get_language_from_request(request)):
            super().add_message(request, level, message_template, *args, **kwargs)

    def get_reset_password_from_key_url(self, key):
        """Lead to the address that people know, whatever host the request has named."""
        user, _hyphen, token = key.partition("-")
        return absolute("account_reset_password_from_key", uidb36=user, key=token)

    def render_mail(self, *args, **kwargs):
        """Return a mail about a password, with the HTML that every mail has."""
        with translation.override(MAIL):
            message = super().render_mail(*args, **kwargs)
        return compose_mail(message.subject, message.body, language=MAIL, to=message.to)
