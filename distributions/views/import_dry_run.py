"""What importing a sheet would do: its page, on which somebody decides."""

from itertools import islice

from django.shortcuts import render

from distributions.forms.imports import DecisionForm, sign_plan
from distributions.import_stock import foresee_import
from distributions.overlaps import describe_overlaps
from distributions.preview import groups_of
from distributions.units import unit_of
from distributions.views.import_tables import group_table, groups_table, noted_table, overlap_table, refused_table

REFUSED_SHOWN = 200


def dry_run(request, agency, verdict):
    """Show what would happen; one button makes it so. Raises `SheetRefused`."""
    token = sign_plan(verdict, agency=agency, user=request.user)
    refused, noted = (
        list(islice(verdict.name_lines(lines), REFUSED_SHOWN)) for lines in (verdict.refused, verdict.noted)
    )
    decision = DecisionForm(plan=verdict.plan, initial={"judged": token})
    stock = describe_stock(verdict.plan, agency, verdict.location)
    context = (
        describe_plan(verdict.plan, decision, agency)
        | stock
        | {
            "agency": agency,
            "sheet": verdict.sheet.title,
            "nothing_to_do": not verdict.plan.added and not verdict.plan.fallen,
            "refused": refused_table(refused) if refused else None,
            "noted": noted_table(noted) if noted else None,
            "refused_count": len(verdict.refused),
            "lines": verdict.lines,
            "said_of_reading": verdict.said_of_reading,
            "other_tabs": ", ".join(verdict.other_tabs),
        }
    )
    return render(request, "distributions/import_dry_run.html", context)


def describe_stock(plan, agency, location):
    """What the import will take out of stock: `stock`, and `stock_of_all` with what is counted otherwise already."""
    where = {"agency": agency, "location": location}
    return {
        "stock": foresee_import(plan, left_out=plan.overlapping, **where),
        "stock_of_all": foresee_import(plan, **where) if plan.overlapping else [],
    }


def describe_plan(plan, decision, agency):
    """What a dry run shows of `plan`: its groups in one table, the first lines of each, and what is to be chosen."""
    state = agency.program.state
    groups = groups_of(plan, state=state)
    items = plan.find_items()
    unit = unit_of(items.values())
    tables = [(group, group_table(number, group, unit)) for number, group in enumerate(groups) if group.lines]
    overlaps = describe_overlaps(plan, decision.choices, items, state=state)
    return {
        "groups": groups,
        "groups_table": groups_table(groups, unit),
        "group_tables": tables,
        "decision": decision,
        "overlap_table": overlap_table(overlaps) if overlaps else None,
    }
