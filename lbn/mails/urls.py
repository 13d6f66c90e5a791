"""Addresses below /dev/mail/. They are there only where `settings.MAILS_ARE_SHOWN`."""

from django.urls import path

from lbn.mails import views

app_name = "dev"
urlpatterns = [
    path("", views.mails, name="mails"),
    path("<slug:name>/", views.mail, name="mail"),
    path("<slug:name>/html/", views.html, name="mail_html"),
    path("<slug:name>/attachments/<int:number>/", views.attachment, name="mail_attachment"),
]
