// Shift pressed three times: alone, one press after the other. A capital letter is no such press, nor is a key that is held.

/** From the first press to the third, in milliseconds. */
const WITHIN = 1_500;

export interface Presses {
	/** When each bare press ended, milliseconds on any clock. */
	readonly at: readonly number[];
	/** Shift is down, and nothing else was touched since. */
	readonly down: boolean;
}

export type Touch =
	| { readonly name: "down" | "up"; readonly at: number }
	/** Another key, a key held, a pointer: what came before counts no more. */
	| { readonly name: "other" };

export const none: Presses = { at: [], down: false };

export function step(before: Presses, touch: Touch): Presses {
	if (touch.name === "other") return none;
	if (touch.name === "down") return { ...before, down: true };
	if (!before.down) return none;
	const recent = before.at.filter((at) => touch.at - at <= WITHIN);
	return { at: [...recent, touch.at], down: false };
}

export function isThrice({ at }: Presses): boolean {
	return at.length >= 3;
}

/** What a key says of Shift; undefined where it says nothing, as another key that is let go. */
export function touchOf(event: KeyboardEvent): Touch | undefined {
	const { type, key, repeat, ctrlKey, altKey, metaKey, isComposing, timeStamp } = event;
	const bare = key === "Shift" && !(repeat || ctrlKey || altKey || metaKey || isComposing);
	if (type === "keydown") return bare ? { name: "down", at: timeStamp } : { name: "other" };
	return key === "Shift" ? { name: "up", at: timeStamp } : undefined;
}
