"""Learners may correct a song's words, for themselves or, once adopted, for everybody."""

import sqlalchemy as sa
from alembic import op

import canary.db

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('word_corrections',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('song_id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=True),
    sa.Column('line_text', sa.Text(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('parts', sa.JSON(), nullable=False),
    sa.Column('made_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('adopted_at', canary.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('declined', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_word_corrections_learner_id_learners'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_word_corrections_song_id_songs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_word_corrections'))
    )
    with op.batch_alter_table('word_corrections', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_word_corrections_learner_id'), ['learner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_word_corrections_song_id'), ['song_id'], unique=False)

    with op.batch_alter_table('song_words', schema=None) as batch_op:
        batch_op.add_column(sa.Column('learner_id', sa.Integer(), nullable=True))
        batch_op.drop_constraint(batch_op.f('uq_song_words_song_id_lemma_pos'), type_='unique')
        batch_op.create_index(batch_op.f('ix_song_words_learner_id'), ['learner_id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_song_words_song_id_lemma_pos_learner_id'), ['song_id', 'lemma', 'pos', 'learner_id'])
        batch_op.create_foreign_key(batch_op.f('fk_song_words_learner_id_learners'), 'learners', ['learner_id'], ['id'], ondelete='CASCADE')



def downgrade() -> None:
    op.execute("DELETE FROM song_words WHERE learner_id IS NOT NULL")
    with op.batch_alter_table('song_words', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_song_words_learner_id_learners'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_song_words_song_id_lemma_pos_learner_id'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_song_words_learner_id'))
        batch_op.create_unique_constraint(batch_op.f('uq_song_words_song_id_lemma_pos'), ['song_id', 'lemma', 'pos'])
        batch_op.drop_column('learner_id')

    with op.batch_alter_table('word_corrections', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_word_corrections_song_id'))
        batch_op.drop_index(batch_op.f('ix_word_corrections_learner_id'))

    op.drop_table('word_corrections')
