"""The matrix of docs/permissions.csv, replayed over every address (test_permissions.py)."""
