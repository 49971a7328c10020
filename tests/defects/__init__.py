"""Thirty ways of breaking the code on purpose, each with the test that must notice."""
