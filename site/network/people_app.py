from wagtail.users.apps import WagtailUsersAppConfig


# In a module of its own: Django would not know which configuration of network.apps is the default one.
class PeopleConfig(WagtailUsersAppConfig):
    """Wagtail's own list of users, where nobody changes their own role."""

    user_viewset = "network.viewsets.people.PeopleViewSet"
