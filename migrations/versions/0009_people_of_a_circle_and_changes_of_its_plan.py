"""Members may let their circle see them; hosts can undo what they change in the plan."""

import sqlalchemy as sa
from alembic import op

import canary.db

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'plan_changes',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('circle_id', sa.Integer(), nullable=False),
        sa.Column('learner_id', sa.Integer(), nullable=False),
        sa.Column('client_id', sa.String(length=64), nullable=False),
        sa.Column('what', sa.String(length=8), nullable=False),
        sa.Column('before', sa.JSON(), nullable=False),
        sa.Column('after', sa.JSON(), nullable=False),
        sa.Column('made_at', canary.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column('undone_at', canary.db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['circle_id'], ['circles.id'], name=op.f('fk_plan_changes_circle_id_circles'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['learner_id'], ['learners.id'], name=op.f('fk_plan_changes_learner_id_learners'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_changes')),
        sa.UniqueConstraint('circle_id', 'client_id', name=op.f('uq_plan_changes_circle_id_client_id')),
    )
    with op.batch_alter_table('plan_changes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_changes_learner_id'), ['learner_id'], unique=False)
    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_seen', sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.drop_column('is_seen')
    op.drop_table('plan_changes')
