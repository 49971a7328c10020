// A journal leaves sealed and comes back: to the same account or another, to an empty device or a living one.
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { openArchive, sealArchive } from "../../../crypto/ts/archive.ts";
import { toRecordId, toRevisionId } from "../../../crypto/ts/brands.ts";
import { type Content, encodeContent } from "../../../crypto/ts/content.ts";
import { concat, sha256 } from "../../../crypto/ts/labels.ts";
import { contentsOf } from "../../src/app/archive.ts";
import type { Found, LookResult } from "../../src/app/contract.ts";
import { saveStatement } from "../../src/app/saving.ts";
import { entryKinds } from "../../src/journal/kinds.ts";
import { honestServer } from "../honest-server.ts";
import { exchange, noProgress, type Phone, phone, quickStretch, textsOf, write } from "../phone.ts";
import { whileAborting } from "../store/fault.ts";
import { fieldsOf } from "../world/fields.ts";
import { seeded } from "../world/seeded.ts";

const passphrase = "river lamp orange table sky";
const others = "cedar window silver harbour rain";
const running = new AbortController().signal;

async function begun(secret = passphrase, fetchIt = honestServer().connect()): Promise<Phone> {
	const one = phone(fetchIt);
	await one.started;
	await one.moments.begin(secret, noProgress);
	return one;
}

function openJournal({ context }: Phone) {
	const journal = context.open?.journal;
	if (journal === undefined) throw new Error("expected an open journal");
	return journal;
}

/** What an archive of this journal would hold: the folded state, byte for byte. */
function bytesOf(one: Phone): Uint8Array {
	return concat(...[...contentsOf(openJournal(one).shelf.journal())].map(encodeContent));
}

async function sealed({ moments }: Phone, secret = passphrase): Promise<File> {
	const result = await moments.sealedArchive(secret, noProgress, running);
	if (result.name !== "made") throw new Error(`sealed: ${result.cause}`);
	return new File([result.file], "moments.sealed");
}

async function look(one: Phone, file: File, secret = passphrase): Promise<LookResult> {
	expect(await one.moments.lookInto(file, undefined, noProgress)).toEqual({ name: "sealed" });
	return one.moments.lookInto(file, secret, noProgress);
}

async function found(one: Phone, file: File, secret = passphrase): Promise<Found> {
	const result = await look(one, file, secret);
	if (result.name !== "found") throw new Error(`look: ${JSON.stringify(result)}`);
	return result;
}

async function bring(one: Phone, file: File, secret = passphrase): Promise<Found> {
	const result = await found(one, file, secret);
	expect(await result.bring(noProgress)).toBe("brought");
	return result;
}

async function edit({ moments }: Phone, before: string, after: string): Promise<void> {
	const entry = moments.entries.value.find(({ text }) => text === before);
	if (entry === undefined) throw new Error(`expected ${before}`);
	await moments.save({ ...moments.editDraft(entry.id), text: after });
}

/** Every kind, one edited, one in the trash, one of a newer version, one that two devices wrote at the same time, and settings. */
async function full(): Promise<Phone> {
	const server = honestServer();
	const [one, two] = [await begun(passphrase, server.connect()), phone(server.connect())];
	const dice = seeded(3);
	for (const kind of entryKinds) {
		const fields = fieldsOf(dice, kind, () => "willow");
		await one.moments.save({
			...one.moments.newDraft({ kind, fields, tags: ["home"] }),
			text: kind,
		});
	}
	await edit(one, "letter", "a letter, changed");
	await write(one, "to the trash");
	const gone = one.moments.entries.value.find(({ text }) => text === "to the trash");
	if (gone !== undefined) await one.moments.trashEntry(gone.id);
	await saveStatement(openJournal(one), {
		kind: "constellation",
		record: "c4".repeat(16),
		parents: [],
		schema: 9,
		day: "2026-11-25",
		fields: { shape: [1, new Uint8Array([5, 6])] },
	});
	await one.moments.changeSettings({ idle: 15 });
	const result = await one.moments.turnOnBackup("moon-river", passphrase, noProgress);
	if (result.name !== "on") throw new Error(`backup: ${result.cause}`);
	await two.started;
	await two.moments.join(result.kit.text, passphrase, noProgress);
	await edit(one, "entry", "from one device");
	await edit(two, "entry", "from the other device");
	await exchange(one);
	await exchange(two);
	await exchange(one);
	return one;
}

test("[R65] [R66] export, wipe, import gives the same state byte for byte", async () => {
	const one = await full();
	const file = await sealed(one);
	const fresh = await begun(others);
	await bring(fresh, file);
	expect(bytesOf(fresh)).toEqual(bytesOf(one));
	const shown = ({ moments }: Phone) =>
		[...moments.entries.value, ...moments.trash.value].map(({ backedUp: _, ...entry }) => entry);
	expect(shown(fresh)).toEqual(shown(one));
	expect(fresh.moments.settings.value).toEqual(one.moments.settings.value);
	const entry = one.moments.entries.value.find(({ kind }) => kind === "letter");
	if (entry === undefined) throw new Error("expected a letter");
	const said = async ({ moments }: Phone) =>
		(await moments.history(entry.id)).map(({ text, savedAt }) => [text, savedAt]);
	expect(await said(fresh)).toEqual(await said(one));
	expect(await said(fresh)).toHaveLength(2);
});

test("[R66] what was brought in is sealed again, so that the journal's own passphrase opens it from then on", async () => {
	const fresh = await begun(others);
	await bring(fresh, await sealed(await full()));
	const again = await begun();
	await bring(again, await sealed(fresh, others), others);
	expect(bytesOf(again)).toEqual(bytesOf(fresh));
});

test("[R66] the same file brought a second time, or to where it came from, brings nothing", async () => {
	const one = await full();
	const file = await sealed(one);
	const before = bytesOf(one);
	const waiting = openJournal(one).waiting.size;
	expect(await bring(one, file)).toMatchObject({ fresh: 0, known: entryKinds.length + 2 });
	expect(bytesOf(one)).toEqual(before);
	expect(openJournal(one).waiting.size).toBe(waiting);
	const fresh = await begun(others);
	await bring(fresh, file);
	const counter = openJournal(fresh).newest.counter;
	await bring(fresh, file);
	expect(openJournal(fresh).newest.counter).toBe(counter);
});

test("[R66] two looks at the same file bring it once, though both say yes", async () => {
	const file = await sealed(await full());
	const fresh = await begun(others);
	const [first, second] = [await found(fresh, file), await found(fresh, file)];
	await Promise.all([first.bring(noProgress), second.bring(noProgress)]);
	const once = await begun();
	await bring(once, file);
	expect(openJournal(fresh).newest.counter).toBe(openJournal(once).newest.counter);
});

test("[R41] [R66] two devices that took in the same file, each for itself, show it once", async () => {
	const file = await sealed(await full());
	const server = honestServer();
	const [one, two] = [await begun(others, server.connect()), phone(server.connect())];
	const result = await one.moments.turnOnBackup("moon-river", others, noProgress);
	if (result.name !== "on") throw new Error(`backup: ${result.cause}`);
	await two.started;
	await two.moments.join(result.kit.text, others, noProgress);
	await bring(one, file);
	await bring(two, file);
	const before = bytesOf(one);
	const shown = textsOf(one);
	await exchange(one);
	await exchange(two);
	await exchange(one);
	expect(textsOf(one)).toEqual(shown);
	expect(textsOf(two)).toEqual(shown);
	expect(bytesOf(one)).toEqual(before);
	await edit(two, "moment", "a moment, changed later");
	await exchange(two);
	await exchange(one);
	expect(textsOf(one)).toContain("a moment, changed later");
	expect(textsOf(one)).not.toContain("moment");
});

test("[R66] a living journal keeps its own words and settings beside those that come", async () => {
	const file = await sealed(await full());
	const living = await begun(others);
	await write(living, "here before");
	await living.moments.changeSettings({ idle: 2 });
	await bring(living, file);
	expect(textsOf(living)).toContain("here before");
	expect(textsOf(living)).toContain("a letter, changed");
	expect(living.moments.settings.value.idle).toBe(2);
});

test("[R66] an older file takes nothing back from a journal that went on", async () => {
	const one = await begun();
	await write(one, "at first");
	const file = await sealed(one);
	await edit(one, "at first", "later");
	await bring(one, file);
	expect(textsOf(one)).toEqual(["later"]);
});

test("[R66] a file from before joining brings nothing twice to the joined account", async () => {
	const server = honestServer();
	const one = await begun(others, server.connect());
	const result = await one.moments.turnOnBackup("moon-river", others, noProgress);
	if (result.name !== "on") throw new Error(`backup: ${result.cause}`);
	const two = await begun(passphrase, server.connect());
	await write(two, "at first");
	const file = await sealed(two);
	await edit(two, "at first", "later");
	await two.moments.join(result.kit.text, others, noProgress);
	expect(await bring(two, file)).toMatchObject({ fresh: 0, known: 1 });
	expect(textsOf(two)).toEqual(["later"]);
});

test("[R45] [R66] what was erased for good does not come back with an older file", async () => {
	const one = await begun();
	await write(one, "to be gone");
	await write(one, "to stay");
	const file = await sealed(one);
	const gone = one.moments.entries.value.find(({ text }) => text === "to be gone");
	if (gone === undefined) throw new Error("expected an entry");
	await one.moments.trashEntry(gone.id);
	const server = await one.moments.turnOnBackup("moon-river", passphrase, noProgress);
	if (server.name !== "on") throw new Error(`backup: ${server.cause}`);
	await one.moments.eraseEntry(gone.id);
	await exchange(one);
	await bring(one, file);
	expect(textsOf(one)).toEqual(["to stay"]);
	expect(one.moments.trash.value).toEqual([]);
	const { name } = await found(await begun(others), await sealed(one));
	expect(name).toBe("found");
});

test("[R66] a disk that fails half-way leaves nothing of it, and the next try brings it whole", async () => {
	const file = await sealed(await full());
	const fresh = await begun(others);
	await write(fresh, "here before");
	const before = bytesOf(fresh);
	const result = await found(fresh, file);
	expect(await whileAborting("outbox", () => result.bring(noProgress))).toBe("storage");
	expect(bytesOf(fresh)).toEqual(before);
	expect(textsOf(fresh)).toEqual(["here before"]);
	await bring(fresh, file);
	expect(textsOf(fresh)).toContain("a letter, changed");
});

test("[C20] nothing leaves before the passphrase was given", async () => {
	const one = await begun();
	await write(one, "my own");
	const refused = { name: "refused", cause: "passphrase" };
	expect(await one.moments.sealedArchive("other words", noProgress, running)).toEqual(refused);
	expect(await one.moments.sealedArchive("", noProgress, running)).toEqual(refused);
	const legible = { language: "en", title: "", lead: "", trashed: "", draft: "" } as const;
	const empty = () => "";
	const speaking = { ...legible, day: String, attached: empty, missing: "", line: empty };
	const readable = one.moments.readableArchive("other words", speaking, noProgress, running);
	expect(await readable).toEqual(refused);
});

test("work that is stopped gives nothing", async () => {
	const one = await full();
	const stop = new AbortController();
	stop.abort();
	const result = await one.moments.sealedArchive(passphrase, noProgress, stop.signal);
	expect(result).toEqual({ name: "refused", cause: "stopped" });
});

test("[R62] [R64] a file that is torn, wrong, newer or of another passphrase is named and changes nothing", async () => {
	const one = await full();
	const whole = new Uint8Array(await (await sealed(one)).arrayBuffer());
	const fresh = await begun(others);
	const before = bytesOf(fresh);
	const wrong: readonly (readonly [Uint8Array<ArrayBuffer>, string])[] = [
		[whole.slice(0, -1), "passphrase"],
		[whole.slice(0, 40), "damaged"],
		[concat(new Uint8Array([3]), whole.slice(1)), "newer"],
	];
	for (const [bytes, cause] of wrong) {
		const result = await look(fresh, new File([bytes], "moments.sealed"));
		expect(result).toEqual({ name: "refused", cause });
	}
	const file = new File([whole], "moments.sealed");
	expect(await look(fresh, file, others)).toEqual({ name: "refused", cause: "passphrase" });
	const picture = new File([new Uint8Array([0xff, 0xd8, 0xff, 0xe0])], "a.jpg");
	const unknown = { name: "refused", cause: "unknown" };
	expect(await fresh.moments.lookInto(picture, undefined, noProgress)).toEqual(unknown);
	expect(await fresh.moments.lookInto(new File([], "a"), undefined, noProgress)).toEqual(unknown);
	expect(bytesOf(fresh)).toEqual(before);
});

test("[R64] 10,000 revisions are sealed with no more than a chunk and a content held at a time", async () => {
	let [asked, given] = [0, 0];
	function* contents(): Generator<Content> {
		for (const content of numbered(10_000)) {
			asked += encodeContent(content).length + 4;
			yield content;
		}
	}
	let held = 0;
	const pieces = sealArchive(quickStretch, passphrase, contents(), (size) => new Uint8Array(size));
	for await (const piece of pieces) {
		given += piece.length;
		held = Math.max(held, asked - given, piece.length);
	}
	expect(given).toBeGreaterThan(10_000_000);
	expect(held).toBeLessThan(65_536 + 2_048);
});

test("[R64] [R65] an archive of many chunks is the same for its reader, however it comes", async () => {
	const pieces: Uint8Array<ArrayBuffer>[] = [];
	const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));
	const written = [...numbered(300)];
	for await (const piece of sealArchive(quickStretch, passphrase, written, random)) {
		pieces.push(piece);
	}
	expect(pieces.length).toBeGreaterThan(4);
	const whole = concat(...pieces);
	const bytewise = [...whole.subarray(0, 2_000)].map((byte) => new Uint8Array([byte]));
	for (const parts of [pieces, [whole], [...bytewise, whole.subarray(2_000)]]) {
		const opened = await openArchive(quickStretch, passphrase, parts);
		const digest = (all: readonly Content[]) => sha256(concat(...all.map(encodeContent)));
		expect(await digest(opened)).toEqual(await digest(written));
	}
	for (const [at, bit] of [
		[40, 1],
		[70_000, 128],
		[whole.length - 1, 2],
	] as const) {
		const turned = whole.slice();
		turned[at] = (turned[at] ?? 0) ^ bit;
		await expect(openArchive(quickStretch, passphrase, [turned])).rejects.toMatchObject({
			kind: "open",
		});
	}
});

function* numbered(count: number): Generator<Content> {
	for (let at = 0; at < count; at += 1) {
		const hex = at.toString(16).padStart(8, "0");
		yield {
			kind: "entry",
			record: toRecordId(hex.repeat(4)),
			parents: [],
			seen: [],
			schema: 1,
			day: "2026-11-25",
			fields: { at, text: "a line of a page that is long enough. ".repeat(26), trashed: false },
			replaces: toRevisionId(hex.repeat(8)),
		};
	}
}
