from django.apps import AppConfig


class BlankConfig(AppConfig):
    """A page type that holds nothing, to know what Wagtail itself costs."""

    name = "tests.bench.blank"
    label = "blank"
