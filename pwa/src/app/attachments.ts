// The attachments of an open journal: opened from the disk, fetched where they are not here, shown until the lock.

import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { attachmentsOf, shownTypes } from "../../../crypto/ts/attachment.ts";
import type { BlobKey } from "../../../crypto/ts/blob.ts";
import type { Fields } from "../journal/revision.ts";
import { dropBlobs, readBlobs } from "../store/blobs.ts";
import { attachedOf } from "./attached.ts";
import { attach } from "./attaching.ts";
import type { Attachments, Fetch, Part, Presence } from "./attachment-contract.ts";
import type { BlobExchange } from "./blob-exchange.ts";
import { changeMemo } from "./exchange.ts";
import type { OpenJournal } from "./open-journal.ts";
import type { Platform } from "./platform.ts";

export interface OpenAttachments {
	readonly desk: Attachments;
	/** Locked: what was shown is shown no more. */
	close(): void;
}

/** So many whole contents are open at a time; those before are closed, and opened again when they are asked for. */
const mostOpen = 8;
/** Bytes up to which a content counts as none of them. */
const small = 32_768;

export function openAttachments(
	journal: OpenJournal,
	{ now, addresses }: Platform,
	blobs: Pick<BlobExchange, "shelf" | "fetchAll" | "askAgain" | "settled">,
): OpenAttachments {
	const { shelf } = blobs;
	const keepsAll = signal(journal.memo.keepsAll);
	const known = new Map<string, Signal<Presence>>();
	const open = new Map<string, string>();
	const large = new Set<string>();
	const under = new Set<string>();
	let isOver = false;

	const shut = (id: string): void => {
		const address = open.get(id);
		if (address !== undefined) addresses.drop(address);
		open.delete(id);
		large.delete(id);
		const state = known.get(id);
		if (state?.peek().name === "here") state.value = { name: "closed" };
	};
	const show = (blob: BlobKey, content: Blob): Presence => {
		const address = addresses.make(content);
		open.set(blob.id, address);
		if (blob.size > small) large.add(blob.id);
		for (const id of [...large].slice(0, -mostOpen)) shut(id);
		return { name: "here", address, type: content.type };
	};
	const bring = async (state: Signal<Presence>, blob: BlobKey, type: string, fetch: boolean) => {
		under.add(blob.id);
		try {
			const coming = (): void => {
				if (!isOver) state.value = { name: "coming" };
			};
			const found = await shelf.load(blob, type, fetch ? coming : undefined);
			if (isOver) return;
			state.value = found instanceof Blob ? show(blob, found) : found;
		} finally {
			under.delete(blob.id);
		}
	};
	const presence = (
		fields: Fields,
		id: string,
		part: Part,
		fetch: Fetch,
	): ReadonlySignal<Presence> => {
		const found = attachmentsOf(fields).find(({ blob }) => blob.id === id);
		const one = part === "preview" ? found?.preview : found;
		if (one === undefined) return signal<Presence>({ name: "away" });
		const { blob } = one;
		const before = known.get(blob.id);
		const state = before ?? signal<Presence>({ name: "opening" });
		known.set(blob.id, state);
		const { name } = state.peek();
		const wants =
			before === undefined || (fetch === "once" && name === "away") || fetch === "again";
		if (wants && name !== "here" && !under.has(blob.id) && !isOver) {
			// While a screen is drawn nothing is written that it reads: only a person's touch asks again.
			if (fetch === "again") state.value = { name: "opening" };
			bring(state, blob, typeOf(one.type), fetch !== "no").catch(() => {
				// A disk that answers nothing: it can be asked again.
				if (!isOver) state.value = { name: "not-there", offline: false };
			});
		}
		return state;
	};
	return {
		desk: {
			of: attachedOf,
			attach: (fields, attaching) => attach(journal, fields, attaching, now()),
			without: (fields, id) =>
				Object.fromEntries(Object.entries(fields).filter(([name]) => name !== `attachment_${id}`)),
			presence,
			keepsAll,
			async keepAll(on) {
				keepsAll.value = on;
				await changeMemo(journal, { keepsAll: on });
				if (on) await blobs.fetchAll();
			},
			async makeRoom() {
				await blobs.askAgain();
				await blobs.settled();
				for (const id of [...large]) shut(id);
				const { dropped, stays } = await dropHeld(journal);
				for (const id of dropped) {
					const state = known.get(id);
					if (state?.peek().name === "closed") state.value = { name: "away" };
				}
				return stays ? "some-stay" : "done";
			},
		},
		close() {
			isOver = true;
			for (const id of [...open.keys()]) shut(id);
			known.clear();
		},
	};
}

/** The server has just said that it has these whole; what it says is a claim, so this is done on a person's word alone. */
async function dropHeld({ place }: OpenJournal) {
	const here = (await readBlobs(place)).filter(({ whole, bytes }) => whole && bytes > small);
	const dropped = here.filter(({ there }) => there).map(({ id }) => id);
	await dropBlobs(place, dropped, false);
	return { dropped, stays: dropped.length < here.length };
}

/** What is shown or played; anything else is handed to nothing that would interpret it (R80). */
function typeOf(type: string): string {
	return shownTypes.has(type) ? type : "application/octet-stream";
}
