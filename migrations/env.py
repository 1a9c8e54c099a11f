"""What alembic runs: every room's tables, in batches on SQLite because it cannot alter a column."""

from alembic import context
from sqlalchemy import create_engine, pool

import canary.app  # noqa: F401  (names every room, so that all tables are known)
from canary.db import Base

connection = context.config.attributes.get("connection")
if connection is None:
    engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "", poolclass=pool.NullPool)
    connection = engine.connect()
with connection:
    if connection.dialect.name == "sqlite":
        # A table that is altered is made anew and the old one dropped; with foreign keys on, SQLite would take every
        # row that hangs on it along. Asked of the driver, because inside a transaction this does nothing.
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        user_module_prefix="canary.db.",
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
