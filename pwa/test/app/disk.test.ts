// What the app does when this device's own disk is full, refuses, or was harmed.
import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { keepView } from "../../src/app/view.ts";
import { spoil } from "../crash/spoilt.ts";
import { honestServer } from "../honest-server.ts";
import { exchange, noProgress, type Phone, phone, restart, textsOf, write } from "../phone.ts";

const passphrase = "river lamp orange table sky";

afterEach(() => vi.restoreAllMocks());

/** The browser's own answer to a full disk. */
function fillDisk(): void {
	vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
		throw new DOMException("no space is left", "QuotaExceededError");
	});
}

async function begun(fetchIt: typeof fetch = () => Promise.reject(new TypeError("offline"))) {
	const one = phone(fetchIt);
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	return one;
}

async function reopened(one: Phone): Promise<Phone> {
	const again = restart(one);
	await again.started;
	expect(await again.moments.unlock(passphrase, noProgress)).toBe("open");
	return again;
}

/** Changes what lies in a table of the phone's database. */
async function harm(
	one: Phone,
	table: "view" | "parts" | "links" | "outbox" | "pins",
	how: "lose" | "garble",
	which = 0,
) {
	const database = one.context.database;
	if (database === undefined) throw new Error("expected a database");
	const key = (await database.getAllKeys(table))[which];
	if (key === undefined) throw new Error(`expected something in ${table}`);
	if (how === "lose") return database.delete(table, key);
	const row = await database.get(table, key);
	const garbled = JSON.parse(JSON.stringify(row ?? {}), () => new Uint8Array([1, 2, 3]));
	return database.put(table, garbled, key);
}

test("a full disk is said, what is in memory can be exported, and writing goes on", async () => {
	const one = await begun();
	await write(one, "before");
	fillDisk();
	await write(one, "while it was full");
	expect(one.moments.saveState.value).toEqual({ name: "not-saved", cause: "disk-full" });
	expect(await one.moments.exportReadable().text()).toContain("while it was full");
	await write(one, "and on");
	expect(textsOf(one)).toHaveLength(3);
	vi.restoreAllMocks();
	one.clock.pass(20_000);
	await one.context.open?.journal.queue(async () => undefined);
	await write(one, "after");
	expect(one.moments.saveState.value.name).toBe("saved-here");
	expect(textsOf(await reopened(one))).toHaveLength(4);
});

test("once there is room, a draft is gone from disk with the words that were made of it while it was full", async () => {
	const one = await begun();
	const draft = { ...one.moments.newDraft(), text: "half" };
	await one.moments.keepDraft(draft);
	fillDisk();
	await one.moments.save({ ...draft, text: "whole" });
	expect(one.moments.saveState.value.name).toBe("not-saved");
	vi.restoreAllMocks();
	await write(one, "after");
	const again = await reopened(one);
	expect(textsOf(again)).toEqual(expect.arrayContaining(["whole", "after"]));
	expect(again.moments.drafts.value).toEqual([]);
});

test("a full disk keeps a draft in memory and says so", async () => {
	const one = await begun();
	fillDisk();
	await one.moments.keepDraft({ ...one.moments.newDraft(), text: "half" });
	expect(one.moments.saveState.value.name).toBe("not-saved");
	expect(one.moments.drafts.value.map(({ text }) => text)).toEqual(["half"]);
	expect(await one.moments.exportReadable().text()).toContain("half");
});

test("a full disk is said where backup is turned on, and it can be turned on once there is room", async () => {
	const one = await begun(honestServer().connect());
	await write(one, "before");
	fillDisk();
	const turnOn = () => one.moments.turnOnBackup("moon-river", passphrase, noProgress);
	expect(await turnOn()).toEqual({ name: "refused", cause: "storage" });
	vi.restoreAllMocks();
	expect((await turnOn()).name).toBe("on");
	await exchange(one);
	expect(one.moments.saveState.value.name).toBe("backed-up");
});

test("what is said of a changed passphrase is true, whichever write the disk takes back", async () => {
	const next = "copper meadow winter violin";
	const said = new Set<string>();
	for (let at = 1; at <= 12; at += 1) {
		const one = await begun(honestServer().connect());
		await one.moments.turnOnBackup("moon-river", passphrase, noProgress);
		await one.context.open?.exchange.settled();
		const mend = spoil(one.platform.databaseName, at, "aborts", false);
		const { name } = await one.moments.changePassphrase(passphrase, next, noProgress);
		mend();
		said.add(name);
		one.context.open?.exchange.close();
		const again = restart(one);
		await again.started;
		const opens = name === "changed" ? next : passphrase;
		expect(await again.moments.unlock(opens, noProgress)).toBe("open");
	}
	expect([...said].toSorted()).toEqual(["changed", "refused"]);
});

test("a browser that refuses storage is said before anything is written", async () => {
	vi.spyOn(indexedDB, "open").mockImplementation(() => {
		throw new DOMException("storage is blocked", "SecurityError");
	});
	const one = phone(() => Promise.reject(new TypeError("offline")));
	await one.started;
	expect(one.moments.phase.value).toEqual({ name: "unusable", cause: "storage" });
});

test("a view that was lost or garbled is made anew from the log, without a word", async () => {
	for (const how of ["lose", "garble"] as const) {
		const one = await begun();
		await write(one, "a line");
		one.clock.pass(6_000);
		await vi.waitFor(async () => expect(await one.context.database?.count("view")).toBe(1));
		await harm(one, "view", how);
		const again = await reopened(one);
		expect(textsOf(again)).toEqual(["a line"]);
		expect(again.moments.notices.value).toEqual([]);
	}
});

/** Long enough that the view has more than one part, of which the last two pages are in the younger one. */
const long = "a long page ".repeat(12_500);

async function inParts() {
	const one = await begun();
	for (const text of ["one", "two", "three", "four"]) {
		one.clock.pass(1);
		await write(one, `${text} ${long}`);
	}
	one.clock.pass(6_000);
	await vi.waitFor(async () => expect(await one.context.database?.count("parts")).toBe(2));
	return one;
}

function firstWords(one: Phone): readonly string[] {
	return textsOf(one).map((text) => text.slice(0, text.indexOf(" ")));
}

test("unlocking shows the youngest part of a long journal before the others, and then all of it", async () => {
	const again = restart(await inParts());
	await again.started;
	const seen: (readonly string[])[] = [];
	const said: boolean[] = [];
	const stop = again.moments.entries.subscribe(() => {
		seen.push(firstWords(again));
		said.push(again.moments.whole.value);
	});
	const unlocked = again.moments.unlock(passphrase, noProgress);
	expect(await unlocked).toBe("open");
	stop();
	expect(again.moments.whole.value).toBe(true);
	expect(said).toEqual([false, false, false]);
	expect(seen).toEqual([[], ["three", "four"], ["one", "two", "three", "four"]]);
});

test("what is saved in the moment of unlocking waits for the rest of the journal, and is kept", async () => {
	const again = restart(await inParts());
	await again.started;
	again.clock.pass(1);
	let saved: Promise<void> | undefined;
	const stop = again.moments.phase.subscribe(({ name }) => {
		if (name === "open") saved = write(again, "five at once");
	});
	await again.moments.unlock(passphrase, noProgress);
	await saved;
	stop();
	expect(firstWords(again)).toEqual(["one", "two", "three", "four", "five"]);
	again.clock.pass(6_000);
	await again.context.open?.journal.queue(async () => undefined);
	expect(firstWords(await reopened(again))).toEqual(["one", "two", "three", "four", "five"]);
});

test("a lock while the rest is read leaves nothing in memory, and no shorter view on disk", async () => {
	const again = restart(await inParts());
	await again.started;
	const stop = again.moments.phase.subscribe(({ name }) => {
		if (name !== "open") return;
		const journal = again.context.open?.journal;
		if (journal !== undefined) journal.viewIsOld = true;
		void keepView(again.context);
		again.moments.lock();
	});
	expect(await again.moments.unlock(passphrase, noProgress)).toBe("failed");
	stop();
	await new Promise((resolve) => setTimeout(resolve, 50));
	expect(textsOf(again)).toEqual([]);
	expect(again.context.open).toBeUndefined();
	expect(firstWords(await reopened(again))).toEqual(["one", "two", "three", "four"]);
});

test("a part of the view that was lost or garbled is made anew from the log, whichever it is", async () => {
	for (const how of ["lose", "garble"] as const) {
		for (const which of [0, 1]) {
			const one = await inParts();
			await harm(one, "parts", how, which);
			const again = await reopened(one);
			expect(firstWords(again)).toEqual(["one", "two", "three", "four"]);
			expect(again.moments.notices.value).toEqual([]);
			await write(again, "five");
			again.clock.pass(6_000);
			await again.context.open?.journal.queue(async () => undefined);
			await vi.waitFor(async () => expect(await again.context.database?.count("parts")).toBe(3));
			expect(textsOf(await reopened(again))).toHaveLength(5);
		}
	}
});

test("where neither the rest of the view nor the log can be read any more, nothing stays open by half", async () => {
	const again = restart(await inParts());
	await again.started;
	const stop = again.moments.phase.subscribe(({ name }) => {
		if (name !== "open") return;
		for (const read of ["get", "getAll"] as const) {
			vi.spyOn(IDBObjectStore.prototype, read).mockImplementation(() => {
				throw new DOMException("gone", "NotReadableError");
			});
		}
	});
	expect(await again.moments.unlock(passphrase, noProgress)).toBe("failed");
	stop();
	expect(again.moments.phase.value).toEqual({ name: "locked", damaged: true });
	expect(again.context.open).toBeUndefined();
	expect(textsOf(again)).toEqual([]);
	vi.restoreAllMocks();
	expect(firstWords(await reopened(again))).toEqual(["one", "two", "three", "four"]);
});

test("a save writes one part of the view anew and leaves the others as they are", async () => {
	const one = await inParts();
	const before = await one.context.database?.getAll("parts");
	await write(one, "five");
	one.clock.pass(6_000);
	await vi.waitFor(async () => {
		const after = await one.context.database?.getAll("parts");
		expect(after?.[0]).toEqual(before?.[0]);
		expect(after?.at(-1)).not.toEqual(before?.at(-1));
	});
});

test("what is erased lies in no part of the view any more, from that moment on", async () => {
	const one = await inParts();
	const id = one.moments.entries.value[0]?.id;
	if (id === undefined) throw new Error("expected an entry");
	await one.moments.trashEntry(id);
	const erased = one.moments.eraseEntry(id);
	let [fewest, isDone] = [2, false];
	const { database } = one.context;
	const done = erased.finally(() => {
		isDone = true;
	});
	while (!isDone) {
		fewest = Math.min(fewest, (await database?.count("parts")) ?? 2);
		await new Promise((next) => setTimeout(next));
	}
	expect(await done).toBe("erased");
	expect(fewest).toBe(0);
	expect(firstWords(await reopened(one))).toEqual(["two", "three", "four"]);
});

test("unlocking reads the view and what came after it", async () => {
	const one = await begun();
	await write(one, "in the view");
	one.clock.pass(6_000);
	await vi.waitFor(async () => expect(await one.context.database?.count("view")).toBe(1));
	await write(one, "after the view");
	expect([...textsOf(await reopened(one))].toSorted()).toEqual(["after the view", "in the view"]);
});

test("a harmed part of the log is named, the rest opens, and it is fetched again", async () => {
	for (const [table, how] of [
		["links", "lose"],
		["links", "garble"],
		["pins", "garble"],
		["pins", "lose"],
	] as const) {
		const server = honestServer();
		const one = await begun(server.connect());
		await write(one, "a line");
		const result = await one.moments.turnOnBackup("moon-river", passphrase, noProgress);
		expect(result.name).toBe("on");
		await exchange(one);
		await write(one, "not sent yet");
		await harm(one, table, how);
		const again = await reopened(one);
		expect(again.moments.notices.value).toContain("damaged");
		expect(textsOf(again)).toContain("not sent yet");
		await exchange(again);
		expect([...textsOf(again)].toSorted()).toEqual(["a line", "not sent yet"]);
		expect(again.moments.saveState.value.name).toBe("backed-up");
	}
});

test("a harmed revision that was never sent is named, and those after it are kept and sent", async () => {
	const server = honestServer();
	const one = await begun(server.connect());
	for (const text of ["harmed", "kept", "kept too"]) await write(one, text);
	await harm(one, "outbox", "garble");
	const again = await reopened(one);
	expect(again.moments.notices.value).toContain("damaged");
	expect([...textsOf(again)].toSorted()).toEqual(["kept", "kept too"]);
	const result = await again.moments.turnOnBackup("moon-river", passphrase, noProgress);
	expect(result.name).toBe("on");
	await exchange(again);
	expect(again.moments.saveState.value.name).toBe("backed-up");
});

test("nothing that lies on disk holds a word of the journal", async () => {
	const one = await begun();
	await write(one, "canary-heliotrope");
	await one.moments.keepDraft({ ...one.moments.newDraft(), text: "canary-heliotrope" });
	one.clock.pass(6_000);
	await vi.waitFor(async () => expect(await one.context.database?.count("view")).toBe(1));
	const database = one.context.database;
	if (database === undefined) throw new Error("expected a database");
	let found = "";
	for (const table of database.objectStoreNames) {
		for (const row of await database.getAll(table)) found += searchable(row);
	}
	expect(found.length).toBeGreaterThan(1_000);
	expect(found).not.toContain("heliotrope");
});

function searchable(value: unknown): string {
	if (value instanceof Uint8Array) return Buffer.from(value).toString("latin1");
	if (typeof value !== "object" || value === null) return String(value);
	return Object.values(value).map(searchable).join();
}
