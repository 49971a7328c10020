// How long to leave a server in peace. Never a lock-out: a person's own act tries at once.

const first = 2_000;
const longest = 5 * 60_000;

/** Milliseconds after so many failures in a row; `chance` in [0, 1) spreads the devices of one practice. */
export function backoff(failures: number, chance: number, asked = 0): number {
	const step = Math.min(longest, first * 2 ** Math.min(failures - 1, 20));
	return Math.max(asked, Math.round(step * (0.5 + chance / 2)));
}
