from wagtail.admin.panels import Panel


class WarningPanel(Panel):
    """Shows a sentence of the object in its form for as long as it stands, and never refuses the form.

    `attribute` names a property of the object: an empty string means that there is nothing to say.
    """

    def __init__(self, attribute: str, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.attribute = attribute

    def clone_kwargs(self) -> dict[str, object]:
        return super().clone_kwargs() | {"attribute": self.attribute}

    class BoundPanel(Panel.BoundPanel):
        template_name = "cycles/admin/warning_panel.html"

        @property
        def warning(self) -> str:
            """The sentence, in the editor's language."""
            return getattr(self.instance, self.panel.attribute)

        def is_shown(self) -> bool:
            return bool(self.warning) and super().is_shown()

        def get_context_data(self, parent_context: dict[str, object] | None = None) -> dict[str, object]:
            return super().get_context_data(parent_context) | {"warning": self.warning}
