"""What each group of staff may do in the administration; `actions.create_groups` writes it to the database.

A higher room adds its own in its AppConfig.ready(): `grants.everywhere[EDITORS] |= {"lessons.add_lesson"}`.
Names are those of Django permissions.
"""

from network.permissions import ADMINISTRATORS, EDITORS


def all_of(label: str, *models: str) -> set[str]:
    """Adding, changing, deleting and viewing each of these models."""
    return {f"{label}.{verb}_{model}" for model in models for verb in ("add", "change", "delete", "view")}


# Rights on a model, whatever the row.
everywhere: dict[str, set[str]] = {
    EDITORS: {
        "wagtailadmin.access_admin",
        "network.add_territory",
        "network.change_territory",
        "network.view_territory",
        "network.add_theme",
        "network.change_theme",
        "network.view_theme",
        "wagtail_localize.submit_translation",
    },
    ADMINISTRATORS: {
        "wagtailadmin.access_admin",
        *all_of("network", "territory", "theme", "membership", "user"),
        "network.add_invitation",
        "network.delete_invitation",
        "network.view_invitation",
        *all_of("wagtailredirects", "redirect"),
        *all_of("wagtailcore", "site", "workflow", "task", "locale"),
        "wagtail_localize.submit_translation",
    },
}

# Rights on the whole tree of pages.
on_pages: dict[str, set[str]] = {
    EDITORS: {f"wagtailcore.{verb}_page" for verb in ("add", "change", "publish", "lock", "unlock")},
    ADMINISTRATORS: {
        f"wagtailcore.{verb}_page" for verb in ("add", "change", "publish", "lock", "unlock", "bulk_delete")
    },
}

# Rights on every collection, and on the pictures, documents and recordings in it: the room of media adds those.
in_collections: dict[str, set[str]] = {
    EDITORS: set(),
    ADMINISTRATORS: {f"wagtailcore.{verb}_collection" for verb in ("add", "change", "delete")},
}
