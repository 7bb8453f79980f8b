from urllib.parse import urlsplit

from django import template

register = template.Library()


@register.filter
def site_name(address: str) -> str:
    """exemple.fr, for the address https://www.exemple.fr/une/page: where a link leads, said before one follows it."""
    return (urlsplit(address).hostname or address).removeprefix("www.")
