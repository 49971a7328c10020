import type { SignColumn } from "../../app/contract.ts";

/** Outlines for SVG paths, in units of a picture that is 360 wide. Every shape of a picture is one path, however many it has. */

export const WIDTH = 360;
/** How high the strip of a sign is, and how far 0 and 10 lie from its edges. */
export const STRIP = 48;
const EDGE = 7;
const LARGEST = 4.5;
const SMALLEST = 0.6;
const TALL = 3.6;

/** The middle of a column. */
export function across(column: number, columns: number): number {
	return rounded(((column + 0.5) * WIDTH) / columns);
}

/** Half of what a mark may take of its column. */
export function reach(columns: number): number {
	return rounded(Math.min(LARGEST, Math.max(SMALLEST, (WIDTH / columns) * 0.46)));
}

/** Where 0 to 10 lies in a strip: 0 below. */
export function up(value: number): number {
	return rounded(STRIP - EDGE - (value / 10) * (STRIP - 2 * EDGE));
}

/** From the lowest to the highest of each column; a point where these are the same. Drawn with round ends. */
export function bars(said: readonly SignColumn[], columns: number): string {
	return said
		.map(({ column, low, high }) => `M${across(column, columns)} ${up(high)}V${up(low)}`)
		.join("");
}

/** The band of one run: along the highest and back along the lowest. */
export function band(run: readonly SignColumn[], columns: number): string {
	if (run.length < 2) return "";
	const high = run.map(({ column, high: value }) => `${across(column, columns)} ${up(value)}`);
	const low = run.map(({ column, low: value }) => `${across(column, columns)} ${up(value)}`);
	return `M${[...high, ...low.reverse()].join("L")}Z`;
}

/** Stones that lie in these columns at a height. */
export function stones(
	places: readonly number[],
	columns: number,
	height: number,
	share = 1,
): string {
	const half = reach(columns) * share;
	const tall = rounded(TALL * share);
	return places
		.map((column) => `M${rounded(across(column, columns) - half)} ${height}${oval(half, tall)}`)
		.join("");
}

/** The lower halves of such stones. */
export function halves(places: readonly number[], columns: number, height: number): string {
	const half = reach(columns);
	return places
		.map((column) => {
			const left = rounded(across(column, columns) - half);
			return `M${left} ${height}a${half} ${TALL} 0 0 0 ${rounded(2 * half)} 0z`;
		})
		.join("");
}

/** Upright strokes in these columns. */
export function strokes(places: readonly number[], columns: number, height: number): string {
	return places.map((column) => `M${across(column, columns)} ${height - 4}v8`).join("");
}

function oval(half: number, tall: number): string {
	const whole = rounded(2 * half);
	return `a${half} ${tall} 0 1 0 ${whole} 0a${half} ${tall} 0 1 0 ${-whole} 0z`;
}

export function rounded(value: number): number {
	return Math.round(value * 100) / 100;
}
