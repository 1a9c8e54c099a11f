"""Keep genders of a song's nouns, and what stands beside its title."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('glosses', schema=None) as batch_op:
        batch_op.add_column(sa.Column('gender', sa.String(length=8), server_default='', nullable=False))

    with op.batch_alter_table('songs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('title_reading', sa.String(length=400), server_default='', nullable=False))
        batch_op.add_column(sa.Column('title_meanings', sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('songs', schema=None) as batch_op:
        batch_op.drop_column('title_meanings')
        batch_op.drop_column('title_reading')

    with op.batch_alter_table('glosses', schema=None) as batch_op:
        batch_op.drop_column('gender')
