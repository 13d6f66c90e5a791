"""People at their browsers: what somebody does again and again on the way through the application."""

import re

PASSWORD = "a quiet night in Albany"
LINK = re.compile(r"http://127\.0\.0\.1:\d+/\S+")


class Somebody:
    """One person with a browser of their own at a served application."""

    def __init__(self, chromium, application, **context):
        self.application = application
        self.context = chromium.new_context(viewport={"width": 1280, "height": 800}, **context)
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.presses = 0

    def go(self, path):
        """Open a page of the application, or a link as it stands in a mail."""
        self.page.goto(path if path.startswith("http") else f"{self.application.url}{path}")

    def fill(self, **fields):
        """Type into the fields of these names; a list chooses, a file is attached, True ticks."""
        for name, value in fields.items():
            field = self.page.locator(f"main [name='{name}']").first
            kind = field.evaluate("node => node.type")
            if kind == "select-one":
                field.select_option(label=value)
            elif kind == "radio":
                self.page.locator(f"main [name='{name}'][value='{value}']").check()
            elif kind == "checkbox":
                field.check() if value else field.uncheck()
            elif kind == "file":
                field.set_input_files(value)
            else:
                field.fill(str(value))

    def press(self, words):
        """Press the button with these words in the page's main part."""
        self.presses += 1
        self.page.locator("main").get_by_role("button", name=words, exact=True).first.click()

    def follow(self, words):
        self.presses += 1
        self.page.locator("main").get_by_role("link", name=words).first.click()

    def visit(self, words):
        """Go somewhere by the navigation."""
        self.presses += 1
        self.page.get_by_role("navigation").get_by_role("link", name=words, exact=True).first.click()

    def reads(self, words):
        """Wait until the page's main part says this."""
        self.page.locator("main").get_by_text(words).first.wait_for()

    def text(self):
        return self.page.locator("main").inner_text()

    def mailed_link(self, address, subject=""):
        """The link in the newest mail to this address whose subject says this."""
        mails = [mail for mail in self.application.mails() if mail["To"] == address and subject in mail["Subject"]]
        body = mails[-1].get_body(("plain",)).get_content()
        return LINK.findall(body)[-1]

    def download(self, words):
        """Follow a download and return the path of the file."""
        self.presses += 1
        with self.page.expect_download() as started:
            self.page.locator("main").get_by_role("link", name=words).first.click()
        return started.value.path()
