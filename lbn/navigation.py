def standing(request):
    return {}
