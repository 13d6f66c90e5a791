"""The part of an address that names an agency, supplier or health department."""

from django.utils.text import slugify

LONGEST = 70


def free_slug(model, name):
    """Return a slug made of `name` that no row of `model` has: "troy-police", else "troy-police-2" and so on."""
    wanted = slugify(name)[:LONGEST].strip("-") or model._meta.model_name
    taken = set(model.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
