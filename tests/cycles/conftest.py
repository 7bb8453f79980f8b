import pytest


@pytest.fixture(autouse=True)
def _pages_are_made_anew(settings) -> None:
    """What is kept for anonymous readers has its own tests: here every page is asked of the room."""
    settings.CACHES = settings.CACHES | {"pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
