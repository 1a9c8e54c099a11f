"""Which rows are whose: every column that names a learner, once; a test walks all tables for a missing one. Plain."""

# What a learner takes home, and what goes when they go.
MINE = (
    "reviews.learner_id",
    "takes.learner_id",
    "bans.learner_id",
    "blocks.learner_id",
    "cards.learner_id",
    "week_steps.learner_id",
    "correction_replies.author_id",
    "corrections.author_id",
    "entries.author_id",
    "feedback.author_id",
    "form_statuses.learner_id",
    "jobs.owner_id",
    "lyrics_revisions.author_id",
    "host_actions.host_id",
    "memberships.learner_id",
    "notices.learner_id",
    "own_meanings.learner_id",
    "posts.author_id",
    "proposals.learner_id",
    "reactions.learner_id",
    "reports.reporter_id",
    "review_settings.learner_id",
    "rounds.learner_id",
    "schedules.learner_id",
    "songs.owner_id",
    "exported_notes.learner_id",
    "votes.learner_id",
    "word_statuses.learner_id",
)
# Columns in rows that are somebody else's, with the reason why they are not handed out.
OTHERS = {
    "takes.partner_id": "a take that its singer shared with me",
    "blocks.blocked_id": "who blocks me is theirs to know",
    "host_actions.person_id": "what hosts wrote down for each other; what they said to me is among my news",
    "notices.actor_id": "somebody else's news",
    "reports.person_id": "who reported me is between them and the hosts",
}
# Rows that belong to a row of mine: column -> the table that it leads to.
PARTS = {"lyrics.song_id": "songs", "marks.feedback_id": "feedback", "post_edits.post_id": "posts"}
# Secrets that open an account or an address.
SECRET = ("learners.password", "learners.fs_uniquifier", "learners.mail_key", "memberships.feed_key")
# Sound and covers of songs are the circle's; what I recorded comes along.
WITHOUT_FILES = ("songs",)
