"""A practice's machine, from nothing: `docs/operate.md`, word by word."""
