from django.apps import AppConfig


class RoofConfig(AppConfig):
    name = "lbn"
    verbose_name = "The roof: home pages and what needs several floors"
