"""How people sign in: with accounts that an agency, supplier or program office made for them."""

from allauth.account.adapter import DefaultAccountAdapter
from django.utils import translation

from agencies.languages import MAIL, SIGNED_IN

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

    def render_mail(self, *args, **kwargs):
        with translation.override(MAIL):
            return super().render_mail(*args, **kwargs)
