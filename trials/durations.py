"""Ages and times as people say them: the registry's “960 Months” are 80 years."""

OF_A_YEAR = {"month": 12, "week": 52, "day": 365}
"""How many of a unit are a year."""
SMALL = 2  # years: what is shorter is told in the unit it has


def duration_in_words(told: str) -> str:
    """“18 Years” as “18 years”, “960 Months” as “80 years”, “1 Years” as “1 year”; "" for none."""
    if not told:
        return ""
    number, _, unit = told.lower().partition(" ")
    count, unit = int(number), unit.removesuffix("s")
    years, rest = divmod(count, OF_A_YEAR.get(unit, count + 1))
    if years < SMALL or (rest and unit != "month"):
        return _counted(count, unit)
    return " and ".join([_counted(years, "year"), *([_counted(rest, unit)] if rest else [])])


def ages_in_words(least: str, most: str) -> str:
    """“18 to 80 years”, “18 years and older”, “up to 80 years”; "" where neither is told."""
    first, last = duration_in_words(least), duration_in_words(most)
    if not (first and last):
        return f"{first} and older" if first else f"up to {last}" if last else ""
    number, _, unit = first.partition(" ")
    return f"{number if last.partition(' ')[2] == unit else first} to {last}"


def _counted(number: int, unit: str) -> str:
    return f"{number:,} {unit}{'' if number == 1 else 's'}"
