// What tests of photos and voice notes share: contents, phones that attach them, and what shows of them.
import type { ReadonlySignal } from "@preact/signals";
import type { Attaching, Attachments, Presence } from "../src/app/contract.ts";
import { attachmentIds } from "../src/journal/attachment.ts";
import type { Fields } from "../src/journal/revision.ts";
import { type Fault, honestServer } from "./honest-server.ts";
import { noProgress, type Phone, phone, restart } from "./phone.ts";

export const passphrase = "river lamp orange table sky";

export function bytesOf(length: number, seed = 1): Uint8Array<ArrayBuffer> {
	let state = seed;
	return Uint8Array.from({ length }, () => {
		state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff;
		return state >> 16;
	});
}

export function photoOf(length: number, seed = 1): Attaching {
	const pixels = { width: 2048, height: 1536 };
	const small = { width: 320, height: 240 };
	return {
		content: new Blob([bytesOf(length, seed)]),
		type: "image/jpeg",
		pixels,
		preview: { content: new Blob([bytesOf(9_000, seed + 1)]), type: "image/webp", pixels: small },
	};
}

export async function attached(
	{ moments }: Phone,
	attaching: Attaching,
	fields: Fields = {},
): Promise<Fields> {
	const result = await (await moments.attachments()).attach(fields, attaching);
	if (result.name !== "attached") throw new Error(result.cause);
	return result.fields;
}

/** A part of the only attachment, as far as it comes. */
export async function partOf(
	desk: Attachments,
	fields: Fields,
	part: "preview" | "content",
	fetch: boolean,
): Promise<Presence> {
	const [only] = desk.of(fields);
	if (only === undefined) throw new Error("nothing is attached");
	return outcomeOf(desk.presence(fields, only.id, part, fetch ? "again" : "no"));
}

/** What it comes to be, once nothing is under way. */
export function outcomeOf(presence: ReadonlySignal<Presence>): Promise<Presence> {
	return new Promise((resolve) => {
		const stop = presence.subscribe((now) => {
			if (now.name === "opening" || now.name === "coming") return;
			resolve(now);
			queueMicrotask(() => stop());
		});
	});
}

export async function bytesAt(presence: Presence): Promise<Uint8Array> {
	if (presence.name !== "here") throw new Error(`it is ${presence.name}`);
	return new Uint8Array(await (await fetch(presence.address)).arrayBuffer());
}

/** Of the entry that has something attached; of the only one where none has. */
export function fieldsOf({ moments }: Phone): Fields {
	const all = moments.entries.value;
	const has = all.filter(({ fields }) => attachmentIds(fields).length > 0);
	const [entry, ...others] = has.length > 0 ? has : all;
	if (entry === undefined || others.length > 0) throw new Error("expected one entry");
	return entry.fields;
}

export async function unlocked(before: Phone): Promise<Phone> {
	before.context.database?.close();
	const again = restart(before);
	await again.started;
	await again.moments.unlock(passphrase, noProgress);
	return again;
}

export async function begun(fault?: Fault) {
	const server = honestServer();
	const one = phone(server.connect(fault));
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	return { server, one };
}

export async function withBackup({ moments }: Phone, typed = passphrase): Promise<string> {
	const result = await moments.turnOnBackup("moon-river", typed, noProgress);
	if (result.name !== "on") throw new Error(`backup: ${result.cause}`);
	return result.kit.text;
}

export async function both(fault?: Fault) {
	const { server, one } = await begun(fault);
	const kit = await withBackup(one);
	const two = phone(server.connect());
	await two.started;
	await two.moments.join(kit, passphrase, noProgress);
	return { server, one, two, kit };
}

export async function written(one: Phone, photo: Attaching): Promise<Fields> {
	const fields = await attached(one, photo);
	await one.moments.save({ ...one.moments.newDraft(), text: "the sea", fields });
	return fields;
}

export async function shownOn(
	two: Phone,
	part: "preview" | "content",
	fetch = true,
): Promise<Presence> {
	return partOf(await two.moments.attachments(), fieldsOf(two), part, fetch);
}
