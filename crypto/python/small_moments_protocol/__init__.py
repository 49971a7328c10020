"""The Small Moments protocol, version 1: the reference implementation of `crypto/spec.md`.

One module is one noun of the specification. Every function that refuses raises `Refused`.
"""

from small_moments_protocol.errors import KINDS, Kind, Refused

__all__ = ["KINDS", "Kind", "Refused"]
