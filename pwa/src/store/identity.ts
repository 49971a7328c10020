// The wrapped local key and what it seals for the whole journal: the keyring, a memo and the drafts.

import type { Sealed } from "../../../crypto/ts/brands.ts";
import { change } from "./change.ts";
import { type Place, present, slotRange } from "./database.ts";
import { guarded } from "./failure.ts";
import type { Identity, Own, Pins } from "./schema.ts";

/** Puts a new journal into its slot. It is not the current one before `makeCurrent`. */
export function writeJournal(
	{ database, slot }: Place,
	journal: { readonly identity: Identity; readonly pins: Pins; readonly own: Own },
): Promise<void> {
	return change(database, ["identity", "pins", "own"], (writing) => [
		() => writing.objectStore("identity").put(journal.identity, slot),
		() => writing.objectStore("pins").put(journal.pins, slot),
		() => writing.objectStore("own").put(journal.own, slot),
	]);
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

/** Replaces what is given. */
export function changeIdentity({ database, slot }: Place, parts: Partial<Identity>): Promise<void> {
	return change(database, ["identity"], async (changing) => {
		const identities = changing.objectStore("identity");
		const before = present(await identities.get(slot), "the identity");
		return [() => identities.put({ ...before, ...parts }, slot)];
	});
}

/** Keeps the wish to erase, and what would show the erased records goes: their drafts, and the view. */
export function writeErasing(
	{ database, slot }: Place,
	memo: Sealed,
	drafts: readonly string[],
): Promise<void> {
	return change(database, ["identity", "drafts", "view", "parts"], async (erasing) => {
		const identities = erasing.objectStore("identity");
		const before = present(await identities.get(slot), "the identity");
		return [
			() => identities.put({ ...before, memo }, slot),
			...drafts.map((id) => () => erasing.objectStore("drafts").delete([slot, id])),
			() => erasing.objectStore("view").delete(slot),
			() => erasing.objectStore("parts").delete(slotRange(slot)),
		];
	});
}

/** Resolves when it is flushed. */
export function writeDraft(place: Place, id: string, sealed: Sealed): Promise<void> {
	const { database, slot } = place;
	return change(database, ["drafts"], (writing) => [
		() => writing.objectStore("drafts").put(sealed, [slot, id]),
	]);
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
