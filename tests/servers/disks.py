"""Small disks for the tests: really full, really read-only. Only root may mount them."""

import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

CHUNK = bytes(64 * 1024)


class NoDisk(RuntimeError):
    """This account may not mount a disk."""


class Disk:
    """A disk of its own, in memory, at `path`; any account may write to it."""

    def __init__(self, path: Path):
        self.path = path
        self.filler = path / "filler"

    def fill(self) -> None:
        """Leave not a byte."""
        with self.filler.open("ab", buffering=0) as file:
            for size in (len(CHUNK), 4096, 1):
                try:
                    while file.write(CHUNK[:size]):
                        pass
                except OSError:
                    continue

    def make_room(self) -> None:
        """Take away what filled it."""
        self.filler.unlink()

    def forbid_changes(self) -> None:
        """Let nothing be written any more; nobody may have a file open to write."""
        subprocess.run(["mount", "-o", "remount,ro", self.path], check=True)


@contextmanager
def small_disk(*, megabytes: int):
    """Give a `Disk` of that size and take it away in the end; raise `NoDisk` where none can be mounted."""
    with tempfile.TemporaryDirectory(prefix="lbn-disk-", dir="/tmp") as directory:
        options = f"size={megabytes}m,mode=777"
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", directory]
        try:
            done = subprocess.run(command, capture_output=True, text=True)
        except FileNotFoundError as missing:
            raise NoDisk("There is no mount.") from missing
        if done.returncode:
            raise NoDisk(done.stderr.strip())
        try:
            yield Disk(Path(directory))
        finally:
            subprocess.run(["umount", "--lazy", directory], check=True)
