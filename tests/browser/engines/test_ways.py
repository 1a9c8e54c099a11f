"""What people do most, in the engines of Chrome, Firefox and Safari: each way is written once and gone in all three."""

from pathlib import Path

from tests.browser.engines.gate import Gate
from tests.browser.engines.seat import Seat
from tests.browser.people import LIT, words_of
from tests.browser.test_loop import expected
from tests.browser.test_reviews import ALL_SENT, KEPT
from tests.sounds import cut, tag_mp3

SONG = "/songs/el-pan-de-la-abuela"
AUDIO = "document.querySelector('canary-player audio')"
SEEK = f"""(ms) => new Promise((done) => {{
    {AUDIO}.addEventListener("seeked", done, {{ once: true }});
    {AUDIO}.currentTime = ms / 1000;
}})"""
WORDS = 3
WIDTHS = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
# A line of the lyrics whose translation nothing lies over.
BESIDE = """() => [...document.querySelectorAll(".lyrics .line:not(.now)")].find((line) => {
    const { x, y, width, height } = line.querySelector(".x").getBoundingClientRect();
    return line.contains(document.elementFromPoint(x + width / 2, y + height / 2));
})?.id"""
# Before Firefox 129 and Safari 18.2, a click doesn't say what it was made with.
OLD_CLICKS = """() => addEventListener(
    "click", (event) => { Object.setPrototypeOf(event, MouseEvent.prototype); }, { capture: true },
)"""
# Safari lets an element start only in the handler of a click or a key, or if it did so before. Its engine on Linux asks
# for less, so the page is made to keep the rule.
SAFARIS_RULE = """() => {
    const [allowed, play] = [new WeakSet(), HTMLMediaElement.prototype.play];
    let pressed = false;
    const press = () => { pressed = true; setTimeout(() => { pressed = false; }); };
    for (const name of ["click", "keydown"]) addEventListener(name, press, { capture: true });
    window.refused = [];
    HTMLMediaElement.prototype.play = function () {
        if (pressed) allowed.add(this);
        if (allowed.has(this)) { window.started = this; return play.call(this); }
        window.refused.push(this.src);
        return Promise.reject(new DOMException("nobody asked for it", "NotAllowedError"));
    };
}"""


def visit(seat: Seat, song: str = SONG) -> None:
    """Open a song's page and wait until it has come to life."""
    seat.go(song)
    seat.until(f"() => document.querySelector('canary-player[data-ready]') && {AUDIO}.readyState >= 1")


def play(seat: Seat) -> None:
    condition = f"() => !{AUDIO}.paused && {AUDIO}.currentTime > 0.2 && {AUDIO}.readyState >= 3"
    seat.start(".keys [data-do=play]", condition)


def right_word(seat: Seat, words: list[tuple[int, int, int, str]], at: float) -> None:
    """Put the song in the middle of a word and wait until what's lit fits the time, both read in one frame."""
    seat.run(SEEK, at)
    for _ in range(200):  # a machine that has much to do lights it late, and it is the song's turn again
        now, line, word = seat.run(LIT)
        if word and (line, word) in expected(words, now):
            return
    raise AssertionError(f"at {now:.0f} ms, {word!r} of line {line} is lit")


def keep_words(seat: Seat, count: int) -> None:
    """Keep words of the song until the learner has so many more."""
    seat.go(f"{SONG}/words")
    kept = "() => document.querySelectorAll('.word.kept').length"
    before = seat.run(kept)
    for n in range(before + 1, before + 1 + count):
        seat.click(".word:not(.kept) button.keep")
        seat.until(f"{kept} === {n}")


def answer(seat: Seat, rating: int = 4) -> None:
    """Look at a card's back and say how well it was known."""
    seat.click("[data-part=show]")
    seat.click(f".rate-{rating}")


def record(seat: Seat) -> None:
    """Record for two seconds with the made-up microphone."""
    seat.click("canary-recorder [data-do=start]")
    seat.until("() => document.querySelector('canary-recorder [data-part=time]').textContent >= '0:02'")
    seat.click("canary-recorder [data-do=stop]")
    seat.until("() => document.querySelector('canary-recorder').dataset.state === 'taken'")


def test_sing(seat: Seat, songbook: Path) -> None:
    words = words_of(songbook / "el-pan-de-la-abuela" / "lyrics.lrc")
    long = [word for word in words if word[2] - word[1] > 300]
    visit(seat)
    play(seat)
    for _, start, end, _ in long[:: len(long) // 5][:5]:
        right_word(seat, words, (start + end) / 2 - 50)

    seat.click(".keys [data-do=play]")
    seat.until(f"() => {AUDIO}.paused && !document.querySelector('canary-player').hasAttribute('data-playing')")
    seat.click("#line-3 .go")
    seat.until(f"() => !{AUDIO}.paused && document.querySelector('canary-player').dataset.line === '3'")

    seat.click(".keys [data-do=loop]")
    seat.until("() => document.querySelectorAll('.line.looped').length === 1")
    third, fourth = (next(word[1] for word in words if word[0] == n) for n in (3, 4))
    seat.run(SEEK, fourth - 300)
    seat.until(
        f"(from, to) => {AUDIO}.currentTime > from && {AUDIO}.currentTime < to", third / 1000 - 0.3, third / 1000 + 1
    )
    seat.click(".keys [data-do=loop]")
    seat.until("() => document.querySelectorAll('.line.looped').length === 0")

    seat.press(",")
    seat.until(f"() => {AUDIO}.playbackRate === 0.9 && {AUDIO}.preservesPitch")
    _, start, end, _ = long[-1]
    right_word(seat, words, (start + end) / 2)


def test_a_words_card(seat: Seat) -> None:
    seat.sit("ana")
    visit(seat)
    seat.run(OLD_CLICKS)
    play(seat)
    seat.click("#line-2 b:nth-of-type(3)")
    seat.shown(".word-card .sung-does")
    assert seat.text(".word-card [data-part=card-word]") == seat.run(
        "() => document.querySelector('#line-2 b:nth-of-type(3)').textContent.trim().replace(/\\P{L}+$/u, '')"
    )
    seat.until(f"() => {AUDIO}.paused")
    before = seat.run(f"() => {AUDIO}.currentTime")
    line = seat.until(BESIDE)
    seat.click(f"#{line} .x")  # the first press outside only closes it
    seat.until("() => !document.querySelector('.word-card').matches(':popover-open')")
    seat.painted()
    assert seat.run(f"() => {AUDIO}.paused && {AUDIO}.currentTime") == before
    seat.click(f"#{line} .x")
    seat.until(
        f"(line) => !{AUDIO}.paused && `line-${{document.querySelector('canary-player').dataset.line}}` === line", line
    )


def test_pick_words(seat: Seat) -> None:
    seat.sit("bruno")
    seat.go(f"{SONG}/words/pick")
    seat.until("() => document.querySelector('canary-pick[data-ready]')")
    seat.run(SAFARIS_RULE)
    for _ in range(2):
        word = seat.text(".pick-word")
        seat.press("s")
        seat.until("(before) => document.querySelector('.pick-word').textContent.trim() !== before", word)
        seat.until("() => window.started && (!window.started.paused || window.started.currentTime > 0)")
        seat.run("() => { window.started = undefined; }")
    assert seat.run("() => window.refused") == []


def test_practise_to_the_end(seat: Seat) -> None:
    seat.sit("ana")
    keep_words(seat, WORDS)
    seat.go("/reviews")
    seat.until("() => document.querySelector('canary-review[data-ready]')")
    seat.run(SAFARIS_RULE)
    for left in range(WORDS, 0, -1):
        assert seat.text("[data-part=left]") == f"{left} to go"
        seat.click("[data-part=show]")
        seat.until("() => window.started?.src.startsWith('blob:') && !window.started.paused")
        seat.click(".rate-4")
        seat.run("() => { window.started = undefined; }")
    assert seat.run("() => window.refused") == []
    seat.shown("[data-part=end]")
    assert seat.text("[data-part=left]") == "All done"
    seat.until(ALL_SENT)


def test_practise_without_a_network(seat: Seat, gate: Gate) -> None:
    seat.sit("bruno")
    keep_words(seat, WORDS)
    seat.go("/reviews")
    seat.until(KEPT)
    gate.shut()
    try:
        answer(seat)
        seat.until("() => document.querySelector('[data-part=state]').textContent.includes('1 answer is saved')")
        word = seat.text("[data-part=lemma]")
        seat.go("/reviews")
        seat.until("() => document.querySelector('canary-review[data-ready]')")
        assert (seat.text("[data-part=lemma]"), seat.text("[data-part=left]")) == (word, "2 to go")
        answer(seat)
        seat.until("() => document.querySelector('[data-part=state]').textContent.includes('2 answers are saved')")
    finally:
        gate.open()
    seat.run("() => dispatchEvent(new Event('online'))")  # the gate is no part of the device, which would say so
    seat.until(ALL_SENT)
    seat.go("/reviews")
    seat.until("() => document.querySelector('canary-review[data-ready]')")
    assert seat.text("[data-part=left]") == "1 to go"


def test_fill_the_gaps(seat: Seat) -> None:
    seat.go("/songs/short/play?game=gaps&level=1&seed=5")
    seat.until("() => document.querySelector('canary-game[data-ready]')")
    answers = seat.run(
        """() => JSON.parse(document.querySelector("canary-game script").textContent).items
            .flatMap((item) => item.parts.filter((part) => part.answer).map((part) => part.answer))"""
    )
    assert answers
    seat.button("Start")
    for word in answers:
        seat.until("() => document.querySelector('[data-part=said]').textContent.includes('waiting for your answer')")
        seat.click(f"//*[@data-part='stage']//button[normalize-space()='{word}']")
        seat.until("() => document.querySelector('[data-part=said]').textContent.includes('Right.')")
    seat.shown("[data-part=results]")
    assert f"You got {len(answers)} right on the first try." in seat.text("[data-part=did]")


# A line's turn may be over before somebody looks.
NOTE_TURNS = """() => {
    const [take, song] = ["#take-audio", "#song-audio"].map((place) => document.querySelector(place));
    for (const name of ["playing", "timeupdate"])
        take.addEventListener(name, () => { window.turned ||= !take.paused && song.paused; });
}"""


def test_a_take(seat: Seat) -> None:
    seat.sit("ana")
    seat.go("/songs/short/record?first=1&last=1")
    record(seat)
    heard = """(place) => { const audio = document.querySelector(place); audio.muted = true;
        return audio.play().then(() => audio.currentTime > 0.3); }"""
    seat.until(heard, "[data-part=take]")
    seat.button("Save this take")
    seat.click(".takes .take a[href*='/takes/']")
    seat.until("() => customElements.get('canary-take') && document.querySelector('.wave > div') !== null")
    kind = "() => fetch(document.querySelector('#take-audio').src).then((answer) => answer.headers.get('Content-Type'))"
    seat.until(
        f"() => ({kind})().then((found) => found === 'audio/mp4')"
    )  # a copy for all engines, made in the background
    seat.run(SAFARIS_RULE)
    seat.run(NOTE_TURNS)
    seat.start("canary-take [data-do=turns]", "() => window.turned === true")  # after the song's line
    seat.start("canary-take [data-do=take]", "() => document.querySelector('#take-audio').currentTime > 0.5")
    seat.click("canary-take [data-do=both]")
    seat.until("() => [...document.querySelectorAll('#take-audio, #song-audio')].every((one) => !one.paused)")
    assert seat.run("() => window.refused") == []


def test_import_a_song(seat: Seat, tmp_path: Path) -> None:
    sound = tag_mp3(cut(tmp_path / "a.mp3", skip=len(seat.engine)), f"Luna in {seat.engine}", "Ana Ruiz")
    lyrics = tmp_path / "a.lrc"
    lyrics.write_text("[00:01.00]La luna sube despacio\n[00:03.00]y la ciudad se duerme\n")
    seat.sit("ana")
    seat.go("/songs/import")
    seat.until("() => customElements.get('canary-upload') !== undefined")
    seat.type("input[type=file]", f"{sound}\n{lyrics}")
    seat.select("licence", "private")
    seat.button("Add these songs")
    seat.shown(".upload.done")
    visit(seat, f"/songs/luna-in-{seat.engine}")
    assert seat.run("() => document.querySelectorAll('.lyrics li').length") == 2
    play(seat)


def test_a_question_and_its_answer(seat: Seat) -> None:
    seat.sit("bruno")
    seat.go(f"{SONG}/thread?ask=1&line=3&word=2")
    seat.type("textarea[name=body]", "What does this mean?")
    seat.button("Post")
    seat.until("() => document.querySelector('.post')?.textContent.includes('What does this mean?')")

    seat.sit("ana")
    seat.go(f"{SONG}/thread")
    seat.click("//a[contains(., 'Answer')]")
    seat.button("Record it instead")
    seat.until("() => document.querySelector('canary-voice [data-part=label]').textContent.includes('58')")
    seat.click("canary-voice [data-do=record]")
    seat.shown("canary-voice [data-do=drop]")
    seat.type("textarea[name=body]", "It means bread.")
    seat.button("Post")
    seat.until("() => document.querySelector('.replies')?.textContent.includes('It means bread.')")
    heard = """() => { const audio = document.querySelector(".replies audio"); audio.muted = true;
        return audio.play().then(() => audio.currentTime > 0.1 && Number.isFinite(audio.duration)); }"""
    seat.until(heard)


def test_nothing_sticks_out_of_narrow_windows(seat: Seat) -> None:
    """As narrow as the engine's window can be (Chromium's is a phone's), and between a phone and a desk."""
    seat.sit("ana")
    try:
        for path in ("/", SONG, f"{SONG}/record"):
            seat.go(path)
            for width in (360, 560):
                seat.driver.size(width, 960)
                seat.painted(2)
                whole, shown = seat.run(WIDTHS)
                assert whole == shown, (path, width)
    finally:
        seat.driver.size(1280, 960)
