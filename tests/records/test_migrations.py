"""The tables are brought up to date from nothing and from every earlier revision, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.records.database import SETTING, Database, database_url
from bot.records.faults import CantOpen
from bot.records.migrating import REVISIONS, migrate, revision
from bot.records.tables import METADATA

pytestmark = pytest.mark.model


@pytest.fixture
def database(url: str, tmp_path: Path) -> Database:
    return Database(database_url({SETTING: url}, tmp_path))


def differences(database: Database) -> list[object]:
    """What the database's tables lack of those in the code, or have beside them."""
    with database.reading() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), METADATA))


def test_an_empty_database_gets_just_the_tables_of_the_code(database: Database) -> None:
    migrate(database)
    assert differences(database) == []
    with database.reading() as connection:
        assert revision(connection) == REVISIONS[-1]
    database.close()


@pytest.mark.parametrize("earlier", REVISIONS[:-1])
def test_every_earlier_revision_is_brought_up_to_date_and_keeps_what_is_there(database: Database, earlier: str) -> None:
    migrate(database, earlier)
    with database.writing() as connection:
        connection.execute(sa.text("INSERT INTO practitioner VALUES ('worker', '2026-11-22', '2026-11-22')"))
    migrate(database)
    assert differences(database) == []
    with database.reading() as connection:
        assert connection.execute(sa.text("SELECT id FROM practitioner")).scalars().all() == ["worker"]
    database.close()


def test_a_second_time_changes_nothing(database: Database) -> None:
    migrate(database)
    migrate(database)
    assert differences(database) == []
    database.close()


def test_a_database_newer_than_the_code_is_refused_in_one_line_and_left_as_it_is(database: Database) -> None:
    migrate(database)
    with database.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(CantOpen) as refused:
        migrate(database)
    assert "newer version of the guide (revision 9999" in str(refused.value)
    with database.reading() as connection:
        assert revision(connection) == "9999"
    database.close()


def test_a_migration_that_fails_leaves_nothing_behind(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.records import migrating

    def half(connection: sa.engine.Connection, to: str) -> None:
        connection.execute(sa.text("CREATE TABLE half (id INTEGER)"))
        raise CantOpen("it broke off")

    monkeypatch.setattr(migrating, "upgrade", half)
    with pytest.raises(CantOpen, match="broke off"):
        migrate(database)
    with database.reading() as connection:
        assert sa.inspect(connection).get_table_names() == []
    database.close()
