"""What `make bench` measures: each got beside its floor, in the same run."""
