"""What to do in a week, in order: six steps that are always the same, then the tasks of the host. Plain."""

from collections.abc import Sequence

# What weeks were planned with before the steps were their own; where it still stands the host added nothing.
TASKS = (
    "Listen once without reading, then once with the translation.",
    "Sing the passage until it feels easy, slower if you like.",
    "Keep three to five words.",
    "Record the passage and share it when you are ready.",
    "Tell the circle one thing that you noticed.",
)
STEPS = {
    "listen": ("Listen", TASKS[0]),
    "understand": ("Understand", "Tap what you do not know, and keep three to five words."),
    "sing": ("Sing", TASKS[1]),
    "record": ("Record", "Only you hear it until you share it."),
    "answer": ("Answer three others", "A word on a recording, a question, a text: you know more than you think."),
    "reflect": ("Look back", "What was new? What was confusing? What would you say differently?"),
}

# Steps that tick themselves, with what was seen.
SEEN = {
    "understand": "You kept three words of it.",
    "record": "The circle can hear your take.",
    "answer": "You answered three others.",
    "reflect": "You have looked back.",
}


def own(tasks: Sequence[str]) -> list[str]:
    """The tasks that the host added."""
    return [] if tuple(tasks) == TASKS else list(tasks)


def names(tasks: Sequence[str]) -> list[str]:
    """The names of all steps of a week with these tasks: "listen" to "reflect", then "task-1" and so on."""
    return [*STEPS, *(f"task-{n}" for n in range(1, len(own(tasks)) + 1))]
