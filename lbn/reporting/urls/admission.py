"""A supplier's answer by the link in the mail: `/admission/<token>/`."""

from django.urls import path

from lbn.reporting.returns.views import admission

app_name = "admission"
urlpatterns = [path("<str:token>/", admission.answer_link, name="answer")]
