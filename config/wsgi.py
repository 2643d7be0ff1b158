"""The WSGI application that gunicorn serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

if settings.EMBEDDED_CLUSTER:
    settings.EMBEDDED_CLUSTER.join()
application = get_wsgi_application()
