"""The addresses of each kind of host."""
