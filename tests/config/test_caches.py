from pathlib import Path

from config.caches import SharedFileCache


def test_files_are_counted_once_in_a_hundred_writes(tmp_path: Path, monkeypatch):
    counted = []
    monkeypatch.setattr(SharedFileCache, "_list_cache_files", lambda self: counted.append(1) or [])
    cache = SharedFileCache(str(tmp_path), {})

    for number in range(200):
        cache.set(f"part{number}", "dessin")

    assert len(counted) == 2


def test_a_cache_that_is_too_full_throws_some_away(tmp_path: Path):
    cache = SharedFileCache(str(tmp_path), {"OPTIONS": {"MAX_ENTRIES": 10}})

    for number in range(300):
        cache.set(f"part{number}", "dessin")

    assert len(list(tmp_path.glob("*.djcache"))) < 250
