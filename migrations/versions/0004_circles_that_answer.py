"""circles answer"""

import sqlalchemy as sa
from alembic import op

import canary.db

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('blocks',
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('blocked_id', sa.Integer(), nullable=False),
    sa.Column('created_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['blocked_id'], ['learners.id'], name=op.f('fk_blocks_blocked_id_learners'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_blocks_learner_id_learners'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('learner_id', 'blocked_id', name=op.f('pk_blocks'))
    )
    with op.batch_alter_table('blocks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_blocks_blocked_id'), ['blocked_id'], unique=False)

    op.create_table('bans',
    sa.Column('circle_id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('until', canary.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['circle_id'], ['circles.id'], name=op.f('fk_bans_circle_id_circles'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_bans_learner_id_learners'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('circle_id', 'learner_id', name=op.f('pk_bans'))
    )
    with op.batch_alter_table('bans', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bans_learner_id'), ['learner_id'], unique=False)

    op.create_table('notices',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('sentence', sa.Text(), nullable=False),
    sa.Column('url', sa.Text(), nullable=False),
    sa.Column('created_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('read_at', canary.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('mailed_at', canary.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['actor_id'], ['learners.id'], name=op.f('fk_notices_actor_id_learners'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_notices_learner_id_learners'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notices')),
    sa.UniqueConstraint('learner_id', 'name', name=op.f('uq_notices_learner_id_name'))
    )
    with op.batch_alter_table('notices', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notices_actor_id'), ['actor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_notices_learner_id_read_at'), ['learner_id', 'read_at'], unique=False)

    op.create_table('reports',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reporter_id', sa.Integer(), nullable=True),
    sa.Column('circle_id', sa.Integer(), nullable=True),
    sa.Column('subject', sa.String(length=12), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=16), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('excerpt', sa.Text(), nullable=False),
    sa.Column('created_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('closed_at', canary.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['circle_id'], ['circles.id'], name=op.f('fk_reports_circle_id_circles'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['learners.id'], name=op.f('fk_reports_person_id_learners'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['reporter_id'], ['learners.id'], name=op.f('fk_reports_reporter_id_learners'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reports')),
    sa.UniqueConstraint('reporter_id', 'subject', 'subject_id', name=op.f('uq_reports_reporter_id_subject_subject_id'))
    )
    with op.batch_alter_table('reports', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reports_circle_id_closed_at'), ['circle_id', 'closed_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_reports_person_id'), ['person_id'], unique=False)

    op.create_table('measures',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('circle_id', sa.Integer(), nullable=True),
    sa.Column('host_id', sa.Integer(), nullable=True),
    sa.Column('report_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('what', sa.String(length=8), nullable=False),
    sa.Column('subject', sa.String(length=12), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=True),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('created_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['circle_id'], ['circles.id'], name=op.f('fk_measures_circle_id_circles'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['host_id'], ['learners.id'], name=op.f('fk_measures_host_id_learners'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['person_id'], ['learners.id'], name=op.f('fk_measures_person_id_learners'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['report_id'], ['reports.id'], name=op.f('fk_measures_report_id_reports'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measures'))
    )
    with op.batch_alter_table('measures', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_measures_circle_id'), ['circle_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_measures_host_id'), ['host_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_measures_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_measures_report_id'), ['report_id'], unique=False)

    op.create_table('proposals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('circle_id', sa.Integer(), nullable=False),
    sa.Column('song_id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=True),
    sa.Column('why', sa.String(length=300), nullable=False),
    sa.Column('created_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['circle_id'], ['circles.id'], name=op.f('fk_proposals_circle_id_circles'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_proposals_learner_id_learners'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_proposals_song_id_songs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposals')),
    sa.UniqueConstraint('circle_id', 'song_id', name=op.f('uq_proposals_circle_id_song_id'))
    )
    with op.batch_alter_table('proposals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposals_learner_id'), ['learner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proposals_song_id'), ['song_id'], unique=False)

    op.create_table('challenge_done',
    sa.Column('challenge_id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('step', sa.String(length=12), nullable=False),
    sa.Column('how', sa.String(length=8), nullable=False),
    sa.Column('done_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['challenge_id'], ['challenges.id'], name=op.f('fk_challenge_done_challenge_id_challenges'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_challenge_done_learner_id_learners'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('challenge_id', 'learner_id', 'step', name=op.f('pk_challenge_done'))
    )
    with op.batch_alter_table('challenge_done', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_challenge_done_learner_id'), ['learner_id'], unique=False)

    op.create_table('entries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('client_id', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('song_id', sa.Integer(), nullable=True),
    sa.Column('challenge_id', sa.Integer(), nullable=True),
    sa.Column('circle_id', sa.Integer(), nullable=True),
    sa.Column('visibility', sa.String(length=8), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('created_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('shared_at', canary.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('edited_at', canary.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('hidden_at', canary.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['learners.id'], name=op.f('fk_entries_author_id_learners'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['challenge_id'], ['challenges.id'], name=op.f('fk_entries_challenge_id_challenges'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['circle_id'], ['circles.id'], name=op.f('fk_entries_circle_id_circles'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_entries_song_id_songs'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_entries')),
    sa.UniqueConstraint('author_id', 'challenge_id', name=op.f('uq_entries_author_id_challenge_id')),
    sa.UniqueConstraint('author_id', 'client_id', name=op.f('uq_entries_author_id_client_id'))
    )
    with op.batch_alter_table('entries', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_entries_challenge_id'), ['challenge_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_entries_circle_id_visibility_id'), ['circle_id', 'visibility', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_entries_song_id'), ['song_id'], unique=False)

    op.create_table('feedback',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('client_id', sa.String(length=64), nullable=False),
    sa.Column('praise', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('created_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('hidden_at', canary.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempts.id'], name=op.f('fk_feedback_attempt_id_attempts'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['author_id'], ['learners.id'], name=op.f('fk_feedback_author_id_learners'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback')),
    sa.UniqueConstraint('author_id', 'client_id', name=op.f('uq_feedback_author_id_client_id'))
    )
    with op.batch_alter_table('feedback', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_feedback_attempt_id'), ['attempt_id'], unique=False)

    op.create_table('votes',
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('created_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_votes_learner_id_learners'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_votes_proposal_id_proposals'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('proposal_id', 'learner_id', name=op.f('pk_votes'))
    )
    with op.batch_alter_table('votes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_votes_learner_id'), ['learner_id'], unique=False)

    op.create_table('corrections',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('post_id', sa.Integer(), nullable=True),
    sa.Column('entry_id', sa.Integer(), nullable=True),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('client_id', sa.String(length=64), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('sentence', sa.Text(), nullable=False),
    sa.Column('wording', sa.Text(), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('created_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('accepted_at', canary.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('hidden_at', canary.db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(post_id IS NULL) <> (entry_id IS NULL)', name=op.f('ck_corrections_one_text')),
    sa.ForeignKeyConstraint(['author_id'], ['learners.id'], name=op.f('fk_corrections_author_id_learners'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['entry_id'], ['entries.id'], name=op.f('fk_corrections_entry_id_entries'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_corrections_post_id_posts'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_corrections')),
    sa.UniqueConstraint('author_id', 'client_id', name=op.f('uq_corrections_author_id_client_id'))
    )
    with op.batch_alter_table('corrections', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_corrections_entry_id'), ['entry_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_corrections_post_id'), ['post_id'], unique=False)

    op.create_table('marks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('feedback_id', sa.Integer(), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('word', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('model_key', sa.String(length=100), nullable=True),
    sa.Column('model_mime', sa.String(length=40), nullable=False),
    sa.Column('model_ms', sa.Integer(), nullable=False),
    sa.Column('reply', sa.String(length=8), nullable=False),
    sa.Column('replied_at', canary.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('retake_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['feedback_id'], ['feedback.id'], name=op.f('fk_marks_feedback_id_feedback'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['retake_id'], ['attempts.id'], name=op.f('fk_marks_retake_id_attempts'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_marks'))
    )
    with op.batch_alter_table('marks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_marks_feedback_id'), ['feedback_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_marks_model_key'), ['model_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_marks_retake_id'), ['retake_id'], unique=False)

    op.create_table('post_edits',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('post_id', sa.Integer(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('until', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_post_edits_post_id_posts'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post_edits'))
    )
    with op.batch_alter_table('post_edits', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_post_edits_post_id'), ['post_id'], unique=False)

    op.create_table('reactions',
    sa.Column('post_id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('sign', sa.String(length=8), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_reactions_learner_id_learners'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_reactions_post_id_posts'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('post_id', 'learner_id', 'sign', name=op.f('pk_reactions'))
    )
    with op.batch_alter_table('reactions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reactions_learner_id'), ['learner_id'], unique=False)

    op.create_table('correction_replies',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('correction_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('client_id', sa.String(length=64), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('created_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('hidden_at', canary.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['learners.id'], name=op.f('fk_correction_replies_author_id_learners'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['correction_id'], ['corrections.id'], name=op.f('fk_correction_replies_correction_id_corrections'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_correction_replies')),
    sa.UniqueConstraint('author_id', 'client_id', name=op.f('uq_correction_replies_author_id_client_id'))
    )
    with op.batch_alter_table('correction_replies', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_correction_replies_correction_id'), ['correction_id'], unique=False)

    op.create_table('form_statuses',
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('lemma', sa.String(length=200), nullable=False),
    sa.Column('form', sa.String(length=200), nullable=False),
    sa.Column('status', sa.String(length=8), nullable=False),
    sa.Column('changed_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_form_statuses_learner_id_learners'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('learner_id', 'language', 'lemma', 'form', name=op.f('pk_form_statuses'))
    )
    with op.batch_alter_table('attempts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('partner_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('asks', sa.JSON(), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('sound', sa.String(length=40), server_default='', nullable=False))
        batch_op.add_column(sa.Column('retake_of_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('playable_key', sa.String(length=100), nullable=True))
        batch_op.add_column(sa.Column('playable_mime', sa.String(length=40), server_default='', nullable=False))
        batch_op.add_column(sa.Column('shared_at', canary.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('hidden_at', canary.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_attempts_partner_id'), ['partner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attempts_playable_key'), ['playable_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_attempts_retake_of_id'), ['retake_of_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_attempts_retake_of_id_attempts'), 'attempts', ['retake_of_id'], ['id'], ondelete='SET NULL')
        batch_op.create_foreign_key(batch_op.f('fk_attempts_partner_id_learners'), 'learners', ['partner_id'], ['id'], ondelete='SET NULL')

    with op.batch_alter_table('circles', schema=None) as batch_op:
        batch_op.add_column(sa.Column('link_works', sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column('is_open', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('languages', sa.JSON(), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('theme', sa.String(length=200), server_default='', nullable=False))
        batch_op.add_column(sa.Column('terms', sa.Text(), server_default='', nullable=False))

    with op.batch_alter_table('learners', schema=None) as batch_op:
        batch_op.add_column(sa.Column('levels', sa.JSON(), server_default='{}', nullable=False))
        batch_op.add_column(sa.Column('mails', sa.JSON(), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('mail_key', sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column('email_wanted_at', canary.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('email_asked_at', canary.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('email_confirmed_at', canary.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(batch_op.f('uq_learners_email'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_learners_mail_key'), ['mail_key'])

    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.add_column(sa.Column('used_at', canary.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('shows_name', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('feed_key', sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column('suspended_until', canary.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_memberships_feed_key'), ['feed_key'])

    with op.batch_alter_table('posts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('word', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('at_ms', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('kind', sa.String(length=8), server_default='post', nullable=False))
        batch_op.add_column(sa.Column('settled_at', canary.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('answer_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('voice_key', sa.String(length=100), nullable=True))
        batch_op.add_column(sa.Column('voice_mime', sa.String(length=40), server_default='', nullable=False))
        batch_op.add_column(sa.Column('voice_ms', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('hidden_at', canary.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.drop_index(batch_op.f('ix_posts_circle_id_song_id_id'))
        batch_op.create_index(batch_op.f('ix_posts_circle_id_song_id_parent_id_id'), ['circle_id', 'song_id', 'parent_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_posts_circle_id_song_id_line'), ['circle_id', 'song_id', 'line'], unique=False)
        batch_op.create_index(batch_op.f('ix_posts_circle_id_song_id_kind'), ['circle_id', 'song_id', 'kind'], unique=False)
        batch_op.create_index(batch_op.f('ix_posts_answer_id'), ['answer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_posts_voice_key'), ['voice_key'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_posts_answer_id_posts'), 'posts', ['answer_id'], ['id'], ondelete='SET NULL')

    # The defaults above were for the rows that are there; the models bring their own.
    with op.batch_alter_table('attempts', schema=None) as batch_op:
        batch_op.alter_column('asks', server_default=None)
        batch_op.alter_column('sound', server_default=None)
        batch_op.alter_column('playable_mime', server_default=None)

    with op.batch_alter_table('circles', schema=None) as batch_op:
        batch_op.alter_column('link_works', server_default=None)
        batch_op.alter_column('is_open', server_default=None)
        batch_op.alter_column('languages', server_default=None)
        batch_op.alter_column('theme', server_default=None)
        batch_op.alter_column('terms', server_default=None)

    with op.batch_alter_table('learners', schema=None) as batch_op:
        batch_op.alter_column('levels', server_default=None)
        batch_op.alter_column('mails', server_default=None)

    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.alter_column('shows_name', server_default=None)

    with op.batch_alter_table('posts', schema=None) as batch_op:
        batch_op.alter_column('kind', server_default=None)
        batch_op.alter_column('voice_mime', server_default=None)
        batch_op.alter_column('voice_ms', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('posts', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_posts_answer_id_posts'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_posts_voice_key'))
        batch_op.drop_index(batch_op.f('ix_posts_answer_id'))
        batch_op.drop_index(batch_op.f('ix_posts_circle_id_song_id_kind'))
        batch_op.drop_index(batch_op.f('ix_posts_circle_id_song_id_line'))
        batch_op.drop_index(batch_op.f('ix_posts_circle_id_song_id_parent_id_id'))
        batch_op.create_index(batch_op.f('ix_posts_circle_id_song_id_id'), ['circle_id', 'song_id', 'id'], unique=False)
        batch_op.drop_column('hidden_at')
        batch_op.drop_column('voice_ms')
        batch_op.drop_column('voice_mime')
        batch_op.drop_column('voice_key')
        batch_op.drop_column('answer_id')
        batch_op.drop_column('settled_at')
        batch_op.drop_column('kind')
        batch_op.drop_column('at_ms')
        batch_op.drop_column('word')

    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_memberships_feed_key'), type_='unique')
        batch_op.drop_column('suspended_until')
        batch_op.drop_column('feed_key')
        batch_op.drop_column('shows_name')
        batch_op.drop_column('used_at')

    # An address is one account's again: the oldest keeps it.
    op.execute('UPDATE learners SET email = NULL WHERE id NOT IN (SELECT MIN(id) FROM learners GROUP BY email)')
    with op.batch_alter_table('learners', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_learners_mail_key'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_learners_email'), ['email'])
        batch_op.drop_column('email_confirmed_at')
        batch_op.drop_column('email_asked_at')
        batch_op.drop_column('email_wanted_at')
        batch_op.drop_column('mail_key')
        batch_op.drop_column('mails')
        batch_op.drop_column('levels')

    with op.batch_alter_table('circles', schema=None) as batch_op:
        batch_op.drop_column('terms')
        batch_op.drop_column('theme')
        batch_op.drop_column('languages')
        batch_op.drop_column('is_open')
        batch_op.drop_column('link_works')

    with op.batch_alter_table('attempts', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_attempts_partner_id_learners'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_attempts_retake_of_id_attempts'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_attempts_retake_of_id'))
        batch_op.drop_index(batch_op.f('ix_attempts_playable_key'))
        batch_op.drop_index(batch_op.f('ix_attempts_partner_id'))
        batch_op.drop_column('hidden_at')
        batch_op.drop_column('shared_at')
        batch_op.drop_column('playable_mime')
        batch_op.drop_column('playable_key')
        batch_op.drop_column('retake_of_id')
        batch_op.drop_column('sound')
        batch_op.drop_column('asks')
        batch_op.drop_column('partner_id')

    op.drop_table('form_statuses')
    with op.batch_alter_table('correction_replies', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_correction_replies_correction_id'))

    op.drop_table('correction_replies')
    with op.batch_alter_table('reactions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reactions_learner_id'))

    op.drop_table('reactions')
    with op.batch_alter_table('post_edits', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_post_edits_post_id'))

    op.drop_table('post_edits')
    with op.batch_alter_table('marks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_marks_retake_id'))
        batch_op.drop_index(batch_op.f('ix_marks_model_key'))
        batch_op.drop_index(batch_op.f('ix_marks_feedback_id'))

    op.drop_table('marks')
    with op.batch_alter_table('corrections', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_corrections_post_id'))
        batch_op.drop_index(batch_op.f('ix_corrections_entry_id'))

    op.drop_table('corrections')
    with op.batch_alter_table('votes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_votes_learner_id'))

    op.drop_table('votes')
    with op.batch_alter_table('feedback', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_feedback_attempt_id'))

    op.drop_table('feedback')
    with op.batch_alter_table('entries', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_entries_song_id'))
        batch_op.drop_index(batch_op.f('ix_entries_circle_id_visibility_id'))
        batch_op.drop_index(batch_op.f('ix_entries_challenge_id'))

    op.drop_table('entries')
    with op.batch_alter_table('challenge_done', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_challenge_done_learner_id'))

    op.drop_table('challenge_done')
    with op.batch_alter_table('proposals', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposals_song_id'))
        batch_op.drop_index(batch_op.f('ix_proposals_learner_id'))

    op.drop_table('proposals')
    with op.batch_alter_table('measures', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_measures_report_id'))
        batch_op.drop_index(batch_op.f('ix_measures_person_id'))
        batch_op.drop_index(batch_op.f('ix_measures_host_id'))
        batch_op.drop_index(batch_op.f('ix_measures_circle_id'))

    op.drop_table('measures')
    with op.batch_alter_table('reports', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reports_person_id'))
        batch_op.drop_index(batch_op.f('ix_reports_circle_id_closed_at'))

    op.drop_table('reports')
    with op.batch_alter_table('notices', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_notices_learner_id_read_at'))
        batch_op.drop_index(batch_op.f('ix_notices_actor_id'))

    op.drop_table('notices')
    with op.batch_alter_table('bans', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bans_learner_id'))

    op.drop_table('bans')
    with op.batch_alter_table('blocks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_blocks_blocked_id'))

    op.drop_table('blocks')
