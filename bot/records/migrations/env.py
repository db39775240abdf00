"""Runs migrations on the connection that bot/records/migrating.py gives, in its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
