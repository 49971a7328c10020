/** A part of a text around what was found in it. */
export interface Match {
	readonly before: string;
	readonly match: string;
	readonly after: string;
}

const SHOWN_BEFORE = 70;
const SHOWN_AFTER = 240;

/** Cuts a text around the place from `start` to `end` (UTF-16 units), at words where it can. */
export function matched(text: string, start: number, end: number): Match {
	return {
		before: ending(text.slice(0, start)),
		match: text.slice(start, end),
		after: opening(text.slice(end)),
	};
}

function ending(text: string): string {
	const flat = oneLine(text).trimStart();
	if (flat.length <= SHOWN_BEFORE) return flat;
	const cut = flat.slice(-SHOWN_BEFORE);
	return `… ${cut.slice(cut.indexOf(" ") + 1)}`;
}

function opening(text: string): string {
	const flat = oneLine(text).trimEnd();
	if (flat.length <= SHOWN_AFTER) return flat;
	const cut = flat.slice(0, SHOWN_AFTER);
	return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 1))} …`;
}

function oneLine(text: string): string {
	return text.replace(/\s*\n\s*/g, "\n");
}
