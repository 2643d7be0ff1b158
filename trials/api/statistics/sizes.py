"""How large the studies are, as JSON in the registry's schema: what `/stats/size` answers."""

from typing import Any

from trials.api.statistics.counted import counted, in_turn

SHOWN = 10
PERCENTILES = (1, 5, 10, 25, 50, 75, 90, 95, 99, 100)
SUMMARY = """
    WITH counted AS ({counted})
    SELECT count(*), coalesce(round(avg(size)), 0)::int,
        percentile_disc(%s::float[]) WITHIN GROUP (ORDER BY size)
    FROM counted"""
LARGEST = """
    WITH counted AS ({counted})
    SELECT nct, size FROM counted ORDER BY size DESC, nct LIMIT %s"""
RANGES = """
    WITH counted AS ({counted})
    SELECT ceil(log(2, greatest(size, 1024) / 1024.0))::int AS power, count(*)
    FROM counted GROUP BY power ORDER BY power"""


def sizes() -> dict[str, Any]:
    """Average, largest, percentiles and ranges, each twice as wide as the one before."""
    studies, parameters = counted()
    shares = [percent / 100 for percent in PERCENTILES]
    with in_turn() as cursor:
        cursor.execute(SUMMARY.format(counted=studies), [*parameters, shares])
        total, average, percentiles = cursor.fetchone()
        cursor.execute(LARGEST.format(counted=studies), [*parameters, SHOWN])
        largest = cursor.fetchall()
        cursor.execute(RANGES.format(counted=studies), parameters)
        ranges = cursor.fetchall()
    return {
        "averageSizeBytes": average,
        "largestStudies": [{"id": nct, "sizeBytes": size} for nct, size in largest],
        "percentiles": dict(zip(map(str, PERCENTILES), percentiles or [], strict=False)),
        "ranges": [{"sizeRange": _range(power), "studiesCount": n} for power, n in ranges],
        "totalStudies": total,
    }


def _range(power: int) -> str:
    """In KB of 1024 bytes, as "4-8 KB": above the first number, up to the second."""
    return f"{2 ** (power - 1) if power else 0}-{2**power} KB"
