// One of the devices of a history: the whole app, and a line that fails as it is told to.

import type { Platform } from "../../src/app/platform.ts";
import { type Fault, type HonestServer, unheard } from "../honest-server.ts";
import { exchange, noProgress, type Phone, phone, restart } from "../phone.ts";
import type { Seeded } from "./seeded.ts";

/** Of everybody, until somebody changes it. */
export const passphrase = "river lamp orange table sky";

export interface Device {
	readonly name: string;
	phone: Phone;
	online: boolean;
	/** What happens to the next requests, before the line is as `online` says again. */
	faults: ReturnType<Fault>[];
	/** The position at which it became a member; undefined before. */
	joined: number | undefined;
	/** What opens it now. */
	passphrase: string;
	/** It went on under a new id, which no roster before knows (R49). */
	renewed: boolean;
}

export function makeDevice(
	name: string,
	server: Pick<HonestServer, "connect">,
	dice: Seeded,
	change: Partial<Platform> = {},
): Device {
	const device: Device = {
		name,
		phone: phone(
			server.connect(
				unheard(() => device.faults.shift() ?? (device.online ? "pass" : "lose-request")),
			),
			{ random: dice.bytes, dice: dice.next, ...change },
		),
		online: true,
		faults: [],
		joined: undefined,
		passphrase,
		renewed: false,
	};
	return device;
}

export function journalOf({ phone: { context }, name }: Device) {
	if (context.open === undefined) throw new Error(`${name} is not open`);
	return context.open.journal;
}

/** The newest position that it has verified. */
export function pinOf(device: Device): number {
	return journalOf(device).chain.seq;
}

/** A round of the exchange, whatever comes of it. */
export async function catchUp(device: Device): Promise<void> {
	await exchange(device.phone);
}

/** The process ends without a word, as when a phone kills it, and the app is started and unlocked again. */
export async function killAndStart(device: Device): Promise<void> {
	const { context } = device.phone;
	context.open?.exchange.close();
	context.open = undefined;
	context.database?.close();
	device.phone = restart(device.phone);
	await device.phone.started;
	await unlock(device);
}

export async function lockAndUnlock(device: Device): Promise<void> {
	device.phone.moments.lock();
	await unlock(device);
}

/** What it did since it was copied is undone on its disk, and not in the log: its own counters come back to it (R49). */
export async function setBack(device: Device, meanwhile: () => Promise<void>): Promise<void> {
	const copy = await copyOf(device);
	await meanwhile();
	const { context } = device.phone;
	context.open?.exchange.close();
	context.open = undefined;
	for (const [table, rows] of copy) {
		await context.database?.clear(table);
		for (const [key, row] of rows) await context.database?.put(table, row, key);
	}
	await killAndStart(device);
}

/** Another device with everything that lies on the disk of this one: it does not know that it is a copy. */
export async function copied(device: Device, server: HonestServer, dice: Seeded): Promise<Device> {
	const copy = makeDevice(`${device.name} again`, server, dice);
	await copy.phone.started;
	for (const [table, rows] of await copyOf(device)) {
		for (const [key, row] of rows) await copy.phone.context.database?.put(table, row, key);
	}
	Object.assign(copy, { joined: device.joined, passphrase: device.passphrase, renewed: true });
	await killAndStart(copy);
	return copy;
}

/** As it is at one moment: what is being written is on it whole, or not at all. */
async function copyOf({ phone: { context }, name }: Device) {
	const { database } = context;
	if (database === undefined) throw new Error(`${name} has no database`);
	const tables = [...database.objectStoreNames];
	const reading = database.transaction(tables);
	return Promise.all(
		tables.map(async (table) => {
			const store = reading.objectStore(table);
			const [keys, rows] = await Promise.all([store.getAllKeys(), store.getAll()]);
			const pairs = keys.flatMap((key, at) => {
				const row = rows[at];
				return row === undefined ? [] : [[key, row] as const];
			});
			return [table, pairs] as const;
		}),
	);
}

async function unlock({ phone: { context, moments }, name, ...device }: Device): Promise<void> {
	const result = await moments.unlock(device.passphrase, noProgress);
	if (result !== "open") throw new Error(`${name} did not unlock: ${result}`);
	await context.open?.exchange.settled();
}
