"""Songs are found without regard to capitals and accents, on SQLite too."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

ALIKE = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in plain if c in "\u3099\u309a" or unicodedata.category(c) != "Mn").translate(ALIKE)
    return " ".join(unicodedata.normalize("NFC", bare).split())


def upgrade() -> None:
    op.add_column('songs', sa.Column('search_text', sa.Text(), server_default='', nullable=False))
    songs = sa.table('songs', *(sa.column(name) for name in ('id', 'title', 'artist', 'album', 'title_reading', 'search_text')))
    connection = op.get_bind()
    for row in connection.execute(sa.select(songs)).all():
        text = folded(" ".join([row.title, row.artist or "", row.album or "", row.title_reading or ""]))
        connection.execute(songs.update().where(songs.c.id == row.id).values(search_text=text))


def downgrade() -> None:
    with op.batch_alter_table('songs', schema=None) as batch_op:
        batch_op.drop_column('search_text')
