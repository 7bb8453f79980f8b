from collections.abc import Callable, Iterator

import pytest
from modelsearch.backends import get_search_backend


@pytest.fixture
def indexed(db: None) -> Iterator[Callable[[], None]]:
    """`indexed()`: the search index takes in all that the test saved so far. It is empty before and after."""
    backend = get_search_backend()
    backend.reset_indexes()
    yield backend.refresh_indexes
    backend.reset_indexes()
