"""How people sign in: with accounts that an agency, supplier or program office made for them."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Nobody signs up by themselves: a registration or a colleague's invitation makes the account."""
        return False
