// Photos and voice notes leave with their entries and come with them: in a sealed file, in a readable copy, to another account.
import "fake-indexeddb/auto";
import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import type { Legible } from "../../src/app/contract.ts";
import { dropBlobs, readBlobs } from "../../src/store/blobs.ts";
import {
	attached,
	begun,
	both,
	bytesAt,
	fieldsOf,
	partOf,
	passphrase,
	photoOf,
	shownOn,
	withBackup,
	written,
} from "../attached.ts";
import { type Fault, type HonestServer, honestServer } from "../honest-server.ts";
import { exchangeAll, noProgress, type Phone, phone } from "../phone.ts";

const others = "cedar window silver harbour rain";
const running = new AbortController().signal;
const legible: Legible = {
	language: "en",
	title: "Moments",
	lead: "All",
	trashed: "Trash",
	draft: "Open",
	day: (day) => day,
	attached: ({ sort }, number, count) => `${sort} ${number} of ${count}`,
	missing: "missing",
	line: () => "",
};

async function sealedFile({ moments }: Phone) {
	const made = await moments.sealedArchive(passphrase, noProgress, running);
	if (made.name !== "made") throw new Error(made.cause);
	return made;
}

async function brought({ moments }: Phone, file: Blob): Promise<string> {
	const found = await moments.lookInto(new File([file], "x"), passphrase, noProgress);
	if (found.name !== "found") throw new Error(found.name);
	return found.bring(noProgress);
}

async function other(): Promise<Phone> {
	const one = phone(honestServer().connect());
	await one.started;
	await one.moments.begin(others, noProgress);
	return one;
}

async function whole(content: Blob): Promise<Uint8Array> {
	return new Uint8Array(await content.arrayBuffer());
}

/** The second phone knows of the photo and holds nothing of it. */
async function bothWithOnePhoto() {
	const phones = await both();
	await written(phones.one, photoOf(700_000));
	await exchangeAll(phones.one);
	await exchangeAll(phones.two);
	return phones;
}

test("[R65] [R66] a sealed file carries photos, which another account seals anew and backs up", async () => {
	const { one } = await begun();
	const photo = photoOf(700_000);
	await written(one, photo);
	const made = await sealedFile(one);
	expect(made.lacks).toBe(false);
	const two = await other();
	await withBackup(two, others);
	expect(await brought(two, made.file)).toBe("brought");
	expect(await bytesAt(await shownOn(two, "content", false))).toEqual(await whole(photo.content));
	await exchangeAll(two);
	expect(two.moments.unsent.value.size).toBe(0);
	expect(two.moments.entries.value[0]?.backedUp).toBe(true);
});

test("[R65] a sealed file says where it lacks a photo, and is good without it", async () => {
	const { one } = await begun();
	await written(one, photoOf(700_000));
	const { open } = one.context;
	if (open === undefined) throw new Error("locked");
	const ids = (await readBlobs(open.journal.place)).map(({ id }) => id);
	await dropBlobs(open.journal.place, ids, false);
	const made = await sealedFile(one);
	expect(made.lacks).toBe(true);
	const two = await other();
	expect(await brought(two, made.file)).toBe("brought");
	expect((await shownOn(two, "content")).name).toBe("not-there");
});

test("[R66] an archive that is cut off or changed leaves no byte of its files behind", async () => {
	const { one } = await begun();
	await written(one, photoOf(700_000));
	const { file } = await sealedFile(one);
	const two = await other();
	const bytes = new Uint8Array(await file.arrayBuffer());
	bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 1;
	for (const bad of [new Blob([bytes]), file.slice(0, file.size - 100)]) {
		const found = await two.moments.lookInto(new File([bad], "x"), passphrase, noProgress);
		expect(found).toMatchObject({ name: "refused" });
	}
	const { open } = two.context;
	if (open === undefined) throw new Error("locked");
	expect(await readBlobs(open.journal.place)).toEqual([]);
});

test("a phone that holds no photo fetches what it takes along", async () => {
	const { two } = await bothWithOnePhoto();
	const made = await sealedFile(two);
	expect(made.lacks).toBe(false);
	expect(made.file.size).toBeGreaterThan(700_000);
});

test("a readable copy has each photo as a file of its own, those of open drafts too", async () => {
	const { one } = await begun();
	const photo = photoOf(300_000);
	const fields = await written(one, photo);
	const second = photoOf(5_000, 50);
	const open = await attached(one, second);
	await one.moments.keepDraft({ ...one.moments.newDraft(), fields: open });
	const made = await one.moments.readableArchive(passphrase, legible, noProgress, running);
	if (made.name !== "made") throw new Error(made.cause);
	const files = unzipSync(await whole(made.file));
	const ids = [fields, open].map((one) => Object.keys(one)[0]?.slice("attachment_".length));
	expect(files[`attachments/${ids[0]}.jpg`]).toEqual(await whole(photo.content));
	expect(files[`attachments/${ids[1]}.jpg`]).toEqual(await whole(second.content));
	const entry = Object.entries(files).find(([name]) => name.startsWith("entries/"));
	expect(strFromU8(entry?.[1] ?? new Uint8Array())).toContain(`attachments: ["${ids[0]}"]`);
	const page = strFromU8(files["index.html"] ?? new Uint8Array());
	for (const id of ids) {
		expect(page).toContain(`<img src="attachments/${id}.jpg" alt="photo 1 of 1" width="2048"`);
	}
});

test("[R88] a readable copy says where a photo is not in it", async () => {
	const { two } = await bothWithOnePhoto();
	const { context } = two;
	context.open?.exchange.close();
	const made = await two.moments.readableArchive(passphrase, legible, noProgress, running);
	if (made.name !== "made") throw new Error(made.cause);
	expect(made.lacks).toBe(true);
	const files = unzipSync(await whole(made.file));
	const page = strFromU8(files["index.html"] ?? new Uint8Array());
	expect(page).toContain("photo 1 of 1: missing");
	expect(page).not.toContain("<img");
});

test("[R89] whoever joins an account with entries brings their photos along, sealed for it", async () => {
	const server = honestServer();
	const one = phone(server.connect());
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	const kit = await withBackup(one);
	const two = phone(server.connect());
	await two.started;
	await two.moments.begin(others, noProgress);
	const photo = photoOf(700_000);
	await written(two, photo);
	const open = await attached(two, photoOf(400, 50));
	await two.moments.keepDraft({ ...two.moments.newDraft(), fields: open });
	expect((await two.moments.join(kit, passphrase, noProgress)).name).toBe("joined");
	const desk = await two.moments.attachments();
	expect(await bytesAt(await partOf(desk, fieldsOf(two), "content", false))).toEqual(
		await whole(photo.content),
	);
	const [draft] = two.moments.drafts.value;
	expect((await partOf(desk, draft?.fields ?? {}, "content", false)).name).toBe("here");
	await exchangeAll(two);
	await exchangeAll(one);
	expect(await bytesAt(await shownOn(one, "content"))).toEqual(await whole(photo.content));
});

/** Another account of that server, and its kit. */
async function kitOfAnother({ invitations, connect }: HonestServer): Promise<string> {
	invitations.add("moon-river");
	const one = phone(connect());
	await one.started;
	await one.moments.begin(others, noProgress);
	return withBackup(one, others);
}

test("[R89] what cannot be had is said before the account is left, and stays behind only where that was told", async () => {
	const { server, two } = await bothWithOnePhoto();
	const kit = await kitOfAnother(server);
	server.blobs.kept.clear();
	expect(await two.moments.join(kit, others, noProgress)).toEqual({ name: "lacks", count: 1 });
	// It is where it was: what is written now is backed up in the account of before.
	await two.moments.save({ ...two.moments.newDraft(), text: "still here" });
	await exchangeAll(two);
	expect(two.moments.saveState.value.name).toBe("backed-up");
	const joined = await two.moments.join(kit, others, noProgress, true);
	expect(joined).toMatchObject({ name: "joined" });
	expect((await shownOn(two, "content")).name).toBe("not-there");
});

test("[R89] what lies in history and trash is fetched too before the account is left", async () => {
	const { server, two } = await bothWithOnePhoto();
	const [entry] = two.moments.entries.value;
	if (entry === undefined) throw new Error("no entry");
	const { fields } = entry;
	await two.moments.save({ ...two.moments.editDraft(entry.id), fields: {} });
	await two.moments.trashEntry(entry.id);
	await exchangeAll(two);
	const kit = await kitOfAnother(server);
	expect((await two.moments.join(kit, others, noProgress)).name).toBe("joined");
	server.blobs.kept.clear();
	const desk = await two.moments.attachments();
	expect((await partOf(desk, fields, "content", false)).name).toBe("here");
});

test("[R89] the kit of this very account leaves nothing, and nothing is asked", async () => {
	const { server, two, kit } = await bothWithOnePhoto();
	server.blobs.kept.clear();
	expect((await two.moments.join(kit, passphrase, noProgress)).name).toBe("joined");
});

test("[R89] what was not sent yet comes along where a device enters its own account anew", async () => {
	let isDead = true;
	const dead: Fault = (path) =>
		isDead && /^\/api\/blobs\/.*\/\d+$/.test(path) ? "lose-request" : "pass";
	const { server, one, kit } = await both(dead);
	await written(one, photoOf(700_000));
	await exchangeAll(one);
	expect(one.moments.saveState.value.name).toBe("words-backed-up");
	expect((await one.moments.join(kit, passphrase, noProgress)).name).toBe("joined");
	isDead = false;
	await exchangeAll(one);
	expect(one.moments.saveState.value.name).toBe("backed-up");
	expect(server.blobs.kept.size).toBe(2);
	expect((await shownOn(one, "content", false)).name).toBe("here");
});
