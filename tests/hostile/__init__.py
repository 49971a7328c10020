"""A server that lies in every way that SECURITY.md lists, against both clients."""
