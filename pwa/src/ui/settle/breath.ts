/** Seconds of breathing in and out. A breath is not held. */
export interface Rhythm {
	readonly in: number;
	readonly out: number;
}

/** Where a breath is: `second` counts from 1 within its half. */
export interface Breath {
	readonly half: "in" | "out";
	readonly second: number;
}

/** Seconds after which it is said that one can stop here. */
export const LONG = 180;

/** The breath of a whole second since it began, from 0 on. */
export function breathAt(rhythm: Rhythm, elapsed: number): Breath {
	const into = elapsed % (rhythm.in + rhythm.out);
	return into < rhythm.in
		? { half: "in", second: into + 1 }
		: { half: "out", second: into - rhythm.in + 1 };
}

/** Milliseconds until the next whole second. */
export function untilNextSecond(elapsed: number): number {
	return 1000 - (elapsed % 1000);
}
