// Two to six devices of one account, an honest server, and what people have written so far.

import { IDBFactory } from "fake-indexeddb";
import type { Kit } from "../../src/app/contract.ts";
import { type HonestServer, honestServer } from "../honest-server.ts";
import { noProgress } from "../phone.ts";
import { catchUp, type Device, journalOf, makeDevice, passphrase, pinOf } from "./device.ts";
import { pair } from "./pair.ts";
import type { Pin } from "./pins.ts";
import { type Seeded, seeded } from "./seeded.ts";

export interface World {
	readonly dice: Seeded;
	readonly server: HonestServer;
	readonly devices: Device[];
	/** Every word that was called saved. */
	readonly words: Set<string>;
	/** Every word that somebody tried to save. */
	readonly tried: Set<string>;
	/** Words that stood in what was erased: they may be gone, or stand in another edit. */
	readonly erasedWords: Set<string>;
	/** The ciphertext of every revision that was erased, as text to look for. */
	readonly erasedBodies: Set<string>;
	/** What was attached and called saved, by the ids of the blobs. */
	readonly attached: Set<string>;
	/** The content of everything that was ever attached, as text, by the ids of the blobs. */
	readonly contents: Map<string, string>;
	/** Blobs that were named by what was erased. */
	readonly erasedBlobs: Set<string>;
	/** The newest position that each member has verified. */
	readonly pins: Map<string, Pin>;
	/** What was done, for whoever looks into a failure. */
	readonly story: string[];
	/** How often a device's disk may yet be copied or go back to an older state: each takes a place in the account, which has ten. */
	copies: number;
	/** How often the server went back, or took something and did not keep it. */
	backs: number;
	/** How often others wrote on a server that had gone back. */
	branches: number;
	/** How often a server showed two branches that do not heal. */
	forks: number;
	/** How many words were drawn. */
	drawn: number;
	account: string;
	/** The text of the newest kit, and the passphrase that it was made with. */
	kit: string;
	passphrase: string;
}

const names = ["one", "two", "three", "four", "five", "six"];
/** Mostly few, so that most histories are short. */
const sizes = [...Array<number>(18).fill(2), 3, 3, 3, 4, 5, 6];
/** Of the account, beside a kit and a sheet. */
const places = 8;

/** A world in which the first device has turned on backup, and the others wait to join. */
export async function makeWorld(seed: number): Promise<World> {
	const dice = seeded(seed);
	const world = emptyWorld(dice, dice.one(sizes) ?? 3);
	const { devices } = world;
	for (const { phone } of devices) await phone.started;
	const [first, last] = [devices[0], devices.at(-1)];
	if (first === undefined || last === undefined) throw new Error("expected devices");
	await first.phone.moments.begin(passphrase, noProgress);
	if (dice.chance(0.3)) await last.phone.moments.begin(passphrase, noProgress);
	await turnOnBackup(world, first);
	first.joined = 1;
	world.account = journalOf(first).vault.account;
	return world;
}

/** Devices on which nothing is yet, and a server that knows nobody. */
export function emptyWorld(dice: Seeded, size: number): World {
	globalThis.indexedDB = new IDBFactory();
	const server = honestServer(dice.bytes);
	const devices = names.slice(0, size).map((name) => makeDevice(name, server, dice));
	return { ...worldOf(dice, server, devices), copies: Math.min(4, places - size) };
}

/** Nothing was written yet, and no account is there. */
export function worldOf(dice: Seeded, server: HonestServer, devices: Device[]): World {
	return {
		dice,
		server,
		devices,
		words: new Set(),
		tried: new Set(),
		erasedWords: new Set(),
		erasedBodies: new Set(),
		attached: new Set(),
		contents: new Map(),
		erasedBlobs: new Set(),
		pins: new Map(),
		story: [],
		copies: 0,
		backs: 0,
		branches: 0,
		forks: 0,
		drawn: 0,
		account: "",
		kit: "",
		passphrase,
	};
}

/** Those whose journal is open. */
export function openDevices({ devices }: World): readonly Device[] {
	return devices.filter(({ phone }) => phone.context.open !== undefined);
}

export function members(world: World): readonly Device[] {
	return world.devices.filter(({ joined }) => joined !== undefined);
}

/** Turned on again it makes a new kit in place of the one before, and an epoch begins (R21, R40). Not every kit is typed back. */
export async function turnOnBackup(
	world: World,
	device: Device,
	invitation = "moon-river",
): Promise<void> {
	const { moments } = device.phone;
	const result = await moments.turnOnBackup(invitation, device.passphrase, noProgress);
	if (result.name !== "on") throw new Error(`${device.name}: backup ${result.cause}`);
	await takeKit(world, device, result.kit);
}

/** It is the one that opens the account from then on. */
export async function takeKit(world: World, device: Device, kit: Kit): Promise<void> {
	world.kit = kit.text;
	world.passphrase = device.passphrase;
	if (world.dice.chance(0.4)) return;
	const group = kit.text.split(" ")[kit.ask - 1] ?? "";
	const confirmed = await device.phone.moments.confirmKit(group);
	if (!confirmed) throw new Error(`${device.name}: kit not confirmed`);
}

/** By the kit, or by another device that lets it in. */
export async function join(world: World, device: Device): Promise<void> {
	const host = world.dice.chance(0.1) ? world.dice.one(members(world)) : undefined;
	if (host === undefined) {
		const result = await device.phone.moments.join(world.kit, world.passphrase, noProgress);
		if (result.name !== "joined") throw new Error(`${device.name}: join ${JSON.stringify(result)}`);
		device.passphrase = world.passphrase;
	} else {
		Object.assign(host, { online: true, faults: [] });
		await pair(host, device);
	}
	device.joined = pinOf(device);
	await catchUp(device);
}

/** What is under way comes to its end: words, photos, and the purge that had to wait for what the server was told of them. */
export async function settled(world: World): Promise<void> {
	for (const { phone } of members(world)) await phone.context.open?.exchange.allSettled();
}

/**
 * The server goes back to an older state. The device that has seen most puts the rest back (R46); where no version of the roster is
 * newer than that state, others may write first, so that there are two branches, which heal (R77).
 */
export async function rollBack(
	world: World,
	by: number,
	write: (device: Device) => Promise<void>,
): Promise<void> {
	const { server, account, dice, story } = world;
	// Else who has seen most is not known yet.
	await settled(world);
	// A device that has not come back to the server's branch yet would put its own there, which drops what others have built on that one.
	const standing = members(world).filter((device) => isOnBranch(world, device));
	const [holder] = standing.sort((a, b) => pinOf(b) - pinOf(a));
	const held = server.accounts.get(account)?.chain.seq ?? 0;
	if (holder?.joined === undefined) return;
	// A server lets in only who stands in the roster that it knows: a device that found its storage copied has another id since then.
	const stands = standsFrom(world, holder);
	const mayBeLost = by > 4 && stands === 1;
	const target = mayBeLost ? 0 : Math.max(holder.joined, stands, pinOf(holder) - by);
	if (target >= held) return;
	const early = dice.chance(0.7) ? writersAt(world, target) : [];
	world.backs += 1;
	server.restore(account, target);
	if (target === 0) server.invitations.add("moon-river");
	for (const device of early) {
		story.push(`${device.name} writes first, after ${target}`);
		Object.assign(device, { online: true, faults: [] });
		await write(device);
		await catchUp(device);
	}
	await settled(world);
	Object.assign(holder, { online: true, faults: [] });
	await catchUp(holder);
	const healed = server.accounts.get(account)?.chain.seq ?? 0;
	if (healed < pinOf(holder)) throw new Error(`${holder.name} did not heal from ${target}`);
	const isEven = server.accounts.get(account)?.chain.head === journalOf(holder).chain.head;
	if (!isEven) throw new Error(`${holder.name} did not come together from ${target}`);
	if (early.length > 0) world.branches += 1;
}

/** What it holds is the server's branch, or its beginning. */
function isOnBranch({ server, account }: World, device: Device): boolean {
	const chains = server.accounts.get(account)?.chains ?? [];
	return chains[pinOf(device) - 1]?.head === journalOf(device).chain.head;
}

/** The first position whose roster has the id that it goes by. */
function standsFrom({ server, account }: World, device: Device): number {
	const { member } = journalOf(device).vault;
	const chains = server.accounts.get(account)?.chains ?? [];
	const first = chains.find(({ roster }) => roster?.members.some(({ id }) => id === member));
	return first?.seq ?? chains.length;
}

/** Those who have seen no more than that state, and stand in the roster that is in force now as then. */
function writersAt(world: World, target: number): readonly Device[] {
	const chains = world.server.accounts.get(world.account)?.chains ?? [];
	const then = chains[target - 1]?.roster;
	if (then == null || then.hash !== chains.at(-1)?.roster?.hash) return [];
	return members(world).filter(
		(device) =>
			device.joined !== undefined &&
			device.joined <= target &&
			pinOf(device) <= target &&
			journalOf(device).vault.successor === undefined,
	);
}
