// Sealing again what lies under older epochs, and taking the old bodies from the server (R71 to R74).
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import {
	bodiesOn,
	edit,
	entryOf,
	epochsOn,
	fill,
	openedBy,
	openJournal,
	stateOf,
} from "../anew.ts";
import {
	again,
	meet,
	passphrase,
	remove,
	rosterOf,
	sheetOf,
	state,
	three,
	two,
} from "../holders.ts";
import { exchange, noProgress, type Phone, textsOf, write } from "../phone.ts";
import { bodiesOf, holds } from "../world/erased.ts";

/** Somebody left, so that everything so far lies under epoch 1; two stay. */
async function left() {
	const { second, third, lines, ...rest } = await three();
	await fill(rest.one, second);
	await exchange(third);
	expect(await remove(rest.one, third)).toBe("done");
	await meet(rest.one, second);
	const [line, otherLine] = lines;
	if (!line || !otherLine) throw new Error("expected lines");
	return { ...rest, other: second, removed: third, line, otherLine };
}

/** So much under epoch 1 that it takes several links; the second sheet has taken the place of the first. */
async function long() {
	const { one, ...rest } = await two();
	for (let count = 0; count < 20; count += 1) await write(one, `${count} ${"x".repeat(120_000)}`);
	await exchange(one);
	for (const _ of "ab") await sheetOf(one);
	return { one, ...rest };
}

const begin = async ({ moments }: Phone) => expect(await moments.sealAnew()).toBe("begun");
const older = async ({ moments }: Phone) => (await moments.whoHoldsKeys())?.older;
const part = ({ moments }: Phone) => moments.sealingAnew.value;

test("[R71] [R72] all of it lies under the newest key, the older one opens nothing, and nothing that shows has changed", async () => {
	const { server, one, other } = await left();
	const before = [await stateOf(one), await stateOf(other)];
	const old = bodiesOn(server);
	expect(await older(one)).toBe(old.length);
	expect(await openedBy(one, 1, old)).toBe(old.length);
	await begin(one);
	await exchange(one);
	expect(part(one)).toBeUndefined();
	expect(await older(one)).toBe(0);
	expect(state(one).name).toBe("backed-up");

	expect(epochsOn(server)).toEqual({ 2: old.length });
	expect(await openedBy(one, 1, bodiesOn(server))).toBe(0);
	expect(await openedBy(one, 2, bodiesOn(server))).toBe(old.length);
	await exchange(other);
	expect([await stateOf(one), await stateOf(other)]).toEqual(before);
	for (const device of [one, other]) {
		const anew = await again(device, passphrase);
		const [bytes, entries, histories] = await stateOf(anew);
		expect([bytes, entries, histories]).toEqual(before[device === one ? 0 : 1]?.slice(0, 3));
		expect(anew.moments.notices.value).toEqual([]);
	}
});

test("[R72] it goes on after a lock, a kill and on a bad line, and the server never holds much twice", async () => {
	const { server, one, line } = await long();
	const sum = () => bodiesOn(server).reduce((all, { body }) => all + body.length, 0);
	const [before, start] = [(await stateOf(one))[0], sum()];
	let most = 0;
	let round = 0;
	let requests = 0;
	line.fault = () => {
		most = Math.max(most, sum());
		requests += 1;
		if (requests <= 3 || round > 40) return "pass";
		return round % 3 === 0 ? "lose-answer" : "lose-request";
	};
	await begin(one);
	const parts = new Set<number | undefined>();
	let device = one;
	for (; round < 50 && part(device) !== undefined; round += 1) {
		requests = 0;
		await exchange(device);
		parts.add(part(device));
		if (round % 4 === 1) device = await again(device, passphrase);
		if (round % 4 !== 3) continue;
		device.moments.lock();
		expect(await device.moments.unlock(passphrase, noProgress)).toBe("open");
	}
	line.fault = () => "pass";
	await exchange(device);
	expect(Object.keys(epochsOn(server))).toEqual([String(rosterOf(device)?.epoch)]);
	expect((await stateOf(device))[0]).toEqual(before);
	expect([...parts].some((one) => one !== undefined && one > 0 && one < 1)).toBe(true);
	expect(most).toBeGreaterThan(start);
	expect(most).toBeLessThan(start + 1_048_576);
	expect(state(device).name).toBe("backed-up");
});

test("[R72] stopped, the rest stays as it is, and it can be begun again", async () => {
	const { server, one, line } = await long();
	const before = await stateOf(one);
	let pushes = 0;
	line.fault = (path) => {
		if (path === "/api/log") pushes += 1;
		return pushes > 1 ? "lose-request" : "pass";
	};
	await begin(one);
	await exchange(one);
	expect(part(one)).toBeDefined();
	expect(await one.moments.stopSealingAnew()).toBe("begun");
	expect(part(one)).toBeUndefined();
	line.fault = () => "pass";
	one.clock.pass(600_000);
	await exchange(one);
	expect(epochsOn(server)[1]).toBeGreaterThan(0);
	expect(await older(one)).toBe(epochsOn(server)[1]);
	expect((await stateOf(one)).slice(0, 4)).toEqual(before.slice(0, 4));
	await begin(one);
	await exchange(one);
	expect(Object.keys(epochsOn(server))).toEqual(["2"]);
	expect((await stateOf(one)).slice(0, 4)).toEqual(before.slice(0, 4));
});

test("[R40] [R72] words that another device wrote meanwhile under the older key are sealed again when they arrive", async () => {
	const { second, third, lines, server, one } = await three();
	const offline = lines[2];
	if (offline === undefined) throw new Error("expected a line");
	offline.fault = () => "lose-request";
	await edit(third, "the first", "the first, and offline words");
	await exchange(third);
	await remove(one, second);
	await begin(one);
	await exchange(one);
	expect(Object.keys(epochsOn(server))).toEqual(["2"]);
	offline.fault = () => "pass";
	third.clock.pass(600_000);
	await meet(third, one);
	expect(Object.keys(epochsOn(server))).toEqual(["2"]);
	for (const device of [one, third]) {
		expect(textsOf(device)).toEqual(["the first, and offline words"]);
	}
	expect(await openedBy(one, 1, bodiesOn(server))).toBe(0);
});

test("[R71] an edit that was open all the while takes the place of what it began from, over two new keys", async () => {
	const { one, other, line, server } = await two();
	line.fault = () => "lose-request";
	await write(one, "offline");
	const draft = one.moments.editDraft(entryOf(one, "offline").id);
	const edited = one.moments.editDraft(entryOf(one, "the first").id);
	await one.moments.keepDraft({ ...draft, text: "offline, edited" });
	await one.moments.keepDraft({ ...edited, text: "the first, edited" });
	for (const seals of [true, false]) {
		await other.moments.makeSheet(passphrase, noProgress);
		await other.moments.makeSheet(passphrase, noProgress);
		if (seals) await begin(other);
		await exchange(other);
		line.fault = () => "pass";
		one.clock.pass(600_000);
		await meet(one, other);
	}
	await begin(one);
	await exchange(one);
	for (const kept of one.moments.drafts.value) await one.moments.save(kept);
	await meet(one, other);
	for (const device of [one, other]) {
		expect([...textsOf(device)].toSorted()).toEqual(["offline, edited", "the first, edited"]);
	}
	expect(await openedBy(one, 1, bodiesOn(server))).toBe(0);
});

test("[R73] what is erased while it is sealed again stays erased, whoever comes first", async () => {
	for (const first of ["eraser", "sealer"] as const) {
		const { server, one, other, line, otherLine } = await left();
		const id = entryOf(one, "to the trash").id;
		for (const held of [line, otherLine]) held.fault = () => "lose-request";
		expect(await other.moments.eraseEntry(id)).toBe("erased");
		await begin(one);
		await exchange(one);
		for (const held of [line, otherLine]) held.fault = () => "pass";
		for (const device of [one, other]) device.clock.pass(600_000);
		const turns = first === "eraser" ? [other, one, other] : [one, other, one];
		for (const device of turns) await exchange(device);
		for (const device of [one, other]) {
			expect(device.moments.trash.value).toEqual([]);
			expect(await bodiesOf(device, id)).toEqual([]);
			expect(state(device).name).toBe("backed-up");
		}
		expect(Object.keys(epochsOn(server))).toEqual(["2"]);
	}
});

test("[R73] erased after it was sealed again by another device it is gone from server and disks", async () => {
	const { server, one, other, line } = await left();
	const { id } = entryOf(one, "to the trash");
	await begin(one);
	line.fault = (path) => (path === "/api/log" ? "lose-answer" : "pass");
	await exchange(one);
	line.fault = () => "pass";
	await exchange(other);
	const bodies = await bodiesOf(other, id);
	expect(bodies.length).toBeGreaterThan(0);
	expect(await other.moments.eraseEntry(id)).toBe("erased");
	await exchange(other);
	one.clock.pass(600_000);
	await meet(one, other);
	for (const device of [one, other]) expect(device.moments.trash.value).toEqual([]);
	for (const { log } of server.accounts.values()) {
		for (const body of bodies) expect(holds(log, body)).toBe(false);
	}
});

test("[R41] [R72] two devices that seal again at the same time end equal, with everything once", async () => {
	const { server, one, other } = await left();
	const before = [await stateOf(one), await stateOf(other)];
	await begin(one);
	await begin(other);
	await Promise.all([exchange(one), exchange(other)]);
	await meet(one, other);
	expect(Object.keys(epochsOn(server))).toEqual(["2"]);
	expect([await stateOf(one), await stateOf(other)]).toEqual(before);
	expect(await one.moments.headCode()).toBe(await other.moments.headCode());
	expect([part(one), part(other)]).toEqual([undefined, undefined]);
});

test("[R72] a key that is made meanwhile is the one that is used from then on", async () => {
	const { server, one, other } = await left();
	const before = (await stateOf(one))[0];
	await begin(one);
	const made = other.moments.makeSheet(passphrase, noProgress);
	await Promise.all([exchange(one), made]);
	await other.moments.makeSheet(passphrase, noProgress);
	await meet(one, other);
	expect(rosterOf(one)?.epoch).toBe(3);
	expect(epochsOn(server)[1]).toBeUndefined();
	await begin(one);
	await exchange(one);
	expect(Object.keys(epochsOn(server))).toEqual(["3"]);
	expect((await stateOf(one))[0]).toEqual(before);
});

test("[R73] a removed device that joins again brings nothing twice, and nothing that was erased", async () => {
	const { server, one, other, removed, kit } = await left();
	await one.moments.eraseEntry(entryOf(one, "to the trash").id);
	await begin(one);
	await exchange(one);
	const before = (await stateOf(one))[0];
	const bodies = bodiesOn(server).length;
	await exchange(removed);
	await write(removed, "written after it was removed");
	expect((await removed.moments.join(kit, passphrase, noProgress)).name).toBe("joined");
	await meet(removed, one, other);
	expect(textsOf(one)).toContain("written after it was removed");
	await one.moments.trashEntry(entryOf(one, "written after it was removed").id);
	await one.moments.eraseEntry(entryOf(one, "written after it was removed").id);
	await meet(one, removed, other);
	expect((await stateOf(one))[0]).toEqual(before);
	expect((await stateOf(removed))[0]).toEqual(before);
	expect(bodiesOn(server).length).toBe(bodies);
	expect(openJournal(removed).damaged).toBe(false);
});
