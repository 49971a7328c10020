// A clock that is moved by hand, also for whoever waits for an answer.

import { type Clock, handClock } from "../../pwa/test/phone.ts";

/** From then on the platform's own time-outs run on this clock too. */
export function patience(): Clock {
	const clock = handClock();
	AbortSignal.timeout = (milliseconds) => {
		const ends = new AbortController();
		clock.later(milliseconds, () => ends.abort(new DOMException("no answer", "TimeoutError")));
		return ends.signal;
	};
	return clock;
}
