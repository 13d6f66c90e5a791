app_name = "supplier"
urlpatterns = []
