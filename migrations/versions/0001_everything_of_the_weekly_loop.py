"""everything of the weekly loop"""

import sqlalchemy as sa
from alembic import op

import canary.db

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('circles',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('time_zone', sa.String(length=64), nullable=False),
    sa.Column('join_code', sa.String(length=32), nullable=False),
    sa.Column('created_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_circles')),
    sa.UniqueConstraint('join_code', name=op.f('uq_circles_join_code')),
    sa.UniqueConstraint('slug', name=op.f('uq_circles_slug'))
    )
    op.create_table('host_links',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_host_links'))
    )
    op.create_table('learners',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('username', sa.String(length=32), nullable=False),
    sa.Column('username_key', sa.String(length=64), nullable=False),
    sa.Column('email', sa.String(length=255), nullable=True),
    sa.Column('password', sa.String(length=255), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('fs_uniquifier', sa.String(length=64), nullable=False),
    sa.Column('display_name', sa.String(length=64), nullable=False),
    sa.Column('is_host', sa.Boolean(), nullable=False),
    sa.Column('theme', sa.String(length=8), nullable=False),
    sa.Column('learns', sa.JSON(), nullable=False),
    sa.Column('speaks', sa.JSON(), nullable=False),
    sa.Column('created_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_learners')),
    sa.UniqueConstraint('email', name=op.f('uq_learners_email')),
    sa.UniqueConstraint('fs_uniquifier', name=op.f('uq_learners_fs_uniquifier')),
    sa.UniqueConstraint('username_key', name=op.f('uq_learners_username_key'))
    )
    op.create_table('jobs',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('progress', sa.Integer(), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('url', sa.Text(), nullable=False),
    sa.Column('created_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['learners.id'], name=op.f('fk_jobs_owner_id_learners'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_jobs'))
    )
    with op.batch_alter_table('jobs', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_jobs_owner_id'), ['owner_id'], unique=False)

    op.create_table('memberships',
    sa.Column('circle_id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=8), nullable=False),
    sa.Column('joined_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['circle_id'], ['circles.id'], name=op.f('fk_memberships_circle_id_circles'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_memberships_learner_id_learners'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('circle_id', 'learner_id', name=op.f('pk_memberships'))
    )
    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_memberships_learner_id'), ['learner_id'], unique=False)

    op.create_table('songs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('artist', sa.String(length=200), nullable=False),
    sa.Column('album', sa.String(length=200), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('level', sa.String(length=4), nullable=False),
    sa.Column('licence', sa.String(length=80), nullable=False),
    sa.Column('credits', sa.JSON(), nullable=False),
    sa.Column('notes', sa.JSON(), nullable=False),
    sa.Column('duration_ms', sa.Integer(), nullable=False),
    sa.Column('audio_key', sa.String(length=100), nullable=False),
    sa.Column('audio_mime', sa.String(length=40), nullable=False),
    sa.Column('audio_hash', sa.String(length=64), nullable=False),
    sa.Column('cover_key', sa.String(length=100), nullable=False),
    sa.Column('visibility', sa.String(length=8), nullable=False),
    sa.Column('circle_id', sa.Integer(), nullable=True),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('source', sa.String(length=64), nullable=False),
    sa.Column('original_name', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['circle_id'], ['circles.id'], name=op.f('fk_songs_circle_id_circles'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['owner_id'], ['learners.id'], name=op.f('fk_songs_owner_id_learners'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_songs')),
    sa.UniqueConstraint('circle_id', 'audio_hash', name=op.f('uq_songs_circle_id_audio_hash')),
    sa.UniqueConstraint('slug', name=op.f('uq_songs_slug')),
    sqlite_autoincrement=True,
    )
    with op.batch_alter_table('songs', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_songs_audio_hash'), ['audio_hash'], unique=False)
        batch_op.create_index(batch_op.f('ix_songs_circle_id'), ['circle_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_songs_owner_id'), ['owner_id'], unique=False)

    op.create_table('attempts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('song_id', sa.Integer(), nullable=False),
    sa.Column('circle_id', sa.Integer(), nullable=True),
    sa.Column('client_id', sa.String(length=64), nullable=False),
    sa.Column('first', sa.Integer(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('visibility', sa.String(length=8), nullable=False),
    sa.Column('file_key', sa.String(length=100), nullable=False),
    sa.Column('mime', sa.String(length=40), nullable=False),
    sa.Column('duration_ms', sa.Integer(), nullable=False),
    sa.Column('created_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['circle_id'], ['circles.id'], name=op.f('fk_attempts_circle_id_circles'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_attempts_learner_id_learners'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_attempts_song_id_songs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempts')),
    sa.UniqueConstraint('learner_id', 'client_id', name=op.f('uq_attempts_learner_id_client_id'))
    )
    with op.batch_alter_table('attempts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attempts_circle_id'), ['circle_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attempts_file_key'), ['file_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_attempts_song_id_circle_id_visibility'), ['song_id', 'circle_id', 'visibility'], unique=False)

    op.create_table('cards',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('song_id', sa.Integer(), nullable=True),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('lemma', sa.String(length=200), nullable=False),
    sa.Column('reading', sa.String(length=200), nullable=False),
    sa.Column('sense', sa.String(length=64), nullable=False),
    sa.Column('pos', sa.String(length=8), nullable=False),
    sa.Column('level', sa.String(length=4), nullable=False),
    sa.Column('meaning', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('line_text', sa.Text(), nullable=False),
    sa.Column('line_translation', sa.Text(), nullable=False),
    sa.Column('created_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_cards_learner_id_learners'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_cards_song_id_songs'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cards')),
    sa.UniqueConstraint('learner_id', 'language', 'lemma', 'sense', name=op.f('uq_cards_learner_id_language_lemma_sense'))
    )
    with op.batch_alter_table('cards', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cards_song_id'), ['song_id'], unique=False)

    op.create_table('challenges',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('circle_id', sa.Integer(), nullable=False),
    sa.Column('week', sa.Date(), nullable=False),
    sa.Column('song_id', sa.Integer(), nullable=False),
    sa.Column('first', sa.Integer(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.Column('tasks', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['circle_id'], ['circles.id'], name=op.f('fk_challenges_circle_id_circles'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_challenges_song_id_songs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_challenges')),
    sa.UniqueConstraint('circle_id', 'week', name=op.f('uq_challenges_circle_id_week'))
    )
    with op.batch_alter_table('challenges', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_challenges_song_id'), ['song_id'], unique=False)

    op.create_table('circle_songs',
    sa.Column('circle_id', sa.Integer(), nullable=False),
    sa.Column('song_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['circle_id'], ['circles.id'], name=op.f('fk_circle_songs_circle_id_circles'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_circle_songs_song_id_songs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('circle_id', 'song_id', name=op.f('pk_circle_songs'))
    )
    with op.batch_alter_table('circle_songs', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_circle_songs_song_id'), ['song_id'], unique=False)

    op.create_table('glosses',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('song_id', sa.Integer(), nullable=False),
    sa.Column('lemma', sa.String(length=200), nullable=False),
    sa.Column('pos', sa.String(length=8), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('meaning', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_glosses_song_id_songs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_glosses')),
    sa.UniqueConstraint('song_id', 'lemma', 'pos', 'language', name=op.f('uq_glosses_song_id_lemma_pos_language'))
    )
    with op.batch_alter_table('glosses', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_glosses_song_id'), ['song_id'], unique=False)

    op.create_table('lyrics',
    sa.Column('song_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('document', sa.JSON(), nullable=False),
    sa.Column('timing', sa.String(length=4), nullable=False),
    sa.Column('estimated', sa.Boolean(), nullable=False),
    sa.Column('source', sa.String(length=80), nullable=False),
    sa.Column('updated_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_lyrics_song_id_songs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('song_id', name=op.f('pk_lyrics'))
    )
    op.create_table('song_words',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('song_id', sa.Integer(), nullable=False),
    sa.Column('lemma', sa.String(length=200), nullable=False),
    sa.Column('pos', sa.String(length=8), nullable=False),
    sa.Column('surface', sa.String(length=200), nullable=False),
    sa.Column('reading', sa.String(length=200), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('zipf', sa.Double(), nullable=False),
    sa.Column('level', sa.String(length=4), nullable=False),
    sa.Column('score', sa.Double(), nullable=False),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_song_words_song_id_songs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_song_words')),
    sa.UniqueConstraint('song_id', 'lemma', 'pos', name=op.f('uq_song_words_song_id_lemma_pos'))
    )
    with op.batch_alter_table('song_words', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_song_words_song_id'), ['song_id'], unique=False)

    op.create_table('posts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('circle_id', sa.Integer(), nullable=False),
    sa.Column('song_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('attempt_id', sa.Integer(), nullable=True),
    sa.Column('client_id', sa.String(length=64), nullable=False),
    sa.Column('line', sa.Integer(), nullable=True),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('created_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('edited_at', canary.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('removed_at', canary.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempts.id'], name=op.f('fk_posts_attempt_id_attempts'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['author_id'], ['learners.id'], name=op.f('fk_posts_author_id_learners'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['circle_id'], ['circles.id'], name=op.f('fk_posts_circle_id_circles'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['parent_id'], ['posts.id'], name=op.f('fk_posts_parent_id_posts'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_posts_song_id_songs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_posts')),
    sa.UniqueConstraint('author_id', 'client_id', name=op.f('uq_posts_author_id_client_id'))
    )
    with op.batch_alter_table('posts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_posts_attempt_id'), ['attempt_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_posts_circle_id_song_id_id'), ['circle_id', 'song_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_posts_parent_id'), ['parent_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_posts_song_id'), ['song_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('posts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_posts_song_id'))
        batch_op.drop_index(batch_op.f('ix_posts_parent_id'))
        batch_op.drop_index(batch_op.f('ix_posts_circle_id_song_id_id'))
        batch_op.drop_index(batch_op.f('ix_posts_attempt_id'))

    op.drop_table('posts')
    with op.batch_alter_table('song_words', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_song_words_song_id'))

    op.drop_table('song_words')
    op.drop_table('lyrics')
    with op.batch_alter_table('glosses', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_glosses_song_id'))

    op.drop_table('glosses')
    with op.batch_alter_table('circle_songs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_circle_songs_song_id'))

    op.drop_table('circle_songs')
    with op.batch_alter_table('challenges', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_challenges_song_id'))

    op.drop_table('challenges')
    with op.batch_alter_table('cards', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cards_song_id'))

    op.drop_table('cards')
    with op.batch_alter_table('attempts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attempts_song_id_circle_id_visibility'))
        batch_op.drop_index(batch_op.f('ix_attempts_file_key'))
        batch_op.drop_index(batch_op.f('ix_attempts_circle_id'))

    op.drop_table('attempts')
    with op.batch_alter_table('songs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_songs_owner_id'))
        batch_op.drop_index(batch_op.f('ix_songs_circle_id'))
        batch_op.drop_index(batch_op.f('ix_songs_audio_hash'))

    op.drop_table('songs')
    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_memberships_learner_id'))

    op.drop_table('memberships')
    with op.batch_alter_table('jobs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_jobs_owner_id'))

    op.drop_table('jobs')
    op.drop_table('learners')
    op.drop_table('host_links')
    op.drop_table('circles')
