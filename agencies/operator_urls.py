app_name = "operator"
urlpatterns = []
