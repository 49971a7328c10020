// The wrapped local key and what it seals for the whole journal: the keyring, a memo, the drafts and the view.

import type { Sealed } from "../../../crypto/ts/brands.ts";
import { type Place, present, slotRange } from "./database.ts";
import { guarded } from "./failure.ts";
import type { Identity, Own, Pins, View } from "./schema.ts";

const strict = { durability: "strict" } as const;

/** Puts a new journal into its slot. It is not the current one before `makeCurrent`. */
export function writeJournal(
	{ database, slot }: Place,
	journal: { readonly identity: Identity; readonly pins: Pins; readonly own: Own },
): Promise<void> {
	return guarded(async () => {
		const change = database.transaction(["identity", "pins", "own"], "readwrite", strict);
		await Promise.all([
			change.objectStore("identity").put(journal.identity, slot),
			change.objectStore("pins").put(journal.pins, slot),
			change.objectStore("own").put(journal.own, slot),
			change.done,
		]);
	});
}

export function readIdentity({ database, slot }: Place): Promise<Identity> {
	return guarded(async () => present(await database.get("identity", slot), "the identity"));
}

export function readPins({ database, slot }: Place): Promise<Pins | undefined> {
	return guarded(() => database.get("pins", slot));
}

export function readOwn({ database, slot }: Place): Promise<Own | undefined> {
	return guarded(() => database.get("own", slot));
}

/** Replaces what is given of keyring and memo. */
export function changeIdentity(
	{ database, slot }: Place,
	change: Partial<Pick<Identity, "keyring" | "memo">>,
): Promise<void> {
	return guarded(async () => {
		const transaction = database.transaction("identity", "readwrite", strict);
		const before = present(await transaction.store.get(slot), "the identity");
		await Promise.all([transaction.store.put({ ...before, ...change }, slot), transaction.done]);
	});
}

/** Resolves when it is flushed. */
export function writeDraft(place: Place, id: string, sealed: Sealed): Promise<void> {
	const { database, slot } = place;
	return guarded(async () => {
		const change = database.transaction("drafts", "readwrite", strict);
		await Promise.all([change.store.put(sealed, [slot, id]), change.done]);
	});
}

export function deleteDraft({ database, slot }: Place, id: string): Promise<void> {
	return guarded(() => database.delete("drafts", [slot, id]));
}

export function readDrafts(
	place: Place,
): Promise<readonly { readonly id: string; readonly sealed: Sealed }[]> {
	return guarded(async () => {
		const range = slotRange(place.slot);
		const reading = place.database.transaction("drafts");
		const [keys, values] = await Promise.all([
			reading.store.getAllKeys(range),
			reading.store.getAll(range),
		]);
		return keys.flatMap(([, id], at) => {
			const sealed = values[at];
			return sealed === undefined ? [] : [{ id, sealed }];
		});
	});
}

export function readView({ database, slot }: Place): Promise<View | undefined> {
	return guarded(() => database.get("view", slot));
}

/** The view is only a shortcut: it need not be flushed. */
export function writeView({ database, slot }: Place, view: View): Promise<void> {
	return guarded(async () => {
		await database.put("view", view, slot);
	});
}
