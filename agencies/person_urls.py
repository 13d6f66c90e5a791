"""What whoever is signed in does about themselves: `/accounts/…`, beside allauth's own addresses."""

from django.urls import path

from agencies.views import account

app_name = "account"
urlpatterns = [
    path("hats/<uuid:membership>/leave/", account.leave, name="leave"),
    path("hats/<uuid:membership>/hand-over/", account.hand_over, name="hand_over"),
]
