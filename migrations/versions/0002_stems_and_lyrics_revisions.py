"""stems and lyrics revisions"""

import sqlalchemy as sa
from alembic import op

import canary.db

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

def upgrade() -> None:
    op.create_table('lyrics_revisions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('song_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('document', sa.JSON(), nullable=False),
    sa.Column('source', sa.String(length=80), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('created_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['learners.id'], name=op.f('fk_lyrics_revisions_author_id_learners'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_lyrics_revisions_song_id_songs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lyrics_revisions')),
    sa.UniqueConstraint('song_id', 'version', name=op.f('uq_lyrics_revisions_song_id_version'))
    )
    with op.batch_alter_table('lyrics_revisions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_lyrics_revisions_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_lyrics_revisions_song_id'), ['song_id'], unique=False)

    with op.batch_alter_table('songs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('stems_key', sa.String(length=100), nullable=True))

def downgrade() -> None:
    with op.batch_alter_table('songs', schema=None) as batch_op:
        batch_op.drop_column('stems_key')

    with op.batch_alter_table('lyrics_revisions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_lyrics_revisions_song_id'))
        batch_op.drop_index(batch_op.f('ix_lyrics_revisions_author_id'))

    op.drop_table('lyrics_revisions')
