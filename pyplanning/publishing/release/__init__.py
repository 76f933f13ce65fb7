"""What a release is made of: one module a kind of file."""
