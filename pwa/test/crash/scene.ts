// Two devices of one account, with something written on both, and what was called saved since.

import { noProgress } from "../phone.ts";
import { catchUp, type Device, journalOf, makeDevice, passphrase } from "../world/device.ts";
import { seeded } from "../world/seeded.ts";
import { emptyWorld, join, turnOnBackup, type World } from "../world/world.ts";
import { type Client, end, makeClient, open, start } from "./client.ts";

export interface Scene {
	readonly world: World;
	/** Whoever ends. */
	readonly client: Client;
	/** What may open it afterwards. */
	readonly passphrases: string[];
	/** Texts of entries that were called saved. */
	readonly called: string[];
	/** What is to be ended by hand on a device that goes on. */
	readonly ends: (() => void)[];
	/** The text of a recovery sheet. */
	readonly paper?: string;
	/** A member that is to be removed. */
	readonly gone?: string;
}

/** What a person does, and does on with once the app is there again. Both draw nothing but from the world. */
export interface Flow {
	readonly name: string;
	/** Everything before it. */
	readonly prepare: (seed: number) => Promise<Scene>;
	readonly act: (scene: Scene) => Promise<unknown>;
	/** Looks what was done of it, and does the rest; nothing where all of it was. */
	readonly goOn: (scene: Scene) => Promise<unknown>;
}

/** One device, on which somebody began. */
export async function alone(seed: number, texts: readonly string[] = ["first"]): Promise<Scene> {
	const world = emptyWorld(seeded(seed), 1);
	const [device] = world.devices;
	if (device === undefined) throw new Error("expected a device");
	await device.phone.started;
	const client = makeClient(device);
	await start(client);
	await device.phone.moments.begin(passphrase, noProgress);
	const scene = { world, client, passphrases: [passphrase], called: [], ends: [] };
	for (const text of texts) await write(scene, device, text);
	return scene;
}

/** One device, on which the app was never started. */
export async function fresh(seed: number): Promise<Scene> {
	const world = emptyWorld(seeded(seed), 1);
	const [device] = world.devices;
	if (device === undefined) throw new Error("expected a device");
	await device.phone.started;
	const { platform } = device.phone;
	const databaseName = `${platform.databaseName} fresh`;
	device.phone = { ...device.phone, platform: { ...platform, databaseName } };
	return { world, client: makeClient(device), passphrases: [passphrase], called: [], ends: [] };
}

/** The same with backup, and others that have joined. */
export async function several(
	seed: number,
	count = 2,
	texts: readonly string[] = ["first", "second"],
): Promise<Scene> {
	const scene = await alone(seed, texts);
	const { world, client } = scene;
	await turnOnBackup(world, client.device);
	client.device.joined = 1;
	world.account = journalOf(client.device).vault.account;
	for (let at = 1; at < count; at += 1) {
		const other = await addDevice(scene, `other ${at}`);
		await join(world, other);
	}
	for (const device of world.devices) await catchUp(device);
	return scene;
}

/** One more, that knows nothing yet. */
export async function addDevice({ world }: Scene, name: string): Promise<Device> {
	const device = makeDevice(name, world.server, world.dice);
	await device.phone.started;
	world.devices.push(device);
	return device;
}

/** Another one is who ends. */
export async function instead(scene: Scene, device: Device): Promise<Scene> {
	const client = makeClient(device);
	const isOpen = device.phone.context.open !== undefined;
	device.phone.context.open?.exchange.close();
	device.phone.context.database?.close();
	await start(client);
	if (isOpen) await open(client, [device.passphrase]);
	return { ...scene, client, called: [] };
}

/** It has ended, and what it does next is to start. */
export function ended(scene: Scene): Scene {
	end(scene.client);
	return scene;
}

/** The first one that is not the one that ends. */
export function otherOf({ world, client }: Scene): Device {
	const other = world.devices.find((device) => device !== client.device);
	if (other === undefined) throw new Error("expected another device");
	return other;
}

/** Written by hand; called saved once the app says so. */
export async function write(scene: Scene, device: Device, text: string): Promise<void> {
	const { moments } = device.phone;
	await save(scene, device, { ...moments.newDraft(), text });
}

export async function edit(
	scene: Scene,
	device: Device,
	before: string,
	after: string,
): Promise<void> {
	const { moments } = device.phone;
	await save(scene, device, { ...moments.editDraft(entryOf(device, before).id), text: after });
}

type Draft = ReturnType<Device["phone"]["moments"]["newDraft"]>;

export async function save(
	{ world, client, called }: Scene,
	device: Device,
	draft: Draft,
): Promise<void> {
	world.tried.add(draft.text);
	const words = draft.text.split(" ");
	for (const word of words) world.tried.add(word);
	const { moments } = device.phone;
	await moments.save(draft);
	if (moments.saveState.value.name === "not-saved") return;
	for (const word of words) world.words.add(word);
	if (device === client.device) called.push(draft.text);
}

export function entryOf({ phone: { moments }, name }: Device, text: string) {
	const found = [...moments.entries.value, ...moments.trash.value].find(
		(entry) => entry.text === text,
	);
	if (found === undefined) throw new Error(`${name}: expected ${text}`);
	return found;
}

export function has({ phone: { moments } }: Device, text: string): boolean {
	return [...moments.entries.value, ...moments.trash.value].some((entry) => entry.text === text);
}
