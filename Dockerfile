# One image for web, worker, beat and commands; docker-compose.yml says which of them a container is.
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH
COPY requirements/production.txt requirements/production.txt
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes --no-deps -r requirements/production.txt
# .dockerignore names what comes along.
COPY . .
# Production does not start without secrets: these live for one line, in a stage that is thrown away.
RUN python -m municipality.runtime.secretfiles /tmp/secrets \
    && SECRET_KEY_FILE=/tmp/secrets/secret_key IDENTITY_SEAL_KEY_FILE=/tmp/secrets/identity_seal_key \
    FIELD_KEYS_FILE=/tmp/secrets/field_keys BLIND_INDEX_KEY_FILE=/tmp/secrets/blind_index_key \
    DATABASE_URL_FILE=/tmp/secrets/app_database_url REDIS_URL_FILE=/tmp/secrets/redis_url \
    EMAIL_URL=smtp://nobody.invalid EMAIL_FROM=nobody@nobody.invalid \
    ALLOWED_HOSTS=nobody.invalid PUBLIC_URL=https://nobody.invalid STATIC_ROOT=/srv/static \
    python manage.py collectstatic --no-input --verbosity=0 \
    && rm -r /tmp/secrets
# Whatever the clone's modes are: the containers' user reads everything and writes nothing.
RUN chmod -R u=rwX,go=rX . && python -m compileall -q .

FROM python:3.11-slim-bookworm
# Pango lays out the PDFs and HarfBuzz cuts their fonts to size.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 stafett \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin stafett
COPY --from=build /venv /venv
COPY --from=build /srv/static /srv/static
COPY --from=build /app /app
WORKDIR /app
# The code is root's and read only. Caches of fonts go where a container may write.
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 XDG_CACHE_HOME=/tmp \
    MODE=production STATIC_ROOT=/srv/static
USER 10001:10001
CMD ["python", "-m", "gunicorn", "--config=python:municipality.runtime.gunicorn", "municipality.wsgi"]
