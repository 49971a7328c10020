// Ten years of one person's writing: sittings, and devices, passphrases and papers that come and go meanwhile.

import { dayOf } from "../../src/journal/day.ts";
import { entryKinds } from "../../src/journal/kinds.ts";
import { noProgress } from "../phone.ts";
import { changePassphrase, changeSheet, erase, settle, trash } from "./acts.ts";
import { catchUp, type Device, journalOf, killAndStart, makeDevice } from "./device.ts";
import { fieldsOf } from "./fields.ts";
import type { Ground } from "./ground.ts";
import { seeded } from "./seeded.ts";
import { join, members, turnOnBackup, type World, worldOf } from "./world.ts";
import { edit, save, word } from "./writing.ts";

const begins = Date.UTC(2016, 10, 23, 12);
const ends = Date.UTC(2026, 10, 20, 20);
/** At a time. */
const mostDevices = 5;
const common =
	"harbour heron walnut winter basket bench birch bread bridge candle copper corner cotton garden glass kettle kitchen lamp lane maple meadow morning night orchard otter paper pebble pond quiet rain river road salt shell silver snow spring stone street summer table tea thread tide tower train valley water window wool".split(
		" ",
	);

interface Life {
	readonly world: World;
	readonly ground: Ground;
	/** How many devices there have been. */
	came: number;
}

type Turn = (life: Life) => Promise<unknown>;

/** So many revisions, spread over ten years, or fewer where `isOver` says of those that are written that it is enough; then everyone catches up. */
export async function live(
	seed: number,
	ground: Ground,
	revisions: number,
	isOver: (written: number) => boolean,
): Promise<World> {
	const life = await begin(seed, ground);
	const { world } = life;
	let [written, turned] = [0, 0];
	while (written < revisions && !isOver(written)) {
		setClocks(world, begins + ((ends - begins) * written) / revisions);
		written += await sit(world);
		for (; turned < (turns.length * written) / revisions; turned += 1) await turns[turned]?.(life);
	}
	await settle(world);
	return world;
}

/** One device writes, turns on backup, and is joined by a second. */
async function begin(seed: number, ground: Ground): Promise<Life> {
	const dice = seeded(seed);
	const world = worldOf(dice, ground.server, []);
	const life = { world, ground, came: 0 };
	const first = await added(life);
	setClocks(world, begins);
	await first.phone.moments.begin(first.passphrase, noProgress);
	await turnOnBackup(world, first, ground.invitation);
	first.joined = 1;
	world.account = journalOf(first).vault.account;
	await comes(life);
	return life;
}

/** What happens once each, in this order, at even distances. */
const turns: readonly Turn[] = Array.from({ length: 10 }, (_, year): readonly Turn[] => [
	tidies,
	year % 2 === 0 ? comes : changesPassphrase,
	makesSheet,
	comes,
	goes,
]).flat();

async function added({ world, ground, ...life }: Life): Promise<Device> {
	const device = makeDevice(`device ${life.came}`, ground.server, world.dice, ground.change);
	world.devices.push(device);
	await device.phone.started;
	return device;
}

/** Nothing where there are as many as one person has. */
async function comes(life: Life): Promise<void> {
	const { world } = life;
	if (world.devices.length >= mostDevices) return;
	life.came += 1;
	const now = world.devices[0]?.phone.clock.now ?? begins;
	const device = await added(life);
	device.phone.clock.now = now;
	await join(world, device);
}

/** A device is given away, once it has sent what it held, and is removed by another one. */
async function goes({ world }: Life): Promise<void> {
	const device = world.dice.one(world.devices);
	const by = world.dice.one(world.devices.filter((one) => one !== device));
	if (device === undefined || by === undefined) return;
	for (const one of [device, by]) await catchUp(one);
	const { member } = journalOf(device).vault;
	const result = await by.phone.moments.removeHolder(member, by.passphrase, noProgress);
	if (result !== "done") throw new Error(`${by.name}: removal ${result}`);
	world.devices.splice(world.devices.indexOf(device), 1);
	device.phone.moments.lock();
	device.phone.context.database?.close();
}

function changesPassphrase({ world }: Life): Promise<void> {
	return onOne(world, (device) => changePassphrase(world, device));
}

function makesSheet({ world }: Life): Promise<void> {
	return onOne(world, (device) => changeSheet(world, device));
}

function tidies({ world }: Life): Promise<void> {
	return onOne(world, async (device) => {
		await trash(world, device);
		await erase(world, device);
	});
}

async function onOne(world: World, act: (device: Device) => Promise<unknown>): Promise<void> {
	const device = world.dice.one(members(world));
	if (device === undefined) return;
	await catchUp(device);
	await act(device);
	await catchUp(device);
}

/** Somebody takes one of the devices and writes a little. Gives the number of revisions. */
async function sit(world: World): Promise<number> {
	const { dice } = world;
	const device = dice.one(members(world));
	if (device === undefined) throw new Error("expected a device");
	if (dice.chance(0.01)) await killAndStart(device);
	if (dice.chance(0.9)) await catchUp(device);
	const before = world.drawn;
	const times = 1 + dice.below(8);
	for (let at = 0; at < times; at += 1) {
		if (dice.chance(0.8)) await writePage(world, device);
		else await edit(world, device);
	}
	await catchUp(device);
	return world.drawn === before ? 0 : times;
}

async function writePage(world: World, device: Device): Promise<void> {
	const { dice } = world;
	const kind = dice.chance(0.7) ? "entry" : (dice.one(entryKinds) ?? "entry");
	const words = Array.from({ length: 20 + dice.below(300) }, () => dice.one(common) ?? "");
	const said = {
		kind,
		day: dayOf(new Date(device.phone.clock.now), 0),
		text: [word(world), ...words, word(world)].join(" "),
		fields: fieldsOf(dice, kind, () => word(world)),
	};
	await save(world, device, device.phone.moments.newDraft(said));
}

function setClocks({ devices }: World, now: number): void {
	for (const { phone } of devices) phone.clock.now = Math.round(now);
}
