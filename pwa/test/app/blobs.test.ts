// Photos and voice notes through the app: on the disk before a word names them, to the server and to the other device, out again.
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import type { Fetch, Presence } from "../../src/app/contract.ts";
import type { Fields } from "../../src/journal/revision.ts";
import { dropBlobs, readBlobIds, readBlobs } from "../../src/store/blobs.ts";
import {
	attached,
	begun,
	both,
	bytesAt,
	bytesOf,
	fieldsOf,
	outcomeOf,
	partOf,
	passphrase,
	photoOf,
	shownOn,
	unlocked,
	written,
} from "../attached.ts";
import { honestServer } from "../honest-server.ts";
import { exchangeAll, noProgress, phone } from "../phone.ts";
import { whileFailing } from "../store/fault.ts";

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

test("[R87] [R88] what was attached offline comes whole to the other phone, fetched when it is wanted", async () => {
	let isOff = false;
	const { server, one, two } = await both(() => (isOff ? "lose-request" : "pass"));
	isOff = true;
	const photo = photoOf(700_000);
	await written(one, photo);
	await exchangeAll(one);
	expect(server.blobs.kept.size).toBe(0);
	expect(one.moments.entries.value[0]?.backedUp).toBe(false);
	isOff = false;
	await exchangeAll(one);
	expect(one.moments.entries.value[0]?.backedUp).toBe(true);
	expect(one.moments.saveState.value.name).toBe("backed-up");
	await exchangeAll(two);
	expect(await shownOn(two, "content", false)).toEqual({ name: "away" });
	const content = new Uint8Array(await photo.content.arrayBuffer());
	expect(await bytesAt(await shownOn(two, "content"))).toEqual(content);
	const asked = server.requests.length;
	const again = await unlocked(two);
	expect(await bytesAt(await shownOn(again, "content", false))).toEqual(content);
	expect(server.requests.slice(asked).filter(({ path }) => path.startsWith("/api/blobs"))).toEqual(
		[],
	);
});

test("[R87] words go first, then the preview, then the content; until all is there the entry is not backed up", async () => {
	let full = true;
	const { server, one } = await both((path) =>
		full && /\/api\/blobs\/\w{32}\/1$/.test(path) ? new Response(null, { status: 507 }) : "pass",
	);
	const from = server.requests.length;
	await written(one, photoOf(700_000));
	await exchangeAll(one);
	const paths = server.requests.slice(from).map(({ path }) => path);
	const words = paths.indexOf("/api/log");
	const first = paths.findIndex((path) => path.startsWith("/api/blobs"));
	expect(words).toBeGreaterThanOrEqual(0);
	expect(first).toBeGreaterThan(words);
	const [preview] = [...server.blobs.kept.values()];
	expect(preview?.chunks).toBe(1);
	expect(one.moments.saveState.value).toEqual({ name: "words-backed-up", cause: "no-room" });
	expect(one.moments.entries.value[0]?.backedUp).toBe(false);
	full = false;
	await exchangeAll(one);
	expect(one.moments.saveState.value.name).toBe("backed-up");
	expect(one.moments.entries.value[0]?.backedUp).toBe(true);
	expect(one.moments.unsent.value.size).toBe(0);
});

test("[R87] a connection that is cut at every second request still brings all of it", async () => {
	let turn = 0;
	let isCut = false;
	const { one, two } = await both((path) => {
		if (!isCut || !path.startsWith("/api/blobs")) return "pass";
		turn += 1;
		return turn % 2 === 0 ? "lose-answer" : turn % 3 === 0 ? "lose-request" : "pass";
	});
	const photo = photoOf(2_000_000);
	isCut = true;
	await written(one, photo);
	let rounds = 0;
	while (one.moments.unsent.value.size > 0 || rounds === 0) {
		rounds += 1;
		if (rounds > 60) throw new Error("it never came through");
		await exchangeAll(one);
	}
	expect(rounds).toBeGreaterThan(10);
	isCut = false;
	await exchangeAll(two);
	const content = new Uint8Array(await photo.content.arrayBuffer());
	expect(await bytesAt(await shownOn(two, "content"))).toEqual(content);
});

test("[R87] a phone that is killed between chunks goes on where it was", async () => {
	let sent = 0;
	const { server, one, two } = await both((path) => {
		if (!/\/api\/blobs\/\w{32}\/\d+$/.test(path)) return "pass";
		sent += 1;
		return sent === 4 ? "lose-request" : "pass";
	});
	const photo = photoOf(2_000_000);
	await written(one, photo);
	await exchangeAll(one);
	expect(one.moments.unsent.value.size).toBe(1);
	const again = await unlocked(one);
	await exchangeAll(again);
	expect(again.moments.unsent.value.size).toBe(0);
	const puts = server.requests.filter(({ path }) => /\/api\/blobs\/\w{32}\/\d+$/.test(path));
	expect(new Set(puts.map(({ path }) => path)).size).toBe(puts.length - 1);
	await exchangeAll(two);
	expect((await shownOn(two, "content")).name).toBe("here");
});

test("[A21] [R85] what a lying server sends is never shown, and shows once the honest bytes come", async () => {
	const { server, one, two } = await both();
	const photo = photoOf(700_000);
	await written(one, photo);
	await exchangeAll(one);
	await exchangeAll(two);
	const lies = [
		(chunk: Uint8Array) => chunk.map((byte, at) => (at === 5 ? byte ^ 1 : byte)),
		(chunk: Uint8Array) => chunk.toReversed(),
		(chunk: Uint8Array) => new Uint8Array(chunk.length),
	];
	for (const lie of lies) {
		server.blobs.tamper = (_id, index, chunk) => (index === 1 ? new Uint8Array(lie(chunk)) : chunk);
		expect(await shownOn(two, "content")).toEqual({ name: "damaged" });
	}
	server.blobs.tamper = (_id, _index, chunk) => chunk.subarray(1);
	expect(await shownOn(two, "content")).toEqual({ name: "damaged" });
	// A chunk in another's place.
	const kept = [...server.blobs.kept.values()].find(({ chunks }) => chunks > 2);
	server.blobs.tamper = (_id, index, chunk) => kept?.held.get(index === 0 ? 1 : index) ?? chunk;
	expect(await shownOn(two, "content")).toEqual({ name: "damaged" });
	server.blobs.tamper = (_id, _index, chunk) => chunk;
	const content = new Uint8Array(await photo.content.arrayBuffer());
	expect(await bytesAt(await shownOn(two, "content"))).toEqual(content);
});

test("[R88] what the server never had is not there yet; what it had and lost is gone, and comes back from who holds it", async () => {
	const { server, one, two } = await both();
	await written(one, photoOf(700_000));
	await exchangeAll(one);
	await exchangeAll(two);
	const kept = new Map(server.blobs.kept);
	server.blobs.kept.clear();
	expect(await shownOn(two, "content")).toEqual({ name: "not-there", offline: false });
	for (const [id, blob] of kept) server.blobs.kept.set(id, blob);
	expect((await shownOn(two, "content")).name).toBe("here");
	const blobs = await two.context.open?.exchange.blobs();
	if (blobs === undefined || two.context.open === undefined) throw new Error("locked");
	const { place } = two.context.open.journal;
	const ids = (await readBlobs(place)).map(({ id }) => id);
	await dropBlobs(place, ids, false);
	server.blobs.kept.clear();
	const again = await unlocked(two);
	expect(await shownOn(again, "content")).toEqual({ name: "gone" });
	await (await one.context.open?.exchange.blobs())?.askAgain();
	await exchangeAll(one);
	expect((await shownOn(again, "content")).name).toBe("here");
});

test("[R90] erased for good, its sealed bytes are on no phone and not at the server", async () => {
	const { server, one, two } = await both();
	await written(one, photoOf(700_000));
	await exchangeAll(one);
	await exchangeAll(two);
	await shownOn(two, "content");
	await shownOn(two, "preview");
	const [entry] = one.moments.entries.value;
	if (entry === undefined) throw new Error("no entry");
	await two.moments.keepDraft({ ...two.moments.editDraft(entry.id), text: "left open" });
	await one.moments.trashEntry(entry.id);
	expect(await one.moments.eraseEntry(entry.id)).toBe("erased");
	await exchangeAll(one);
	await exchangeAll(two);
	for (const { context } of [one, two]) {
		if (context.open === undefined) throw new Error("locked");
		expect((await readBlobIds(context.open.journal.place)).size).toBe(0);
	}
	await (await two.context.open?.exchange.blobs())?.askAgain();
	await exchangeAll(two);
	const { context } = one;
	await context.open?.exchange.blobs().then((blobs) => blobs.shelf);
	await written(one, photoOf(10, 9));
	await exchangeAll(one);
	expect(server.blobs.kept.size).toBe(2);
});

test("[R90] what was never sent goes with its entry at once, also without backup", async () => {
	const { one } = await begun();
	await written(one, photoOf(700_000));
	const [entry] = one.moments.entries.value;
	if (entry === undefined || one.context.open === undefined) throw new Error("no entry");
	await one.moments.trashEntry(entry.id);
	await one.moments.eraseEntry(entry.id);
	expect((await readBlobIds(one.context.open.journal.place)).size).toBe(0);
});

test("[R87] a draft with a photo survives a kill; what was attached and never kept is swept", async () => {
	const { one } = await begun();
	const kept = await attached(one, photoOf(700_000));
	await attached(one, photoOf(300_000, 7));
	await one.moments.keepDraft({ ...one.moments.newDraft(), fields: kept });
	const again = await unlocked(one);
	const [draft] = again.moments.drafts.value;
	if (draft === undefined || again.context.open === undefined) throw new Error("no draft");
	await again.context.open.journal.queue(async () => undefined);
	const desk = await again.moments.attachments();
	expect((await partOf(desk, draft.fields, "content", false)).name).toBe("here");
	await expect
		.poll(async () => {
			const { open } = again.context;
			return open && (await readBlobIds(open.journal.place)).size;
		})
		.toBe(2);
});

test("an edit refers the photo that stays, and one that is taken out stays in the history", async () => {
	const { server, one } = await both();
	const fields = await written(one, photoOf(700_000));
	await exchangeAll(one);
	const [entry] = one.moments.entries.value;
	if (entry === undefined) throw new Error("no entry");
	await one.moments.save({ ...one.moments.editDraft(entry.id), text: "the sea, again" });
	await exchangeAll(one);
	expect([...server.blobs.kept.values()].map(({ by }) => by.size)).toEqual([2, 2]);
	const desk = await one.moments.attachments();
	const [only] = desk.of(fields);
	if (only === undefined) throw new Error("nothing is attached");
	const draft = one.moments.editDraft(entry.id);
	await one.moments.save({ ...draft, fields: desk.without(draft.fields, only.id) });
	await exchangeAll(one);
	expect(desk.of(fieldsOf(one))).toEqual([]);
	const history = await one.moments.history(entry.id);
	const before = history.find((version) => desk.of(version.fields).length > 0);
	expect((await partOf(desk, before?.fields ?? {}, "content", false)).name).toBe("here");
	await one.moments.bringBack(entry.id, before?.id ?? "");
	await exchangeAll(one);
	expect((await partOf(desk, fieldsOf(one), "content", false)).name).toBe("here");
});

test("locked, no address shows anything any more", async () => {
	const dropped: string[] = [];
	const addresses = {
		make: (content: Blob) => URL.createObjectURL(content),
		drop: (address: string) => {
			dropped.push(address);
			URL.revokeObjectURL(address);
		},
	};
	const one = phone(honestServer().connect(), { addresses });
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	const fields = await written(one, photoOf(10_000));
	const shown = await partOf(await one.moments.attachments(), fields, "content", false);
	if (shown.name !== "here") throw new Error(shown.name);
	one.moments.lock();
	await Promise.resolve();
	await expect.poll(() => dropped).toEqual([shown.address]);
	await expect(fetch(shown.address)).rejects.toThrow();
});

test("[R88] of many voice notes on a page those that were closed again say so, and open when they are asked for", async () => {
	const { server, one } = await both();
	let fields: Fields = {};
	for (let seed = 1; seed <= 9; seed += 1) {
		const content = new Blob([bytesOf(40_000, seed)]);
		const voice = { content, type: "audio/mp4", seconds: 3 };
		fields = { ...fields, ...(await attached(one, voice, fields)) };
	}
	await one.moments.save({ ...one.moments.newDraft(), fields });
	await exchangeAll(one);
	const desk = await one.moments.attachments();
	const all = desk.of(fieldsOf(one)).map(({ id }) => id);
	const names = async (fetch: Fetch, ids = all) => {
		const shown: Presence["name"][] = [];
		for (const id of ids) {
			shown.push((await outcomeOf(desk.presence(fields, id, "content", fetch))).name);
		}
		return shown;
	};
	await names("once");
	const open = Array<string>(8).fill("here");
	expect(await names("once")).toEqual(["closed", ...open]);
	const asked = server.requests.length;
	expect(await names("again", all.slice(0, 1))).toEqual(["here"]);
	expect(await names("no")).toEqual(["here", "closed", ...open.slice(1)]);
	expect(server.requests.length).toBe(asked);
	expect(await desk.makeRoom()).toBe("done");
	expect(await names("no")).toEqual(Array<string>(9).fill("away"));
});

test("[R87] erasing one of two entries with the same photo leaves it whole, here and at the server", async () => {
	const { server, one, two } = await both();
	const fields = await written(one, photoOf(700_000));
	await exchangeAll(one);
	const [first] = one.moments.entries.value;
	if (first === undefined) throw new Error("no entry");
	await one.moments.save({ ...one.moments.newDraft(), text: "the same", fields });
	await exchangeAll(one);
	// As if the server had never heard of the second one.
	for (const { by } of server.blobs.kept.values()) for (const id of [...by].slice(1)) by.delete(id);
	const again = await unlocked(one);
	await again.moments.trashEntry(first.id);
	await again.moments.eraseEntry(first.id);
	for (let round = 0; round < 4; round += 1) await exchangeAll(again);
	expect(again.moments.saveState.value.name).toBe("backed-up");
	expect(server.blobs.kept.size).toBe(2);
	await exchangeAll(two);
	expect((await shownOn(two, "content")).name).toBe("here");
	expect((await shownOn(again, "content", false)).name).toBe("here");
});

test("[R80] no more than 32 on a page, and none larger than 25 megabytes", async () => {
	const { one } = await begun();
	const desk = await one.moments.attachments();
	const large = { content: new Blob([new Uint8Array(26_214_401)]), type: "image/webp" };
	expect(await desk.attach({}, large)).toEqual({ name: "refused", cause: "too-large" });
	const ids = Array.from({ length: 32 }, (_, at) => at.toString(16).padStart(32, "0"));
	const fields = Object.fromEntries(ids.map((id) => [`attachment_${id}`, {}]));
	const small = { content: new Blob([new Uint8Array(9)]), type: "image/webp" };
	expect(await desk.attach(fields, small)).toEqual({ name: "refused", cause: "too-many" });
	expect(desk.of(fields).map(({ sort }) => sort)).toEqual(ids.map(() => "newer"));
});

test("[R87] 25 megabytes go in and come out a chunk at a time", async () => {
	const { server, one, two } = await both();
	const size = 26_214_400;
	const whole = new Blob([new Uint8Array(size).fill(7)]);
	let largest = 0;
	const content = new Proxy(whole, {
		get(blob, name) {
			if (name !== "slice") return Reflect.get(blob, name);
			return (from: number, to: number) => {
				largest = Math.max(largest, to - from);
				return blob.slice(from, to);
			};
		},
	});
	await written(one, { content, type: "image/webp" });
	await exchangeAll(one);
	await exchangeAll(two);
	const shown = await shownOn(two, "content");
	expect((await bytesAt(shown)).length).toBe(size);
	expect(largest).toBe(262_144);
	const bodies = server.requests.filter(({ path }) => path.startsWith("/api/blobs/"));
	expect(Math.max(...bodies.map(({ body }) => body.length))).toBe(262_144 + 16);
});

test("a full disk attaches nothing, leaves the words as they are, and is swept later", async () => {
	const { one } = await begun();
	const desk = await one.moments.attachments();
	const { content, type } = photoOf(700_000);
	const refused = await whileFailing("blobs", "QuotaExceededError", () =>
		desk.attach({}, { content, type }),
	);
	expect(refused).toEqual({ name: "refused", cause: "disk-full" });
	const again = await unlocked(one);
	await expect
		.poll(async () => {
			const { open } = again.context;
			return open && (await readBlobIds(open.journal.place)).size;
		})
		.toBe(0);
});
