app_name = "terminal"
urlpatterns = []
