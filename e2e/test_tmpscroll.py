from e2e.test_finding import account, full_phone, NEXT_FRAME, ENTRIES
from e2e.journeys import Device
from e2e.tracing import task_times
from e2e import cdp
import pytest

def test_scroll(full_phone: Device) -> None:
    page = full_phone.page
    session = full_phone.context.new_cdp_session(page)
    for rate in (1, 4):
        session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
        for step in (300, 600, 1500):
            page.evaluate("scrollTo(0,0)")
            for _ in range(5): page.evaluate(NEXT_FRAME)
            def scroll() -> None:
                page.mouse.move(200, 400)
                for _ in range(60000 // step if step > 300 else 100):
                    page.mouse.wheel(0, step)
                    page.evaluate(NEXT_FRAME)
            times = task_times(full_phone, scroll)
            print(f"rate {rate} step {step}: {[round(t,1) for t in times[:6]]} of {len(times)}; scrolled {page.evaluate('scrollY')}")
