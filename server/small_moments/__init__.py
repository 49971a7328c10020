"""The server of Small Moments: it keeps and orders sealed bytes that it cannot read."""

__version__ = "0.1.0"
