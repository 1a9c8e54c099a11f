"""The steps of a week, in order: six that are always the same, then the host's tasks."""

from collections.abc import Sequence

from canary.sentences import N_

# The tasks that every week was given before STEPS existed. A week with exactly these has no tasks from its host.
OLD_TASKS = (
    "Listen once without reading, then once with the translation.",  # untranslated: only compared with rows
    "Sing the passage until it feels easy, slower if you like.",  # untranslated: only compared with rows
    "Keep three to five words.",  # untranslated: only compared with rows
    "Record the passage and share it when you are ready.",  # untranslated: only compared with rows
    "Tell the circle one thing that you noticed.",  # untranslated: only compared with rows
)
# The title and explanation of each step, by its name.
STEPS = {
    "listen": (N_("Listen"), N_("Listen once without reading, then once with the translation.")),
    "understand": (N_("Understand"), N_("Tap what you don’t know, and keep three to five words.")),
    "sing": (N_("Sing"), N_("Sing the passage until it feels easy, slower if you like.")),
    "record": (N_("Record"), N_("Nobody else hears it until you share it.")),
    "answer": (
        N_("Help others three times"),
        N_("Help with a take, a question or a text. You know more than you think."),
    ),
    "reflect": (N_("Look back"), N_("What was new? What was confusing? What would you say differently?")),
}

# The steps that are ticked automatically, with what the learner did.
AUTOMATIC = {
    "understand": N_("You kept three words."),
    "record": N_("Your circle can hear your take."),
    "answer": N_("You helped others three times."),
    "reflect": N_("You wrote your reflection."),
}


def tasks_of_host(tasks: Sequence[str]) -> list[str]:
    """Return the tasks that the host added."""
    return [] if tuple(tasks) == OLD_TASKS else list(tasks)


def names(tasks: Sequence[str]) -> list[str]:
    """Return the names of a week's steps: "listen" to "reflect", then "task-1" and so on for its tasks."""
    return [*STEPS, *(f"task-{n}" for n in range(1, len(tasks_of_host(tasks)) + 1))]
