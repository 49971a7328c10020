// The view in the database: a row that names its parts, and the parts. It is only a shortcut, and need not be flushed.

import type { Sealed } from "../../../crypto/ts/brands.ts";
import { type Place, slotRange } from "./database.ts";
import { guarded, StoreFailure } from "./failure.ts";
import type { View } from "./schema.ts";

/** A part by its number. */
export interface PartRow {
	readonly number: number;
	readonly sealed: Sealed;
}

export interface ViewChange {
	readonly view: View;
	/** Parts that were written anew. */
	readonly parts: readonly PartRow[];
	/** The numbers of those that are to lie there as they are. All others go. */
	readonly kept: readonly number[];
}

/** The row and, with it, the part of the highest number. */
export function readNewest({ database, slot }: Place): Promise<{
	readonly view: View | undefined;
	readonly newest: PartRow | undefined;
}> {
	return guarded(async () => {
		const reading = database.transaction(["view", "parts"]);
		const [view, keys] = await Promise.all([
			reading.objectStore("view").get(slot),
			reading.objectStore("parts").getAllKeys(slotRange(slot)),
		]);
		const key = keys.at(-1);
		const sealed = key && (await reading.objectStore("parts").get(key));
		const newest = key && sealed ? { number: key[1], sealed } : undefined;
		return { view, newest };
	});
}

export function readPart({ database, slot }: Place, number: number): Promise<Sealed | undefined> {
	return guarded(() => database.get("parts", [slot, number]));
}

/** All of it or nothing. Rejects with `damaged` where a part that is to be kept is not there: something was erased meanwhile. */
export function writeView({ database, slot }: Place, change: ViewChange): Promise<void> {
	return guarded(async () => {
		const writing = database.transaction(["view", "parts"], "readwrite");
		const parts = writing.objectStore("parts");
		const here = new Set((await parts.getAllKeys(slotRange(slot))).map(([, number]) => number));
		const kept = new Set(change.kept);
		if (!kept.isSubsetOf(here)) throw await given(writing);
		const asked = [
			...[...here.difference(kept)].map((number) => parts.delete([slot, number])),
			...change.parts.map(({ number, sealed }) => parts.put(sealed, [slot, number])),
			writing.objectStore("view").put(change.view, slot),
		];
		await Promise.all([...asked, writing.done]);
	});
}

async function given(writing: {
	abort(): void;
	readonly done: Promise<void>;
}): Promise<StoreFailure> {
	writing.abort();
	await writing.done.catch(() => undefined);
	return new StoreFailure("damaged", "a part of the view is missing");
}
