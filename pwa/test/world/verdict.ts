// What must hold once everyone has caught up.

import { expect } from "vitest";
import { withoutAttachments } from "../../src/journal/attachment.ts";
import { settingsKind } from "../../src/journal/settings.ts";
import { epochsOn } from "../anew.ts";
import { exchangeAll } from "../phone.ts";
import { judgeAttached } from "./attaching.ts";
import { type Device, journalOf, killAndStart, pinOf } from "./device.ts";
import { shown } from "./equal.ts";
import { bytesIn, rowsOf } from "./erased.ts";
import { textsIn } from "./fields.ts";
import { checkPins } from "./pins.ts";
import type { World } from "./world.ts";
import { wordsOf } from "./writing.ts";

export async function judge(world: World): Promise<void> {
	const { devices } = world;
	const first = devices[0];
	if (first === undefined) return;
	await judgeEqual(world, first);
	await judgeErased(world);
	await judgeAttached(world);
	if (world.dice.chance(0.1)) await judgeSealedAnew(world, first);
	await judgeRepeated(world);
}

/** Every device shows the same, holds every word and no other, and has seen it all in the same head. */
export async function judgeEqual(world: World, first: Device): Promise<void> {
	const { devices, words, tried, erasedWords } = world;
	for (const device of devices) {
		const { notices, saveState } = device.phone.moments;
		const calm = ["healed", "joined", "renewed"];
		expect(notices.value.filter((notice) => !calm.includes(notice))).toEqual([]);
		expect(saveState.value.name).toBe("backed-up");
		expect(shown(device)).toBe(shown(first));
		expect(await device.phone.moments.headCode()).toBe(await first.phone.moments.headCode());
		const held = everyWord(device);
		expect([...words.difference(held).difference(erasedWords)]).toEqual([]);
		expect([...held.difference(tried)]).toEqual([]);
	}
}

/** Sealed again under the newest key, all that shows is what it was, and the server holds no body of an older epoch. */
async function judgeSealedAnew(world: World, first: Device): Promise<void> {
	const before = shown(first);
	expect(await first.phone.moments.sealAnew()).toBe("begun");
	// The purge waits until the server was told which new revisions go on naming what is attached (R87).
	for (const { phone } of [first, ...world.devices]) await exchangeAll(phone);
	for (const device of world.devices) expect(shown(device)).toBe(before);
	const epoch = journalOf(first).chain.roster?.epoch;
	const others = Object.keys(epochsOn(world.server)).filter((name) => name !== String(epoch));
	expect(others).toEqual([]);
	await judgeErased(world);
}

/** Whoever is killed - any of them -, started again and exchanges once more finds everything as it was, and sends nothing. */
async function judgeRepeated(world: World): Promise<void> {
	const { devices, dice, server } = world;
	const pushes = () =>
		server.requests.filter(({ path, body }) => path === "/api/log" && body.length > 0);
	const before = pushes().length;
	for (const device of devices.filter(() => dice.chance(0.3))) {
		const was = [shown(device), pinOf(device)];
		await killAndStart(device);
		expect([shown(device), pinOf(device)]).toEqual(was);
		expect(device.phone.moments.notices.value).not.toContain("damaged");
	}
	expect(pushes().length).toBe(before);
	await checkPins(world);
}

/** What was erased lies nowhere: not on the server, not on any device. */
async function judgeErased({ devices, server, erasedBodies }: World): Promise<void> {
	if (erasedBodies.size === 0) return;
	const logs = [...server.accounts.values()].map(({ log }) => log);
	const rows = await Promise.all(devices.map(({ phone }) => rowsOf(phone)));
	const places = [logs, ...rows].map(bytesIn);
	for (const body of erasedBodies) {
		expect(places.findIndex((place) => place.includes(body, 0, "latin1"))).toBe(-1);
	}
}

/** The words of every revision of an entry that this device holds: what shows now, and its history. */
function everyWord(device: Device): ReadonlySet<string> {
	const records = [...journalOf(device).shelf.journal().values()];
	const revisions = records.flatMap(({ revisions }) => [...revisions.values()]);
	const entries = revisions.filter(({ kind }) => kind !== settingsKind);
	return new Set(entries.flatMap(({ fields }) => wordsOf(textsIn(withoutAttachments(fields)))));
}
