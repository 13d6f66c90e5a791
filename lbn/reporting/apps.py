from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "lbn.reporting"
    label = "reporting"
    verbose_name = "Reporting: period reports and what is published"
