"""What an error report leaves out, where somebody has such reports sent by mail."""

from django.views.debug import SafeExceptionReporterFilter


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
