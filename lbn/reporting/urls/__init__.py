"""The addresses of reporting, one module for each kind of reader."""
