import type { Span } from "../app/contract.ts";

/** A part of a text; `found` if it is what was looked for. */
export interface Part {
	readonly words: string;
	readonly found: boolean;
}

const SHOWN_BEFORE = 70;
const SHOWN_AFTER = 240;

/** The whole text, cut where something was found in it (`spans`: ascending, not overlapping). */
export function partsOf(text: string, spans: readonly Span[]): readonly Part[] {
	const parts: Part[] = [];
	let at = 0;
	for (const { start, end } of spans) {
		if (start > at) parts.push({ words: text.slice(at, start), found: false });
		parts.push({ words: text.slice(start, end), found: true });
		at = end;
	}
	if (at < text.length) parts.push({ words: text.slice(at), found: false });
	return parts;
}

/** The text around the first place that was found, cut at words where it can be, with all that was found in it. */
export function excerpt(text: string, spans: readonly Span[]): readonly Part[] {
	const first = spans[0] ?? { start: 0, end: 0 };
	const from = opening(text, first.start);
	const to = closing(text, first.end);
	const shown = spans
		.filter(({ start }) => start < to)
		.map(({ start, end }) => ({ start: start - from, end: Math.min(end, to) - from }));
	const parts = partsOf(text.slice(from, to), shown).map(({ words, found }) => ({
		words: words.replace(/\s*\n\s*/g, "\n"),
		found,
	}));
	return [...sign(from > 0, "… "), ...parts, ...sign(to < text.trimEnd().length, " …")];
}

function opening(text: string, start: number): number {
	const from = start - SHOWN_BEFORE;
	const space = text.slice(Math.max(from, 0), start).search(/\s/);
	if (from <= 0) return start - text.slice(0, start).trimStart().length;
	return space < 0 ? start : from + space + 1;
}

function closing(text: string, end: number): number {
	const whole = text.trimEnd().length;
	const to = end + SHOWN_AFTER;
	if (to >= whole) return Math.max(whole, end);
	return end + Math.max(text.slice(end, to).search(/\s\S*$/), 0);
}

function sign(shown: boolean, words: string): readonly Part[] {
	return shown ? [{ words, found: false }] : [];
}
