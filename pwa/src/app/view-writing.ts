// Writing the view: the parts that hold what has changed, and the head, in one transaction.

import type { Journal } from "../journal/record.ts";
import type { Place } from "../store/database.ts";
import { StoreFailure } from "../store/failure.ts";
import { writeView } from "../store/view.ts";
import type { Seal } from "../vault/sealing.ts";
import { newPart, sealHead, sealPart } from "../vault/view.ts";
import { emptyBook, planView, type ViewBook } from "./view-book.ts";

/** A journal as it is at a position. */
export interface ViewState {
	readonly place: Place;
	readonly seal: Seal;
	readonly journal: Journal;
	readonly seq: number;
	readonly counter: number;
}

/** The book of what lies there then. Rejects with `StoreFailure`; then nothing has changed. */
export async function writeParts(
	state: ViewState,
	changed: Iterable<string>,
	book: ViewBook,
): Promise<ViewBook> {
	try {
		return await write(state, changed, book);
	} catch (error) {
		const isGone = error instanceof StoreFailure && error.kind === "damaged";
		if (!isGone || book === emptyBook) throw error;
		// The parts that lay there have gone, with what was erased in them: all are written anew.
		return write(state, [], emptyBook);
	}
}

async function write(
	{ place, seal, journal, seq, counter }: ViewState,
	changed: Iterable<string>,
	before: ViewBook,
): Promise<ViewBook> {
	const { book, head, parts } = planView(before, journal, changed, (number) =>
		newPart(seal, number),
	);
	const names = [...book.parts.values()].map(({ name }) => name);
	const [sealed, ...rows] = await Promise.all([
		sealHead(seal, head, names),
		...parts.map(({ name, rows }) => sealPart(seal, name, rows)),
	]);
	const anew = new Set(parts.map(({ name }) => name.number));
	await writeView(place, {
		view: { seq, counter, sealed },
		parts: parts.flatMap(({ name }, at) => {
			const part = rows[at];
			return part === undefined ? [] : [{ number: name.number, sealed: part }];
		}),
		kept: names.map(({ number }) => number).filter((number) => !anew.has(number)),
	});
	return book;
}
