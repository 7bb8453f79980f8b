from wagtail import hooks

from knowledge_base.practices.moderation import keep_from_deleting, keep_from_deleting_many
from knowledge_base.practices.viewsets import PracticeListing

hooks.register("register_admin_viewset", lambda: PracticeListing("practice_listing"))
hooks.register("before_delete_page", keep_from_deleting)
hooks.register("before_bulk_action", keep_from_deleting_many)
