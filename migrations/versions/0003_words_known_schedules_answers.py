"""words known schedules answers"""

import sqlalchemy as sa
from alembic import op

import canary.db

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('review_settings',
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('retention', sa.Double(), nullable=False),
    sa.Column('new_a_day', sa.Integer(), nullable=False),
    sa.Column('reviews_a_day', sa.Integer(), nullable=False),
    sa.Column('kinds', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_review_settings_learner_id_learners'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('learner_id', name=op.f('pk_review_settings'))
    )
    op.create_table('rounds',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('client_id', sa.String(length=40), nullable=False),
    sa.Column('asked', sa.Integer(), nullable=False),
    sa.Column('right', sa.Integer(), nullable=False),
    sa.Column('median_ms', sa.Integer(), nullable=False),
    sa.Column('played_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_rounds_learner_id_learners'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rounds')),
    sa.UniqueConstraint('client_id', name=op.f('uq_rounds_client_id'))
    )
    with op.batch_alter_table('rounds', schema=None) as batch_op:
        batch_op.create_index('ix_rounds_learner_id_played_at', ['learner_id', 'played_at'], unique=False)

    op.create_table('word_statuses',
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('lemma', sa.String(length=200), nullable=False),
    sa.Column('status', sa.String(length=8), nullable=False),
    sa.Column('batch', sa.String(length=32), nullable=False),
    sa.Column('before', sa.String(length=8), nullable=False),
    sa.Column('changed_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_word_statuses_learner_id_learners'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('learner_id', 'language', 'lemma', name=op.f('pk_word_statuses'))
    )
    with op.batch_alter_table('word_statuses', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_word_statuses_batch'), ['batch'], unique=False)

    op.create_table('song_lemmas',
    sa.Column('song_id', sa.Integer(), nullable=False),
    sa.Column('lemma', sa.String(length=200), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_song_lemmas_song_id_songs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('song_id', 'lemma', name=op.f('pk_song_lemmas'))
    )
    with op.batch_alter_table('song_lemmas', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_song_lemmas_lemma'), ['lemma'], unique=False)

    op.create_table('song_tokens',
    sa.Column('song_id', sa.Integer(), nullable=False),
    sa.Column('document', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_song_tokens_song_id_songs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('song_id', name=op.f('pk_song_tokens'))
    )
    op.create_table('schedules',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('card_id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('state', sa.Integer(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=True),
    sa.Column('stability', sa.Double(), nullable=True),
    sa.Column('difficulty', sa.Double(), nullable=True),
    sa.Column('due', canary.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('last_review', canary.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('lapses', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['card_id'], ['cards.id'], name=op.f('fk_schedules_card_id_cards'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_schedules_learner_id_learners'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_schedules')),
    sa.UniqueConstraint('card_id', 'kind', name=op.f('uq_schedules_card_id_kind')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('schedules', schema=None) as batch_op:
        batch_op.create_index('ix_schedules_learner_id_due', ['learner_id', 'due'], unique=False)
        batch_op.create_index('ix_schedules_learner_id_kind', ['learner_id', 'kind'], unique=False)

    op.create_table('answers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('schedule_id', sa.Integer(), nullable=False),
    sa.Column('client_id', sa.String(length=40), nullable=False),
    sa.Column('rating', sa.Integer(), nullable=False),
    sa.Column('reaction_ms', sa.Integer(), nullable=True),
    sa.Column('answered_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('was_new', sa.Boolean(), nullable=False),
    sa.Column('undone', sa.Boolean(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_answers_learner_id_learners'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['schedule_id'], ['schedules.id'], name=op.f('fk_answers_schedule_id_schedules'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answers')),
    sa.UniqueConstraint('learner_id', 'client_id', name=op.f('uq_answers_learner_id_client_id'))
    )
    with op.batch_alter_table('answers', schema=None) as batch_op:
        batch_op.create_index('ix_answers_learner_id_answered_at', ['learner_id', 'answered_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_answers_schedule_id'), ['schedule_id'], unique=False)

    op.create_table('dictionaries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('into', sa.String(length=35), nullable=False),
    sa.Column('licence', sa.String(length=100), nullable=False),
    sa.Column('ready', sa.Boolean(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('installed_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dictionaries')),
    sa.UniqueConstraint('name', name=op.f('uq_dictionaries_name'))
    )
    op.create_table('dictionary_entries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('dictionary_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=100), nullable=False),
    sa.Column('lemma', sa.String(length=100), nullable=False),
    sa.Column('pos', sa.String(length=8), nullable=False),
    sa.Column('senses', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['dictionary_id'], ['dictionaries.id'], name=op.f('fk_dictionary_entries_dictionary_id_dictionaries'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dictionary_entries'))
    )
    with op.batch_alter_table('dictionary_entries', schema=None) as batch_op:
        batch_op.create_index('ix_dictionary_entries_dictionary_id_key', ['dictionary_id', 'key'], unique=False)

    op.create_table('own_meanings',
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('lemma', sa.String(length=200), nullable=False),
    sa.Column('meaning', sa.Text(), nullable=False),
    sa.Column('source', sa.String(length=250), nullable=False),
    sa.Column('song_id', sa.Integer(), nullable=True),
    sa.Column('changed_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_own_meanings_learner_id_learners'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_own_meanings_song_id_songs'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('learner_id', 'language', 'lemma', name=op.f('pk_own_meanings'))
    )
    with op.batch_alter_table('own_meanings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_own_meanings_song_id'), ['song_id'], unique=False)

    op.create_table('taken_notes',
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=20), nullable=False),
    sa.Column('digest', sa.String(length=32), nullable=False),
    sa.Column('changed_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_taken_notes_learner_id_learners'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('learner_id', 'key', name=op.f('pk_taken_notes'))
    )
    op.add_column('cards', sa.Column('credit', sa.String(length=250), server_default='', nullable=False))




def downgrade() -> None:
    with op.batch_alter_table('cards', schema=None) as batch_op:
        batch_op.drop_column('credit')

    op.drop_table('taken_notes')
    with op.batch_alter_table('own_meanings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_own_meanings_song_id'))

    op.drop_table('own_meanings')
    with op.batch_alter_table('dictionary_entries', schema=None) as batch_op:
        batch_op.drop_index('ix_dictionary_entries_dictionary_id_key')

    op.drop_table('dictionary_entries')
    op.drop_table('dictionaries')
    with op.batch_alter_table('answers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_answers_schedule_id'))
        batch_op.drop_index('ix_answers_learner_id_answered_at')

    op.drop_table('answers')
    with op.batch_alter_table('schedules', schema=None) as batch_op:
        batch_op.drop_index('ix_schedules_learner_id_kind')
        batch_op.drop_index('ix_schedules_learner_id_due')

    op.drop_table('schedules')
    op.drop_table('song_tokens')
    with op.batch_alter_table('song_lemmas', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_song_lemmas_lemma'))

    op.drop_table('song_lemmas')
    with op.batch_alter_table('word_statuses', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_word_statuses_batch'))

    op.drop_table('word_statuses')
    with op.batch_alter_table('rounds', schema=None) as batch_op:
        batch_op.drop_index('ix_rounds_learner_id_played_at')

    op.drop_table('rounds')
    op.drop_table('review_settings')
