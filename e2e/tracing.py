"""What a page's main thread had to do, by Chromium's own record."""

import json
from collections.abc import Callable
from typing import Any

from e2e.journeys import Device

MAIN_THREAD, TASK = "CrRendererMain", "ThreadControllerImpl::RunTask"


def task_times(device: Device, work: Callable[[], None]) -> list[float]:
    """Milliseconds of each task while `work` went on, longest first.

    The time that the thread itself took: a machine that is busy with others makes no task longer.
    """
    browser = device.context.browser
    assert browser is not None
    browser.start_tracing(page=device.page, categories=["toplevel"])
    work()
    events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
    main = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == MAIN_THREAD
    }
    times = [
        event["tdur"] / 1000
        for event in events
        if event["name"] == TASK and "tdur" in event and (event["pid"], event["tid"]) in main
    ]
    return sorted(times, reverse=True)
