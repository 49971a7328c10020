// What must hold once everyone has caught up.

import { expect } from "vitest";
import { settingsKind } from "../../src/journal/settings.ts";
import { epochsOn } from "../anew.ts";
import { wordsOf } from "./acts.ts";
import { catchUp, type Device, journalOf, killAndStart, pinOf } from "./device.ts";
import { holds, rowsOf } from "./erased.ts";
import { textsIn } from "./fields.ts";
import { checkPins } from "./pins.ts";
import type { World } from "./world.ts";

export async function judge(world: World): Promise<void> {
	const { devices } = world;
	const first = devices[0];
	if (first === undefined) return;
	await judgeEqual(world, first);
	await judgeErased(world);
	if (world.dice.chance(0.15)) await judgeSealedAnew(world, first);
	for (const device of devices) {
		const before = shown(device);
		await killAndStart(device);
		expect(shown(device)).toBe(before);
		expect(device.phone.moments.notices.value).not.toContain("damaged");
	}
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
	for (const device of [first, ...world.devices]) await catchUp(device);
	for (const device of world.devices) expect(shown(device)).toBe(before);
	const epoch = journalOf(first).chain.roster?.epoch;
	expect(Object.keys(epochsOn(world.server))).toEqual([String(epoch)]);
	await judgeErased(world);
}

/** Whoever exchanges once more finds everything as it was, and sends nothing. */
async function judgeRepeated(world: World): Promise<void> {
	const before = world.devices.map((device) => [shown(device), pinOf(device)]);
	for (const device of world.devices) await catchUp(device);
	expect(world.devices.map((device) => [shown(device), pinOf(device)])).toEqual(before);
	checkPins(world);
}

/** What was erased lies nowhere: not on the server, not on any device. */
async function judgeErased({ devices, server, erasedBodies }: World): Promise<void> {
	const places: readonly unknown[] = await Promise.all([
		[...server.accounts.values()].map(({ log }) => log),
		...devices.map(({ phone }) => rowsOf(phone)),
	]);
	for (const body of erasedBodies) {
		expect(places.findIndex((place) => holds(place, body))).toBe(-1);
	}
}

/** Everything that a person sees, as text. */
export function shown({ phone: { moments } }: Device): string {
	const { entries, trash, settings } = moments;
	return JSON.stringify([entries.value, trash.value, settings.value]);
}

/** The words of every revision of an entry that this device holds: what shows now, and its history. */
function everyWord(device: Device): ReadonlySet<string> {
	const records = [...journalOf(device).shelf.journal().values()];
	const revisions = records.flatMap(({ revisions }) => [...revisions.values()]);
	const entries = revisions.filter(({ kind }) => kind !== settingsKind);
	return new Set(entries.flatMap(({ fields }) => wordsOf(textsIn(fields))));
}
