"""Real servers for the tests: PostgreSQL, gunicorn and Chromium."""
