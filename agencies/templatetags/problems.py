"""What is wrong with a form, for the summary on top of it."""

from django import template

from agencies.forms.problems import problems_of

register = template.Library()
register.filter("problems", problems_of)
