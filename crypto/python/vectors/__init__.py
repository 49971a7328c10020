"""The generator of `crypto/vectors/*.json`; `python -m vectors` writes them all."""
