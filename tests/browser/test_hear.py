"""A word's line is heard on the Words page, by whoever may see the song."""

from playwright.sync_api import BrowserContext, expect

from tests.live import Server


def test_the_line_sounds(live: Server, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{live.url}/songs/ich-versteh-nur-bahnhof/words")
    with page.expect_response(lambda answer: answer.url.endswith("/sound")) as heard:
        page.get_by_role("button", name="Play the line with Bahnhof", exact=True).click()
    assert heard.value.status in {200, 206}
    assert heard.value.headers["content-type"] == "audio/mpeg"
    wrong = page.locator("canary-hear [data-part=wrong]").first
    expect(wrong).to_have_text("")
    page.route("**/sound", lambda route: route.abort())
    page.get_by_role("button", name="Play the line with Bahnhof", exact=True).click()
    expect(wrong).to_contain_text("couldn’t be played")
