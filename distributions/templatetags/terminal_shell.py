"""Where the terminal's pages find their script and their style sheet."""

from django import template

from distributions.views.terminal.shell import address

register = template.Library()
register.simple_tag(address, name="shell")
