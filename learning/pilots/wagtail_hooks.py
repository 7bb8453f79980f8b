from wagtail import hooks

from learning.pilots.viewsets import PilotViewSet


@hooks.register("register_admin_viewset")
def register_pilots() -> PilotViewSet:
    return PilotViewSet("pilot_projects", url_prefix="pilot-projects")
