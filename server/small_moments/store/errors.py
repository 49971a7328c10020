"""What is raised where a store cannot be used."""


class StoreError(Exception):
    """The store cannot be used; the text says why, in one line and without a secret."""


class UnavailableError(StoreError):
    """The store does not answer at the moment. Whether a write was done is not known."""
