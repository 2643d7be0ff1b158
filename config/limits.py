"""Settings that are limits: requests a minute, the age of a session, which proxies are believed."""

from ipaddress import IPv4Network, IPv6Network, ip_network

from config.problems import Problem

MOST = 1_000_000_000


def number(variable: str, text: str, default: int, most: int = MOST) -> int:
    """A whole number, 0 or more; the default for ""."""
    text = text.strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and int(text) <= most):
        up_to = "" if most == MOST else f" up to {most}"
        raise Problem(f"{variable} must be a whole number{up_to}, 0 for no limit; found {text!r}.")
    return int(text)


def networks(variable: str, texts: list[str]) -> list[IPv4Network | IPv6Network]:
    """Addresses and networks of proxies."""
    try:
        return [ip_network(text.strip(), strict=False) for text in texts if text.strip()]
    except ValueError as error:
        raise Problem(
            f"{variable} must be addresses or networks of proxies with commas between them, like"
            f" 127.0.0.1,172.16.0.0/12: {error}."
        ) from error
