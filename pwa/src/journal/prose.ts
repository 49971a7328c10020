// Prose merges three-way: line by line, then word by word (R43). Every word that either side wrote stays: where both
// changed the same place differently, both versions do.

import { diff3Merge } from "node-diff3";

/** A piece of prose: plain words, or the versions that two devices wrote at the same place. */
export type Piece = string | { readonly versions: readonly string[] };

export interface Prose {
	/** Every word, the versions of an ambiguous place one after the other. */
	readonly text: string;
	readonly pieces: readonly Piece[];
}

interface Versions {
	readonly versions: readonly string[];
	/** What stands between two versions in plain text. */
	readonly joint: string;
}

/** Merges one more text into what was merged so far. Texts may not hold U+0000; `plainProse` takes it out. */
export interface ProseMerge {
	add(text: string, base: string): void;
	result(): Prose;
}

const mark = /\0(\d+)\0/;
const marks = /\0(\d+)\0/g;

/** Text as a revision can hold it: without half of a surrogate pair (R28) and without the mark of an ambiguous place. */
export function plainProse(text: string): string {
	return text.toWellFormed().replaceAll("\0", "");
}

/**
 * An ambiguous place is held as a word between two U+0000, so that further texts merge around it.
 */
export function mergeProse(first: string): ProseMerge {
	const places: Versions[] = [];
	let merged = first;
	return {
		add(text, base) {
			merged = threeWay(merged, base, text, places);
		},
		result: () =>
			places.length === 0
				? { text: merged, pieces: merged === "" ? [] : [merged] }
				: { text: flat(merged, places), pieces: piecesOf(merged, places) },
	};
}

function threeWay(a: string, base: string, b: string, places: Versions[]): string {
	if (a === b || b === base) return a;
	if (a === base) return b;
	const lines: string[] = [];
	for (const region of diff3Merge(a.split("\n"), base.split("\n"), b.split("\n"))) {
		if (region.conflict === undefined) lines.push(...(region.ok ?? []));
		else lines.push(...mergeLines(region.conflict, places));
	}
	return lines.join("\n");
}

interface Conflict {
	readonly a: readonly string[];
	readonly o: readonly string[];
	readonly b: readonly string[];
}

/** A deletion yields to what the other side wrote. */
function mergeLines({ a, o, b }: Conflict, places: Versions[]): readonly string[] {
	if (isBlank(a.join(""))) return b;
	if (isBlank(b.join(""))) return a;
	if (isBlank(o.join(""))) return [ambiguous(a.join("\n"), b.join("\n"), "\n", places)];
	return [mergeWords(words(a), words(o), words(b), places)];
}

function mergeWords(a: string[], o: string[], b: string[], places: Versions[]): string {
	const tokens: string[] = [];
	for (const { ok, conflict } of diff3Merge(a, o, b)) {
		if (conflict === undefined) tokens.push(...(ok ?? []));
		else tokens.push(...mergePlace(conflict, places));
	}
	return glue(tokens);
}

function mergePlace({ a, b }: Conflict, places: Versions[]): readonly string[] {
	const [left, right] = [a.join(""), b.join("")];
	if (isBlank(left)) return b;
	if (isBlank(right)) return a;
	return aroundVersions(left, right, places);
}

/** Keeps the white space before and after both versions outside of them. */
function aroundVersions(left: string, right: string, places: Versions[]): readonly string[] {
	const before = /^\s*/.exec(left)?.[0] || /^\s*/.exec(right)?.[0] || "";
	const after = /\s*$/.exec(left)?.[0] || /\s*$/.exec(right)?.[0] || "";
	const joint = /\n/.test(left.trim() + right.trim()) ? "\n" : " ";
	return [before, ambiguous(left.trim(), right.trim(), joint, places), after].filter(
		(token) => token !== "",
	);
}

function ambiguous(left: string, right: string, joint: string, places: Versions[]): string {
	if (left === right) return left;
	places.push({ versions: [flat(left, places), flat(right, places)], joint });
	return `\0${places.length - 1}\0`;
}

/** Two words that no white space parts came from two places: they are parted by a space. */
function glue(tokens: readonly string[]): string {
	let text = "";
	for (const token of tokens) {
		text += /\S$/.test(text) && /^\S/.test(token) ? ` ${token}` : token;
	}
	return text;
}

function words(lines: readonly string[]): string[] {
	return lines.join("\n").match(/\s+|\S+/g) ?? [];
}

function isBlank(text: string): boolean {
	return text.trim() === "";
}

function flat(text: string, places: readonly Versions[]): string {
	return text.replaceAll(marks, (_, index: string) => {
		const place = places[Number(index)];
		return place === undefined ? "" : place.versions.join(place.joint);
	});
}

function piecesOf(text: string, places: readonly Versions[]): readonly Piece[] {
	// Splitting by a pattern with a group puts what the group matched at the odd places.
	return text.split(mark).flatMap((part, at): Piece[] => {
		if (at % 2 === 0) return part === "" ? [] : [part];
		const place = places[Number(part)];
		return place === undefined ? [] : [{ versions: place.versions }];
	});
}
