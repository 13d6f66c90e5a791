"""What an error report leaves out, where somebody has such reports sent by mail."""

from types import SimpleNamespace

from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from lbn.logs import without_secret


class NothingSent(SafeExceptionReporterFilter):
    """Say where our code failed, and nothing of what was sent, by whom, or of the values that were worked on.

    A value may be the key of a terminal, a code, or what somebody typed about a kit. Pages for developers
    (`DEBUG`) show them all the same: they are for one's own machine.
    """

    def get_post_parameters(self, request):
        return {} if self.is_active(request) else super().get_post_parameters(request)

    def get_safe_cookies(self, request):
        return {} if self.is_active(request) else super().get_safe_cookies(request)

    def get_safe_request_meta(self, request):
        return {} if self.is_active(request) else super().get_safe_request_meta(request)

    def get_traceback_frame_variables(self, request, tb_frame):
        return [] if self.is_active(request) else super().get_traceback_frame_variables(request, tb_frame)


class WhereItFailed(ExceptionReporter):
    """Leave out of a mailed report, too, who was signed in, what an address asked for, the secret part of a link, and
    what an exception says: a database puts the values of the row that it refuses into its message."""

    def get_traceback_data(self):
        told = super().get_traceback_data()
        if not self.is_email:
            return told
        for frame in told["frames"]:
            if cause := frame.get("exc_cause"):
                frame["exc_cause"] = type(cause).__name__
        left_out = dict.fromkeys(("user_str", "unicode_hint", "exception_value", "exception_notes"), "")
        unsent = dict.fromkeys(("request_GET_items", "request_FILES_items"), ())
        return told | left_out | unsent | self._where_it_was_sent()

    def _where_it_was_sent(self):
        """The request as a report names it: its method, and its path without the secret part of a link."""
        if self.request is None:
            return {"request_insecure_uri": ""}
        path = without_secret(self.request.path)
        shown = SimpleNamespace(path_info=path, META={"REQUEST_METHOD": self.request.method})
        return {"request_insecure_uri": path, "request": shown}
