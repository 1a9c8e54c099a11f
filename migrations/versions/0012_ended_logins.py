"""A log-in that was ended stays ended, even for copies of its cookies."""

import sqlalchemy as sa
from alembic import op

import canary.db

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('ended_logins',
    sa.Column('login_hash', sa.String(length=64), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('ended_at', canary.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_ended_logins_learner_id_learners'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('login_hash', name=op.f('pk_ended_logins'))
    )
    with op.batch_alter_table('ended_logins', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ended_logins_ended_at'), ['ended_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_ended_logins_learner_id'), ['learner_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('ended_logins', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ended_logins_learner_id'))
        batch_op.drop_index(batch_op.f('ix_ended_logins_ended_at'))

    op.drop_table('ended_logins')
