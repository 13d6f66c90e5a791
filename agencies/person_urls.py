"""What whoever is signed in does about themselves: `/accounts/…`, beside allauth's own addresses."""

from django.urls import path

from agencies.views import account

app_name = "account"
urlpatterns = [
    path("", account.page, name="page"),
    path("name/", account.name, name="name"),
    path("address/", account.email, name="email"),
    path("address/<str:token>/", account.email_confirm, name="email_confirm"),
    path("language/", account.language, name="language"),
    path("mails/", account.mails, name="mails"),
    path("hats/<uuid:membership>/leave/", account.leave, name="leave"),
    path("hats/<uuid:membership>/hand-over/", account.hand_over, name="hand_over"),
]
