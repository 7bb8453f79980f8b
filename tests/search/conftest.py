from collections.abc import Callable, Iterator

import pytest
from modelsearch.backends import get_search_backend

from knowledge_base.search.backend import WhooshSearchBackend


@pytest.fixture
def backend(db: None) -> Iterator[WhooshSearchBackend]:
    """The search backend with nothing in its index."""
    backend = get_search_backend()
    backend.reset_indexes()
    yield backend
    backend.reset_indexes()


@pytest.fixture
def indexed(backend: WhooshSearchBackend) -> Callable[[], WhooshSearchBackend]:
    """`indexed()`: the backend, once it has taken in all that the test saved so far."""

    def take_in() -> WhooshSearchBackend:
        backend.refresh_indexes()
        return backend

    return take_in
