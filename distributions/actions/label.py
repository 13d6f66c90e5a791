"""What a sheet is called."""


def label_sheet(*, sheet, label):
    """Call `sheet` by a label that was judged (`judge_label`), or by its mark again where it is ""."""
    sheet.label = label
    sheet.save(update_fields=["label"])
