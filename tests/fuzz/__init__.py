"""Damaged and invented input for every decoder: three implementations judge it and must agree."""
