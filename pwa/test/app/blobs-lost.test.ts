// What a server, a disk or a lock has taken from photos and voice notes: it is asked for, sent again, or fetched anew.
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import {
	attached,
	begun,
	both,
	fieldsOf,
	partOf,
	passphrase,
	photoOf,
	shownOn,
	unlocked,
	withBackup,
	written,
} from "../attached.ts";
import { type HonestServer, honestServer, unheard } from "../honest-server.ts";
import { exchangeAll, noProgress, phone } from "../phone.ts";
import { makeDevice, setBack } from "../world/device.ts";
import { seeded } from "../world/seeded.ts";

/** A backup from before the newest link, without the photos. */
function putBack({ accounts, blobs, restore }: HonestServer): void {
	const [account] = [...accounts.keys()];
	if (account === undefined) throw new Error("no account");
	restore(account, (accounts.get(account)?.chain.seq ?? 0) - 1);
	blobs.kept.clear();
}

test("all of them on this phone: they come by themselves, and are taken off only where the server holds them", async () => {
	const { one, two } = await both();
	const photo = photoOf(700_000);
	await written(one, photo);
	await exchangeAll(one);
	await exchangeAll(two);
	const desk = await two.moments.attachments();
	expect(desk.keepsAll.value).toBe(false);
	await desk.keepAll(true);
	expect((await partOf(desk, fieldsOf(two), "content", false)).name).toBe("here");
	const again = await unlocked(two);
	const kept = await again.moments.attachments();
	expect(kept.keepsAll.value).toBe(true);
	await kept.keepAll(false);
	await kept.makeRoom();
	expect((await partOf(kept, fieldsOf(again), "content", false)).name).toBe("away");
	expect((await partOf(kept, fieldsOf(again), "preview", false)).name).toBe("here");
	expect((await partOf(kept, fieldsOf(again), "content", true)).name).toBe("here");
	const { one: alone } = await begun();
	await written(alone, photo);
	const only = await alone.moments.attachments();
	await only.makeRoom();
	expect((await partOf(only, fieldsOf(alone), "content", false)).name).toBe("here");
});

test("[R87] what is attached and not kept yet is not waited for when the server is asked again", async () => {
	const { server, one } = await both();
	await written(one, photoOf(20_000));
	await exchangeAll(one);
	const fields = await attached(one, photoOf(30_000, 7));
	putBack(server);
	await exchangeAll(one);
	const { moments } = one;
	expect(moments.notices.value).toContain("healed");
	expect(moments.saveState.value.name).toBe("backed-up");
	await moments.save({ ...moments.newDraft(), fields });
	await exchangeAll(one);
	expect(moments.saveState.value.name).toBe("backed-up");
	expect(server.blobs.kept.size).toBe(4);
});

test("[R87] after the server was put back to an older state, photos are sent again by whoever holds them", async () => {
	const { server, one, two } = await both();
	await written(one, photoOf(700_000));
	await exchangeAll(one);
	await exchangeAll(two);
	putBack(server);
	await exchangeAll(one);
	await exchangeAll(one);
	expect(one.moments.notices.value).toContain("healed");
	expect(server.blobs.kept.size).toBe(2);
	expect(one.moments.saveState.value.name).toBe("backed-up");
	expect((await shownOn(two, "content")).name).toBe("here");
});

test("[R87] after a backup was put back, a phone sends what it holds although another one has healed the log", async () => {
	// It is not told that the head has moved: it comes back once the other one is through.
	const { server, one, two } = await both(unheard());
	await written(one, photoOf(700_000));
	await exchangeAll(one);
	await exchangeAll(two);
	putBack(server);
	server.endSessions();
	await exchangeAll(two);
	await exchangeAll(two);
	expect(server.blobs.kept.size).toBe(0);
	await exchangeAll(one);
	expect(one.moments.notices.value).not.toContain("healed");
	expect(server.blobs.kept.size).toBe(2);
	expect((await shownOn(two, "content")).name).toBe("here");
});

test("[R87] nothing is taken off a phone that the server turns out not to hold", async () => {
	let isOff = false;
	const { server, one } = await both(() => (isOff ? "lose-request" : "pass"));
	await written(one, photoOf(700_000));
	await exchangeAll(one);
	const desk = await one.moments.attachments();
	server.blobs.kept.clear();
	isOff = true;
	expect(await desk.makeRoom()).toBe("some-stay");
	expect((await shownOn(one, "content", false)).name).toBe("here");
	isOff = false;
	expect(await desk.makeRoom()).toBe("done");
	expect(server.blobs.kept.size).toBe(2);
	expect((await shownOn(one, "content", false)).name).toBe("away");
	expect((await shownOn(one, "content")).name).toBe("here");
});

test("[R90] an exchange that outlives the lock erases nothing that was kept since", async () => {
	const server = honestServer();
	const line = server.connect();
	const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
	let state: "fast" | "slow" | "off" = "fast";
	const one = phone(async (...asked) => {
		if (state === "off") throw new TypeError("no connection");
		const isSlow = state === "slow" && asked[0] === "/api/log";
		const answer = await line(...asked);
		if (isSlow) await answered;
		return answer;
	});
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	await withBackup(one);
	await written(one, photoOf(10_000));
	await exchangeAll(one);
	const [entry] = one.moments.entries.value;
	if (entry === undefined) throw new Error("no entry");
	await one.moments.trashEntry(entry.id);
	await exchangeAll(one);
	state = "slow";
	const before = server.requests.length;
	await one.moments.eraseEntry(entry.id);
	one.moments.syncSoon();
	const pushed = () => server.requests.slice(before).some(({ path }) => path === "/api/log");
	await expect.poll(pushed).toBe(true);
	const held = one.context.open?.journal;
	one.moments.lock();
	state = "off";
	await one.moments.unlock(passphrase, noProgress);
	const fields = await written(one, photoOf(20_000, 7));
	answer();
	await new Promise((done) => setTimeout(done, 50));
	await held?.queue(async () => undefined);
	const desk = await one.moments.attachments();
	expect((await partOf(desk, fields, "content", false)).name).toBe("here");
	const again = await unlocked(one);
	expect((await shownOn(again, "content", false)).name).toBe("here");
});

test("[R39] what a draft left behind names too is not backed up before the server has it", async () => {
	let isOff = false;
	const { one } = await both(() => (isOff ? "lose-request" : "pass"));
	await exchangeAll(one);
	isOff = true;
	const fields = await attached(one, photoOf(10_000));
	const draft = { ...one.moments.newDraft(), text: "the sea", fields };
	await one.moments.save(draft);
	await one.moments.keepDraft(draft);
	const again = await unlocked(one);
	await again.context.open?.journal.whole;
	await expect.poll(() => again.context.open?.journal.unsent.size).toBe(2);
	expect(again.moments.entries.value[0]?.backedUp).toBe(false);
});

test("[R88] a photo that this disk cannot read any more is fetched anew", async () => {
	const { one } = await both();
	const fields = await written(one, photoOf(700_000));
	await exchangeAll(one);
	const { get } = IDBObjectStore.prototype;
	const again = await unlocked(one);
	const desk = await again.moments.attachments();
	IDBObjectStore.prototype.get = function (this: IDBObjectStore, key) {
		if (this.name === "chunks") throw new DOMException("harmed", "NotReadableError");
		return get.call(this, key);
	};
	try {
		expect((await partOf(desk, fields, "content", true)).name).toBe("here");
	} finally {
		IDBObjectStore.prototype.get = get;
	}
});

test("all of them on this phone: what the server has harmed is asked for once, not again and again", async () => {
	const { server, one, two } = await both();
	await written(one, photoOf(10_000));
	await exchangeAll(one);
	for (const { held } of server.blobs.kept.values()) {
		for (const [index, chunk] of held) {
			const harmed = chunk.map((byte) => byte ^ 1);
			held.set(index, harmed);
		}
	}
	await exchangeAll(two);
	await (await two.moments.attachments()).keepAll(true);
	const asked = server.requests.length;
	for (let times = 0; times < 3; times += 1) await exchangeAll(two);
	const fetched = server.requests
		.slice(asked)
		.filter(({ path }) => /^\/api\/blobs\/\w{32}\/\d/.test(path));
	expect(fetched).toEqual([]);
});

test("[R87] a photo of a draft that comes back from the log as a page is sent, and is not backed up before", async () => {
	const server = honestServer();
	const device = makeDevice("one", server, seeded(1));
	const { moments, started } = device.phone;
	await started;
	await moments.begin(passphrase, noProgress);
	await withBackup(device.phone);
	const fields = await attached(device.phone, photoOf(700_000));
	const draft = { ...moments.newDraft(), text: "the sea", fields };
	await moments.keepDraft(draft);
	// The page is in the log, and its photo is not: this disk goes back to before it was saved.
	await setBack(device, async () => {
		await moments.save(draft);
		await exchangeAll(device.phone);
		server.blobs.kept.clear();
		device.online = false;
	});
	device.online = true;
	await exchangeAll(device.phone);
	await exchangeAll(device.phone);
	expect(server.blobs.kept.size).toBe(2);
	expect(device.phone.moments.saveState.value.name).toBe("backed-up");
});
