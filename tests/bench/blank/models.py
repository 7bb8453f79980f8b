from wagtail.models import Page


class BlankPage(Page):
    """Nothing but a title."""

    template = "blank/blank_page.html"
