"""The audit by attack: what somebody who has every published file can find out. `docs/privacy.md` has its figures."""
