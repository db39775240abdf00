"""Alembic's migrations; bot/records/migrating.py runs them."""
