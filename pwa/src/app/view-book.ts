// Which record lies in which part of the view on disk, and what is to be written anew after a change: the parts that hold it.

import { isEntryKind } from "../journal/kinds.ts";
import type { Journal, Record } from "../journal/record.ts";
import { type PartName, rowsOf } from "../vault/view.ts";

export interface ViewBook {
	/** By their numbers, ascending: the oldest pages first. */
	readonly parts: ReadonlyMap<number, BookPart>;
	/** The number of the part, by the key of a record. */
	readonly of: ReadonlyMap<string, number>;
}

interface BookPart {
	readonly name: PartName;
	/** Of its records, the oldest first. */
	readonly keys: readonly string[];
	/** The length of its rows. */
	readonly size: number;
}

/** The rows of what is to be written, the newest first. */
export interface ViewPlan {
	readonly book: ViewBook;
	readonly head: readonly string[];
	readonly parts: readonly { readonly name: PartName; readonly rows: readonly string[] }[];
}

export const emptyBook: ViewBook = { parts: new Map(), of: new Map() };

/** From so many units on a part takes no further page: what a save writes anew stays small. */
export const fullPart = 262_144;

/** The book with a part that was read, the youngest first. */
export function withPart(
	{ parts, of }: ViewBook,
	name: PartName,
	keys: Iterable<string>,
	size: number,
): ViewBook {
	const oldestFirst = [...keys].reverse();
	const added = new Map([[name.number, { name, keys: oldestFirst, size }]]);
	return {
		parts: new Map([...added, ...parts]),
		of: new Map([...of, ...oldestFirst.map((key) => [key, name.number] as const)]),
	};
}

/**
 * What is to be written after these records have changed. Pages lie in parts, each in the same one for as long as it is there; what
 * else there is lies in the head. Pages that lie in no part yet go into the youngest, in the order of their days.
 */
export function planView(
	before: ViewBook,
	journal: Journal,
	changed: Iterable<string>,
	newPart: (number: number) => PartName,
	full = fullPart,
): ViewPlan {
	const keys = before.of.size === 0 ? [...journal.keys()] : [...changed];
	const touched = new Map<number, readonly string[]>();
	const members = (number: number) => touched.get(number) ?? before.parts.get(number)?.keys ?? [];
	for (const key of keys) {
		const number = before.of.get(key);
		if (number !== undefined) touched.set(number, members(number));
	}
	const fresh = keys.filter((key) => !before.of.has(key) && isPage(journal.get(key)));
	for (const [number, added] of filled(before, journal, fresh, full)) {
		touched.set(number, [...members(number), ...added]);
	}
	return planned(before, journal, touched, newPart);
}

function isPage(record: Record | undefined): boolean {
	return record !== undefined && isEntryKind(record.kind);
}

/** The pages that lie in no part yet by the number of the youngest part, and of those that follow once it is full. */
function filled(
	{ parts }: ViewBook,
	journal: Journal,
	fresh: readonly string[],
	full: number,
): ReadonlyMap<number, readonly string[]> {
	const added = new Map<number, string[]>();
	let number = Math.max(1, ...parts.keys());
	let size = parts.get(number)?.size ?? 0;
	for (const { key, length } of fresh.map((one) => agedPage(journal, one)).sort(byAge)) {
		if (size >= full) {
			number += 1;
			size = 0;
		}
		const into = added.get(number) ?? [];
		into.push(key);
		added.set(number, into);
		size += length;
	}
	return added;
}

interface AgedPage {
	readonly key: string;
	readonly age: string;
	/** About that of its rows. */
	readonly length: number;
}

function agedPage(journal: Journal, key: string): AgedPage {
	const revisions = [...(journal.get(key)?.revisions.values() ?? [])];
	const { day = "", fields = {} } = revisions.at(-1) ?? {};
	const at = fields["at"];
	const age = `${day} ${String(typeof at === "number" ? at : 0).padStart(16, "0")}`;
	const words = revisions.map((revision) => revision.fields["text"]);
	const sizes = words.map((text) => 400 + (typeof text === "string" ? text.length : 0));
	return { key, age, length: sizes.reduce((sum, one) => sum + one, 0) };
}

function byAge(a: AgedPage, b: AgedPage): number {
	return a.age < b.age ? -1 : Number(a.age > b.age);
}

function planned(
	before: ViewBook,
	journal: Journal,
	touched: ReadonlyMap<number, readonly string[]>,
	newPart: (number: number) => PartName,
): ViewPlan {
	const parts = new Map(before.parts);
	const of = new Map(before.of);
	const anew: { name: PartName; rows: readonly string[] }[] = [];
	for (const [number, members] of touched) {
		const held = members.flatMap((key) => {
			const record = journal.get(key);
			if (record === undefined) of.delete(key);
			else of.set(key, number);
			return record === undefined ? [] : [{ key, rows: rowsOf(record) }];
		});
		parts.delete(number);
		if (held.length === 0) continue;
		const name = newPart(number);
		const size = held.reduce((sum, { rows }) => sum + rows.length, 0);
		parts.set(number, { name, keys: held.map(({ key }) => key), size });
		anew.push({ name, rows: held.map(({ rows }) => rows).reverse() });
	}
	const ascending = new Map([...parts].sort(([a], [b]) => a - b));
	const head = [...journal.values()].filter((record) => !isPage(record)).map(rowsOf);
	return { book: { parts: ascending, of }, head, parts: anew };
}
