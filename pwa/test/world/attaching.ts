// Photos and voice notes in a history: what was attached and called saved opens on every device until it is erased, and then lies nowhere.

import { expect } from "vitest";
import { blobKeysOf } from "../../../crypto/ts/attachment.ts";
import type { BlobKey } from "../../../crypto/ts/blob.ts";
import { recordOf } from "../../src/app/shelf.ts";
import { attachmentIds } from "../../src/journal/attachment.ts";
import type { Fields } from "../../src/journal/revision.ts";
import { readBlobIds } from "../../src/store/blobs.ts";
import type { Phone } from "../phone.ts";
import { type Device, journalOf } from "./device.ts";
import type { World } from "./world.ts";
import { editDraft, save } from "./writing.ts";

/** Mostly one chunk; now and then more than one. */
const sizes = [...Array<number>(30).fill(700), 300_000];

/** To a new page, or to one that others attach to as well; now and then it is left open. */
export async function attach(world: World, device: Device): Promise<void> {
	const { dice } = world;
	const { moments } = device.phone;
	const draft = (dice.chance(0.6) && editDraft(world, device)) || moments.newDraft();
	const fields = await attachedTo(world, device, draft.fields);
	if (fields === undefined) return;
	const next = { ...draft, fields };
	await (dice.chance(0.2) ? moments.keepDraft(next) : save(world, device, next));
}

/** It stays in the history. */
export async function takeOut(world: World, device: Device): Promise<void> {
	const { moments } = device.phone;
	const entry = world.dice.one(moments.entries.value.filter(hasAny));
	const id = world.dice.one(entry === undefined ? [] : attachmentIds(entry.fields));
	if (entry === undefined || id === undefined) return;
	const draft = moments.editDraft(entry.id);
	const desk = await moments.attachments();
	await save(world, device, { ...draft, fields: desk.without(draft.fields, id) });
}

function hasAny({ fields }: { readonly fields: Fields }): boolean {
	return attachmentIds(fields).length > 0;
}

/** Undefined where whoever was cut off meanwhile was told nothing. */
async function attachedTo(
	{ dice, contents }: World,
	{ phone: { moments } }: Device,
	fields: Fields,
): Promise<Fields | undefined> {
	const bytes = (size: number) => new Uint8Array(dice.bytes(Math.min(size, 700)));
	const whole = new Uint8Array(dice.one(sizes) ?? 700);
	whole.set(bytes(whole.length));
	const content = new Blob([whole]);
	const pixels = { width: 4, height: 3 };
	const preview = { content: new Blob([bytes(40)]), type: "image/webp", pixels };
	const photo = { content, type: "image/webp", pixels, preview };
	const voice = { content, type: "audio/webm", seconds: 3 };
	const desk = await moments.attachments();
	const result = await desk.attach(fields, dice.chance(0.6) ? photo : voice);
	if (result.name === "refused") return undefined;
	for (const id of attachmentIds(result.fields)) contents.set(id, latin(whole));
	return { ...fields, ...result.fields };
}

/** What is about to be erased: it may be gone, or stand in another edit. */
export function attachedIn({ context }: Phone, id: string): readonly string[] {
	const record = context.open && recordOf(context.open.journal.shelf.journal(), id);
	const fields = [...(record?.revisions.values() ?? [])].map((one) => one.fields);
	return fields.flatMap((said) => blobKeysOf(said).map((key) => key.id));
}

/** Every device can open what was attached and called saved, all of it that any revision names. */
export async function judgeAttached(world: World): Promise<void> {
	const { devices, attached, contents, erasedBlobs } = world;
	for (const device of devices) {
		const keys = keysOn(device);
		expect([...attached].filter((id) => !keys.has(id) && !erasedBlobs.has(id))).toEqual([]);
		for (const key of keys.values()) {
			const found = await opened(device, key);
			// Erased by one while another edited the page without having fetched it.
			if (erasedBlobs.has(key.id) && found === undefined) continue;
			expect(found).toBe(contents.get(key.id) ?? found);
			expect(found).toBeDefined();
		}
	}
	await judgeErasedBlobs(world);
}

/** What no revision names any more lies nowhere: not at the server, not on any device. */
async function judgeErasedBlobs({ devices, server, account, erasedBlobs }: World): Promise<void> {
	const named = new Set(devices.flatMap((device) => [...keysOn(device).keys()]));
	const gone = [...erasedBlobs].filter((id) => !named.has(id));
	// It lets go of what a purge leaves without a name when it is next asked for blobs.
	const purged: ReadonlySet<string> = server.accounts.get(account)?.chain.purged ?? new Set();
	const names = (id: string) => server.blobs.kept.get(id)?.by ?? new Set<string>();
	expect(gone.filter((id) => names(id).difference(purged).size > 0)).toEqual([]);
	for (const device of devices) {
		const here = await readBlobIds(journalOf(device).place);
		expect(gone.filter((id) => here.has(id))).toEqual([]);
	}
}

/** Of everything that shows and of its history, by their ids. */
function keysOn(device: Device): ReadonlyMap<string, BlobKey> {
	const records = [...journalOf(device).shelf.journal().values()];
	const revisions = records.flatMap(({ revisions }) => [...revisions.values()]);
	const keys = revisions.flatMap(({ fields }) => blobKeysOf(fields));
	return new Map(keys.map((key) => [key.id, key]));
}

async function opened({ phone }: Device, key: BlobKey): Promise<string | undefined> {
	const { open } = phone.context;
	const blobs = await open?.exchange.blobs();
	const found = await blobs?.shelf.load(key, "", () => undefined);
	if (!(found instanceof Blob)) return undefined;
	return latin(new Uint8Array(await found.arrayBuffer()));
}

function latin(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString("latin1");
}
