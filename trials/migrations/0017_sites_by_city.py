"""Sites by city: what visitors near a place type is found among the sites of our own trials."""

from django.db import migrations, models
from django.db.models import Q

from trials.models.people import PlaceKey

# As `key_of` in trials/search/places/regions.py. `unaccent` may follow a dictionary that somebody
# changes, so PostgreSQL does not call it immutable; this one names the dictionary that it ships.
PLACE_KEY = """
CREATE FUNCTION place_key(city text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(regexp_replace(lower(
    CASE WHEN octet_length(city) = length(city) THEN city ELSE unaccent('unaccent', city) END
), '[^[:alnum:]]+', ' ', 'g'));
"""


class Migration(migrations.Migration):

    dependencies = [
        ('trials', '0016_concept_names'),
    ]

    operations = [
        migrations.RunSQL(PLACE_KEY, "DROP FUNCTION place_key(text);"),
        migrations.AddIndex(
            model_name='site',
            index=models.Index(PlaceKey('city'), condition=Q(latitude__isnull=False), name='site_by_city'),
        ),
    ]
