"""How long somebody stays signed in: half an hour without a request, and never more than half a day.

Measured by the machine's own clock, which no rehearsal (`LBN_NOW`) moves. A session of nobody, such as a registration
that is being filled in, lasts for half a day after its last change.
"""

from time import time

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

BEGAN, RENEWED = "signed_in_at", "renewed_at"
RENEWED_AFTER = 60  # A page that is only read need not be written down more often.


class SessionStore(db.SessionStore):
    """Sessions in the database; those of people who signed in end as said above."""

    def load(self):
        kept = super().load()
        if SESSION_KEY not in kept:
            return kept
        if time() - kept.get(BEGAN, 0) >= settings.SIGNED_IN_AT_MOST:
            self.delete(self.session_key)
            self._session_key = None
            return {}
        if time() - kept[RENEWED] >= RENEWED_AFTER:
            self.modified = True
        return kept

    def create_model_instance(self, data):
        if SESSION_KEY in data:
            data.setdefault(BEGAN, int(time()))
            data[RENEWED] = int(time())
        return super().create_model_instance(data)

    def get_session_cookie_age(self):
        return settings.SIGNED_IN_IDLE_AT_MOST if SESSION_KEY in self else settings.SESSION_COOKIE_AGE
