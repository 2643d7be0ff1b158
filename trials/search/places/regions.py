"""What states, provinces and countries are called beside the name that records give them. Pure.

All names are folded, with a space between words (`key_of`). Abbreviations are those of the postal
services of the United States and Canada.
"""

from trials.folding import words_in

US = "united states"
US_STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia",
    "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois",
    "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
    "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York",
    "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon",
    "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
    "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
    "PR": "Puerto Rico", "VI": "Virgin Islands", "GU": "Guam", "AS": "American Samoa",
    "MP": "Northern Mariana Islands", "FM": "Micronesia", "MH": "Marshall Islands", "PW": "Palau",
}  # fmt: skip
CANADIAN_PROVINCES = {
    "AB": "Alberta", "BC": "British Columbia", "MB": "Manitoba", "NB": "New Brunswick",
    "NL": "Newfoundland and Labrador", "NS": "Nova Scotia", "NT": "Northwest Territories",
    "NU": "Nunavut", "ON": "Ontario", "PE": "Prince Edward Island", "QC": "Quebec",
    "SK": "Saskatchewan", "YT": "Yukon",
}  # fmt: skip

_COUNTRIES = """
    united states, usa, us, u s a, u s, united states of america, america
    united kingdom, uk, u k, great britain, britain, england, scotland, wales, northern ireland
    south korea, korea republic of, republic of korea, korea
    czechia, czech republic
    turkey, turkiye, turkey turkiye
    russia, russian federation
    netherlands, the netherlands, holland
    taiwan, taiwan province of china
    hong kong, hong kong sar
    china, prc
    vietnam, viet nam
    united arab emirates, uae, u a e
    spain, espana
    germany, deutschland
    brazil, brasil

    italy, italia
    switzerland, suisse, schweiz
    austria, osterreich
    belgium, belgique, belgie
"""
# One city in several languages, as records and visitors write it.
_CITIES = """
    mexico city, ciudad de mexico, cdmx, mexico df, mexico d f
    munich, munchen, muenchen
    cologne, koln, koeln
    vienna, wien
    rome, roma
    milan, milano
    florence, firenze
    turin, torino
    naples, napoli
    venice, venezia
    genoa, genova
    padua, padova
    seville, sevilla
    lisbon, lisboa
    brussels, bruxelles, brussel
    antwerp, antwerpen, anvers
    ghent, gent, gand
    liege, luik
    copenhagen, kobenhavn
    gothenburg, goteborg
    prague, praha
    warsaw, warszawa
    krakow, cracow
    moscow, moskva
    bucharest, bucuresti
    athens, athina
    geneva, geneve, genf
    zurich, zuerich
    basel, bale, basle
    bern, berne
    the hague, den haag, s gravenhage
    nuremberg, nurnberg, nuernberg
    dusseldorf, duesseldorf
    frankfurt, frankfurt am main
    beijing, peking
    kyiv, kiev
    saint petersburg, st petersburg, sankt peterburg, sankt petersburg
    new york, nyc, new york city
    tel aviv, tel aviv yafo
"""


def key_of(text: str) -> str:
    """What names of places are compared by: `Ciudad de México` is ciudad de mexico."""
    return " ".join(words_in(text))


def _others(lists: str) -> dict[str, tuple[str, ...]]:
    """Each name with all names of its line."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lists.strip().splitlines():
        names = tuple(name.strip() for name in line.split(","))
        found |= {name: tuple({*names, *found.get(name, ())}) for name in names}
    return found


_NAMES_OF_COUNTRIES = _others(_COUNTRIES)
_NAMES_OF_CITIES = _others(_CITIES)
_STATE_NAMES = {
    key_of(name): key_of(short) for short, name in (US_STATES | CANADIAN_PROVINCES).items()
}
STATE_BY_KEY = {key_of(short): short for short in US_STATES} | {
    key_of(name): short for short, name in US_STATES.items()
}
STATE_BY_KEY["d c"] = "DC"


def names_of_city(key: str) -> set[str]:
    """Keys of what else a city is called, itself among them."""
    return {key, *_NAMES_OF_CITIES.get(key, ())}


def names_of_country(name: str) -> set[str]:
    """Keys of what a country is called; "" for no name."""
    key = key_of(name)
    return {key, *_NAMES_OF_COUNTRIES.get(key, ())}


def names_of_state(name: str) -> set[str]:
    """Keys of a state as records give it: its name, and its abbreviation where it has one."""
    key = key_of(name)
    full = key_of(US_STATES.get(name, "")) or key
    short = _STATE_NAMES.get(full, "")
    return {found for found in (key, full, short, "d c" if short == "dc" else "") if found}


def qualifiers(state: str, country: str) -> set[str]:
    """Keys of all that may be written behind a city to say which one is meant; "" is nothing."""
    countries, states = names_of_country(country) - {""}, names_of_state(state)
    both = {f"{one} {other}" for one in states for other in countries}
    return {"", *countries, *states, *both}
