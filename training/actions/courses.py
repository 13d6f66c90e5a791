from django.db import transaction

from training.models import Course


@transaction.atomic
def load_courses(*, program):
    """Make the program's courses what its pack says, or do nothing at all; return them in the pack's order.

    Loading again changes nothing. A course that the pack no longer has stays, with its completions, and is required
    no longer.
    """
    courses = [
        Course.objects.update_or_create(
            program=program,
            slug=entry["slug"],
            defaults={
                "name": entry["name"],
                "required": entry["required"],
                "validity_months": entry["validity_months"],
                "elements": entry["elements"],
                "position": position,
            },
        )[0]
        for position, entry in enumerate(program.courses)
    ]
    program.training_courses.exclude(pk__in=[course.pk for course in courses]).update(required=False)
    return courses
