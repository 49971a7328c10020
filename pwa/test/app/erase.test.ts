// Erasing for good: what goes, where, and what stays (R35, R45).
import "fake-indexeddb/auto";
import { expect, test, vi } from "vitest";
import type { Carried } from "../../../crypto/ts/carried.ts";
import { readLog } from "../../src/store/log.ts";
import { type Fault, type HonestServer, honestServer, unheard } from "../honest-server.ts";
import { exchange, noProgress, type Phone, phone, restart, textsOf, write } from "../phone.ts";
import { bodiesOf, holds, rowsOf } from "../world/erased.ts";

const passphrase = "river lamp orange table sky";

interface Line {
	fault: Fault;
}

async function begun(server = honestServer()) {
	const line: Line = { fault: () => "pass" };
	const one = phone(server.connect(unheard((path) => line.fault(path))));
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	return { server, line, one };
}

/** Two devices of one account that both hold "kept" and "to be erased". */
async function two() {
	const { server, line, one } = await begun();
	await write(one, "kept");
	await write(one, "to be erased");
	const result = await one.moments.turnOnBackup("moon-river", passphrase, noProgress);
	if (result.name !== "on") throw new Error(`backup: ${result.cause}`);
	await exchange(one);
	const account = one.context.open?.journal.vault.account ?? "";
	const otherLine: Line = { fault: () => "pass" };
	const other = await joined(server, result.kit.text, otherLine);
	await exchange(one);
	return { server, line, one, other, otherLine, kit: result.kit, account };
}

async function joined(server: HonestServer, kit: string, line: Line = { fault: () => "pass" }) {
	const device = phone(server.connect(unheard((path) => line.fault(path))));
	await device.started;
	const result = await device.moments.join(kit, passphrase, noProgress);
	expect(result).toMatchObject({ name: "joined" });
	return device;
}

const idOf = ({ moments }: Phone, text: string) => {
	const all = [...moments.entries.value, ...moments.trash.value];
	const found = all.find((entry) => entry.text === text);
	if (found === undefined) throw new Error(`expected an entry "${text}"`);
	return found.id;
};

async function erase(device: Phone, text: string): Promise<readonly string[]> {
	const id = idOf(device, text);
	await device.moments.trashEntry(id);
	const bodies = await bodiesOf(device, id);
	expect(await device.moments.eraseEntry(id)).toBe("erased");
	return bodies;
}

async function reopened(device: Phone): Promise<Phone> {
	device.context.open?.exchange.close();
	device.context.database?.close();
	const again = restart(device);
	await again.started;
	expect(await again.moments.unlock(passphrase, noProgress)).toBe("open");
	await again.context.open?.exchange.settled();
	return again;
}

const state = ({ moments }: Phone) => moments.saveState.value.name;

function isIn(carried: readonly Carried[] | undefined, bodies: readonly string[]): boolean {
	return bodies.some((body) => holds(carried, body));
}

test("[R45] only from the trash", async () => {
	const { one } = await begun();
	await write(one, "words");
	expect(await one.moments.eraseEntry(idOf(one, "words"))).toBe("failed");
	expect(textsOf(one)).toEqual(["words"]);
});

test("[R45] without backup it is gone from the disk, and what came after it goes on without a gap", async () => {
	const { server, one } = await begun();
	for (const text of ["before", "erased", "after"]) await write(one, text);
	const bodies = await erase(one, "erased");
	expect(bodies.length).toBe(2);
	expect(one.moments.trash.value).toEqual([]);
	for (const body of bodies) expect(holds(await rowsOf(one), body)).toBe(false);
	const again = await reopened(one);
	expect([...textsOf(again)].toSorted()).toEqual(["after", "before"]);
	await again.moments.save({
		...again.moments.editDraft(idOf(again, "after")),
		text: "after, edited",
	});
	const result = await again.moments.turnOnBackup("moon-river", passphrase, noProgress);
	expect(result.name).toBe("on");
	await exchange(again);
	expect(state(again)).toBe("backed-up");
	const log = [...server.accounts.values()][0]?.log;
	expect(isIn(log, bodies)).toBe(false);
});

test("[R45] it is gone from the server, from both devices' databases and views, and stays so", async () => {
	const { server, one, other, account } = await two();
	await other.moments.keepDraft({
		...other.moments.editDraft(idOf(other, "to be erased")),
		text: "to be erased, and more that was never saved",
	});
	const bodies = await erase(one, "to be erased");
	expect([...textsOf(one), ...one.moments.trash.value]).toEqual(["kept"]);
	await exchange(one);
	expect(state(one)).toBe("backed-up");
	expect(isIn(server.accounts.get(account)?.log, bodies)).toBe(false);
	await exchange(other);
	expect(textsOf(other)).toEqual(["kept"]);
	expect(other.moments.drafts.value).toEqual([]);
	for (const device of [one, other]) {
		for (const body of bodies) expect(holds(await rowsOf(device), body)).toBe(false);
		const again = await reopened(device);
		expect([...textsOf(again), ...again.moments.trash.value]).toEqual(["kept"]);
		expect(again.moments.notices.value).toEqual([]);
		await exchange(again);
		expect(state(again)).toBe("backed-up");
	}
});

test("[R45] offline the wish is kept: gone here at once, also after a restart, and on the server later", async () => {
	const { server, line, one, account } = await two();
	line.fault = () => "lose-request";
	const bodies = await erase(one, "to be erased");
	await exchange(one);
	expect(state(one)).toBe("waiting");
	const again = await reopened(one);
	expect([...textsOf(again), ...again.moments.trash.value]).toEqual(["kept"]);
	expect(state(again)).toBe("waiting");
	expect(isIn(server.accounts.get(account)?.log, bodies)).toBe(true);
	line.fault = () => "pass";
	await exchange(again);
	expect(state(again)).toBe("backed-up");
	expect(isIn(server.accounts.get(account)?.log, bodies)).toBe(false);
});

test("[R39] [R45] what a link on its way names is erased once that link is settled, in the log or not", async () => {
	for (const fate of ["lose-answer", "lose-request"] as const) {
		const { server, line, one, other, account } = await two();
		line.fault = (path) => (path === "/api/log" ? fate : "pass");
		await write(one, "on its way");
		await exchange(one);
		await write(one, "behind it");
		const bodies = await erase(one, "on its way");
		await write(other, "first at that place");
		if (fate === "lose-request") await exchange(other);
		line.fault = () => "pass";
		await exchange(one);
		await exchange(other);
		await exchange(one);
		expect(state(one)).toBe("backed-up");
		expect(isIn(server.accounts.get(account)?.log, bodies)).toBe(false);
		for (const body of bodies) expect(holds(await rowsOf(one), body)).toBe(false);
		expect([...textsOf(one)].toSorted()).toEqual([...textsOf(other)].toSorted());
		expect(textsOf(one)).toContain("behind it");
		expect(textsOf(one)).not.toContain("on its way");
	}
});

test("[R42] [R45] what another device wrote meanwhile survives, in its own words", async () => {
	const { line, one, other, otherLine } = await two();
	line.fault = () => "lose-request";
	otherLine.fault = () => "lose-request";
	await erase(one, "to be erased");
	await other.moments.save({
		...other.moments.editDraft(idOf(other, "to be erased")),
		text: "rescued words",
	});
	line.fault = () => "pass";
	otherLine.fault = () => "pass";
	for (const device of [one, other, one]) await exchange(device);
	for (const device of [one, other]) {
		expect([...textsOf(device)].toSorted()).toEqual(["kept", "rescued words"]);
	}
});

test("[R45] the whole trash goes at once, over as many links as it takes", async () => {
	const { server, one } = await begun();
	const result = await one.moments.turnOnBackup("moon-river", passphrase, noProgress);
	expect(result.name).toBe("on");
	for (let count = 0; count < 130; count += 1) await write(one, `page ${count}`);
	for (const { id } of one.moments.entries.value) await one.moments.trashEntry(id);
	await exchange(one);
	const before = [...server.accounts.values()][0]?.chain.seq ?? 0;
	expect(await one.moments.emptyTrash()).toBe("erased");
	await exchange(one);
	expect([...server.accounts.values()][0]?.chain.seq).toBe(before + 2);
	expect([...server.accounts.values()][0]?.chain.purged.size).toBe(260);
	expect(one.moments.trash.value).toEqual([]);
	expect(state(one)).toBe("backed-up");
});

test("[R35] a body that the server hides without a purge is refused: nothing of it is used", async () => {
	const { server, one, other, account } = await two();
	await write(other, "hidden by the server");
	await exchange(other);
	const log = server.accounts.get(account)?.log ?? [];
	const last = log.at(-1);
	const [revision] = last?.revisions ?? [];
	if (last === undefined || !revision?.body) throw new Error("expected a body");
	const bodyHash = new Uint8Array(await crypto.subtle.digest("SHA-256", revision.body));
	log[log.length - 1] = { ...last, revisions: [{ ...revision, body: null, bodyHash }] };
	await exchange(one);
	expect(one.moments.notices.value).toEqual([]);
	await exchange(one);
	expect(one.moments.notices.value).toEqual(["tampered"]);
	expect([...textsOf(one)].toSorted()).toEqual(["kept", "to be erased"]);
	log[log.length - 1] = last;
	await exchange(one);
	expect(textsOf(one)).toContain("hidden by the server");
	expect(state(one)).toBe("backed-up");
});

test("[R35] purged bodies that the server brings back are neither shown nor kept", async () => {
	const { server, one, kit, account } = await two();
	const bodies = await erase(one, "to be erased");
	await exchange(one);
	const held = server.accounts.get(account);
	if (held === undefined) throw new Error("expected an account");
	held.log = [...held.sent];
	expect(isIn(held.log, bodies)).toBe(true);
	const three = await joined(server, kit.text);
	expect(textsOf(three)).toEqual(["kept"]);
	for (const body of bodies) expect(holds(await rowsOf(three), body)).toBe(false);
});

test("[R46] a server restored to a state before the purge is healed without the words that were erased", async () => {
	const { server, one, other, kit, account } = await two();
	await write(one, "later");
	await exchange(one);
	const before = (server.accounts.get(account)?.chain.seq ?? 0) - 1;
	const bodies = await erase(one, "later");
	await exchange(one);
	await exchange(other);
	server.restore(account, before);
	await exchange(one);
	expect(one.moments.notices.value).toEqual(["healed"]);
	expect(state(one)).toBe("backed-up");
	expect(isIn(server.accounts.get(account)?.log, bodies)).toBe(false);
	await exchange(other);
	expect(state(other)).toBe("backed-up");
	expect([...textsOf(await joined(server, kit.text))].toSorted()).toEqual(["kept", "to be erased"]);
});

test("[R45] bodies leave packed pages too, and the chain still verifies from its beginning", async () => {
	const { one, other } = await two();
	const long = "x".repeat(90_000);
	for (let count = 0; count < 16; count += 1) await write(one, `${count} ${long}`);
	await exchange(one);
	for (let count = 0; count < 70; count += 1) {
		await write(one, `short ${count}`);
		await exchange(one);
	}
	one.clock.pass(6_000);
	await vi.waitFor(async () => {
		expect(await one.context.database?.count("pages")).toBeGreaterThan(0);
	});
	const bodies = await erase(one, "to be erased");
	await exchange(one);
	for (const body of bodies) expect(holds(await rowsOf(one), body)).toBe(false);
	const again = await reopened(one);
	const place = again.context.open?.journal.place;
	if (place === undefined) throw new Error("expected an open journal");
	const seqs = (await readLog(place, 0)).map(({ seq }) => seq);
	expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, at) => at + 1));
	expect(textsOf(again)).not.toContain("to be erased");
	await exchange(other);
	expect(textsOf(other)).toHaveLength(textsOf(again).length);
});
