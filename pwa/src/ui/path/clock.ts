// A clock that fills and can stand still. It presses nobody: when it is full, nothing ends. Times are milliseconds.

export interface Clock {
	readonly length: number;
	/** How long it had gone when it last stood still. */
	readonly gone: number;
	/** Since when it goes; undefined while it stands. */
	readonly since: number | undefined;
}

const MINUTE = 60_000;

export function startClock(minutes: number, now: number): Clock {
	return { length: minutes * MINUTE, gone: 0, since: now };
}

export function pauseClock(clock: Clock, now: number): Clock {
	return { ...clock, gone: goneOf(clock, now), since: undefined };
}

export function resumeClock(clock: Clock, now: number): Clock {
	return clock.since === undefined ? { ...clock, since: now } : clock;
}

/** How full it is, 0 to 1. A phone's clock that was put back takes nothing away. */
export function filled(clock: Clock, now: number): number {
	return Math.min(1, goneOf(clock, now) / clock.length);
}

function goneOf({ gone, since }: Clock, now: number): number {
	return since === undefined ? gone : gone + Math.max(0, now - since);
}
