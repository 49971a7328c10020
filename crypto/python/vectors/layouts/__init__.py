"""One module a file of cases."""
