"""The part of the tour that goes along the path."""

from collections.abc import Iterator

from e2e import path
from e2e.journeys import Device


def views(one: Device, answer: str) -> Iterator[str]:
    """The path, a step, a page from before it begins to its end, and deciding otherwise.

    `answer` is what is written on the page.
    """
    content = one.words.content
    step = content["steps"][0]
    first, timed = step["pieces"][0], next(piece for piece in step["pieces"] if piece["timed"])
    path.open_path(one)
    yield "path"
    path.open_step(one, step["title"])
    yield "step"
    one.page.get_by_text(one.words["path.find"], exact=True).click()
    one.page.get_by_label(one.words["path.direction.self"], exact=True).check()
    yield "step-find"
    one.press("path.find.all")
    path.open_piece(one, step["title"], first["title"])
    yield "piece-before"
    one.press("path.before.begin")
    path.answer(one, first["prompts"][0]["ask"], answer)
    yield "piece"
    one.press("path.stop")
    path.heading(one, one.words["path.end.title"])
    yield "piece-end"
    path.open_path(one)
    yield "path-open"
    path.open_piece(one, step["title"], timed["title"])
    one.press("path.before.begin")
    one.press("weigh.leave")
    path.heading(one, timed["prompts"][0]["ask"])
    yield "piece-clock"
    for _ in timed["prompts"][1:]:
        one.press("path.next")
    one.press("path.last")
    one.press("weigh.leave")
    path.heading(one, one.words["path.landing.title"])
    yield "landing"
    path.open_path(one)
    title = content["closing"]["title"]
    one.page.get_by_role("button", name=title).click()
    path.heading(one, title)
    yield "closing"
    one.go_home()
    one.scrolled_to(one.page.locator("[data-entry]", has_text=answer)).click()
    one.page.get_by_text(first["prompts"][0]["ask"]).wait_for()
    yield "piece-read"
