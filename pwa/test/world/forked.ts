// A server that shows two branches which healing cannot take (R76): whoever meets the other one says so at that exchange, writes on,
// and where people can bring both together (R78) they lose no word.

import { expect } from "vitest";
import { catchUp, type Device, journalOf, killAndStart, pinOf, setBack } from "./device.ts";
import { shown } from "./equal.ts";
import { settled, turnOnBackup, type World } from "./world.ts";
import { write } from "./writing.ts";

/** Everyone holds the same. The first device stays with the server. */
export async function fork(world: World): Promise<void> {
	const [first, ...others] = world.devices;
	const other = world.dice.one(others);
	if (first === undefined || other === undefined) return;
	world.forks += 1;
	await settled(world);
	await (world.dice.chance(0.5) ? byRoster : byCounter)(world, first, other);
}

/** Each branch has a version of the roster, or a time, that the other has not: people choose one. */
async function byRoster(world: World, first: Device, other: Device): Promise<void> {
	const shared = pinOf(other);
	await turnOnBackup(world, other);
	await catchUp(other);
	goBack(world, shared);
	await write(world, first);
	await catchUp(first);
	await meets(other, first);
	const before = shown(other);
	expect(await other.phone.moments.bringTogether()).toBe("apart");
	await killAndStart(other);
	expect(other.phone.moments.isForked()).toBe(true);
	expect(shown(other)).toBe(before);
	await write(world, other);
}

/** The disk of one and the server went back to the same moment: what it wrote then and what it writes now stand at the same counter. */
async function byCounter(world: World, first: Device, other: Device): Promise<void> {
	const shared = pinOf(first);
	await setBack(first, async () => {
		await write(world, first);
		await catchUp(first);
		await catchUp(other);
		goBack(world, shared);
	});
	await write(world, first);
	await catchUp(first);
	await meets(other, first);
	await write(world, other);
	expect(await other.phone.moments.bringTogether()).toBe("together");
	for (const device of [other, ...world.devices, ...world.devices]) await catchUp(device);
	for (const device of world.devices) {
		expect(device.phone.moments.isForked()).toBe(false);
		expect(shown(device)).toBe(shown(first));
	}
}

/** The evidence is there: one exchange says so. Nothing of what is held moves, and the codes that people compare differ. */
async function meets(other: Device, first: Device): Promise<void> {
	const { moments } = other.phone;
	const [pin, before] = [journalOf(other).chain.head, shown(other)];
	expect(moments.notices.value).not.toContain("fork");
	await catchUp(other);
	expect(moments.notices.value).toContain("fork");
	expect(moments.isForked()).toBe(true);
	expect(first.phone.moments.isForked()).toBe(false);
	expect([journalOf(other).chain.head, shown(other)]).toEqual([pin, before]);
	expect(await moments.headCode()).not.toBe(await first.phone.moments.headCode());
}

function goBack(world: World, seq: number): void {
	world.backs += 1;
	world.server.restore(world.account, seq);
}
