// Photos and voice notes through the app: on the disk before a word names them, to the server and to the other device, out again.
import "fake-indexeddb/auto";
import type { ReadonlySignal } from "@preact/signals";
import { expect, test } from "vitest";
import type { Attaching, Attachments, Presence } from "../../src/app/contract.ts";
import type { Fields } from "../../src/journal/revision.ts";
import { type Fault, honestServer } from "../honest-server.ts";
import { exchange, noProgress, type Phone, phone, restart } from "../phone.ts";

const passphrase = "river lamp orange table sky";

function bytesOf(length: number, seed = 1): Uint8Array<ArrayBuffer> {
	let state = seed;
	return Uint8Array.from({ length }, () => {
		state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff;
		return state >> 16;
	});
}

function photoOf(length: number, seed = 1): Attaching {
	const pixels = { width: 2048, height: 1536 };
	const small = { width: 320, height: 240 };
	return {
		content: new Blob([bytesOf(length, seed)]),
		type: "image/jpeg",
		pixels,
		preview: { content: new Blob([bytesOf(9_000, seed + 1)]), type: "image/webp", pixels: small },
	};
}

async function attached(
	{ moments }: Phone,
	attaching: Attaching,
	fields: Fields = {},
): Promise<Fields> {
	const result = await (await moments.attachments()).attach(fields, attaching);
	if (result.name !== "attached") throw new Error(result.cause);
	return result.fields;
}

/** A part of the only attachment, as far as it comes. */
async function partOf(
	desk: Attachments,
	fields: Fields,
	part: "preview" | "content",
	fetch: boolean,
): Promise<Presence> {
	const [only] = desk.of(fields);
	if (only === undefined) throw new Error("nothing is attached");
	return outcomeOf(desk.presence(fields, only.id, part, fetch));
}

/** What it comes to be, once nothing is under way. */
function outcomeOf(presence: ReadonlySignal<Presence>): Promise<Presence> {
	return new Promise((resolve) => {
		const stop = presence.subscribe((now) => {
			if (now.name === "opening" || now.name === "coming") return;
			resolve(now);
			queueMicrotask(() => stop());
		});
	});
}

async function bytesAt(presence: Presence): Promise<Uint8Array> {
	if (presence.name !== "here") throw new Error(`it is ${presence.name}`);
	return new Uint8Array(await (await fetch(presence.address)).arrayBuffer());
}

function fieldsOf({ moments }: Phone): Fields {
	const [entry, ...others] = moments.entries.value;
	if (entry === undefined || others.length > 0) throw new Error("expected one entry");
	return entry.fields;
}

async function unlocked(before: Phone): Promise<Phone> {
	before.context.database?.close();
	const again = restart(before);
	await again.started;
	await again.moments.unlock(passphrase, noProgress);
	return again;
}

async function begun(fault?: Fault) {
	const server = honestServer();
	const one = phone(server.connect(fault));
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	return { server, one };
}

async function withBackup(one: Phone) {
	const result = await one.moments.turnOnBackup("moon-river", passphrase, noProgress);
	if (result.name !== "on") throw new Error(`backup: ${result.cause}`);
	return result.kit.text;
}

test("[R87] a photo that was sealed with an entry shows again after a lock, without a network", async () => {
	const { one } = await begun(() => "lose-request");
	const photo = photoOf(700_000);
	const fields = await attached(one, photo);
	await one.moments.save({ ...one.moments.newDraft(), text: "the sea", fields });
	one.moments.lock();
	const again = await unlocked(one);
	const desk = await again.moments.attachments();
	for (const [part, content] of [
		["preview", photo.preview?.content],
		["content", photo.content],
	] as const) {
		const shown = await bytesAt(await partOf(desk, fieldsOf(again), part, false));
		expect(shown).toEqual(new Uint8Array((await content?.arrayBuffer()) ?? []));
	}
});
