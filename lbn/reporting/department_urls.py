app_name = "department"
urlpatterns = []
