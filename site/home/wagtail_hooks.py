from wagtail import hooks

from home.views import remember_page

hooks.register("before_serve_page", remember_page)
