"""The protocol: vectors, laws, interoperability, and the specification itself."""
