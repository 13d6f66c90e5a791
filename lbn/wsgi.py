"""What gunicorn serves: `gunicorn lbn.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lbn.settings")

application = get_wsgi_application()
connections.settings["default"]["MUST_EXIST"] = True  # A file of SQLite that is gone is not made anew by a request.
