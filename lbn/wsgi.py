"""What gunicorn serves: `gunicorn lbn.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lbn.settings")

application = get_wsgi_application()
