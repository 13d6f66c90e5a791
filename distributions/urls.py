app_name = "distributions"
urlpatterns = []
