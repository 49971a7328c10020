// What changes who holds a key: the first backup, joining, pairing, removing, another passphrase, sealing again, a device set back.

import type { ReadonlySignal } from "@preact/signals";
import { expect } from "vitest";
import { noProgress } from "../phone.ts";
import { catchUp, type Device, journalOf, passphrase, pinOf, setBack } from "../world/device.ts";
import { takeKit, turnOnBackup } from "../world/world.ts";
import { end, open, start } from "./client.ts";
import {
	addDevice,
	alone,
	type Flow,
	instead,
	otherOf,
	type Scene,
	several,
	write,
} from "./scene.ts";

const others = "cedar window silver harbour rain";
const changed = "copper meadow winter violin";

export const keys: readonly Flow[] = [
	{
		name: "the first backup",
		prepare: async (seed) => {
			const scene = await alone(seed, ["first", "second"]);
			await addDevice(scene, "other");
			return scene;
		},
		act: turnOn,
		goOn: turnOn,
	},
	{ name: "joining by the kit", prepare: withNewcomer, act: joinByKit, goOn: joinByKit },
	{ name: "joining by a sheet", prepare: withSheet, act: joinBySheet, goOn: joinBySheet },
	{
		name: "pairing, the new phone",
		prepare: async (seed) => {
			const scene = await several(seed, 1);
			return instead(scene, await addDevice(scene, "other"));
		},
		act: (scene) => pair(scene, otherOf(scene), scene.client.device),
		goOn: pairAgain,
	},
	{
		name: "pairing, the old phone",
		prepare: async (seed) => {
			const scene = await several(seed, 1);
			await addDevice(scene, "other");
			return scene;
		},
		act: (scene) => pair(scene, scene.client.device, otherOf(scene)),
		goOn: pairAgain,
	},
	{ name: "removing a phone", prepare: withOneToRemove, act: removeIt, goOn: removeIt },
	{
		name: "another passphrase",
		prepare: async (seed) => {
			const scene = await several(seed);
			await write(scene, scene.client.device, "not sent yet");
			await addDevice(scene, "later");
			return { ...scene, passphrases: [passphrase, changed] };
		},
		act: changePassphrase,
		goOn: async (scene) => {
			await changePassphrase(scene);
			await learnElsewhere(scene);
		},
	},
	{
		name: "sealing again",
		prepare: async (seed) => {
			const scene = await withOneToRemove(seed);
			await removeIt(scene);
			return scene;
		},
		act: sealAgain,
		goOn: sealAgain,
	},
	{
		name: "a phone that was set back",
		prepare: async (seed) => {
			const scene = await several(seed);
			const { client, world } = scene;
			const { device } = client;
			world.copies = 1;
			// It is the other life that then goes on.
			await setBack(device, async () => {
				await write(scene, device, "before it was set back");
				await catchUp(device);
			});
			await write(scene, device, "since");
			end(client);
			await start(client);
			return scene;
		},
		act: async ({ client }) => {
			await open(client, [passphrase]);
			await catchUp(client.device);
		},
		goOn: ({ client: { device } }) => catchUp(device),
	},
];

/** Whoever never saw the kit makes another one. */
async function turnOn(scene: Scene): Promise<void> {
	const { world, client } = scene;
	const { device } = client;
	if (world.kit !== "" && device.phone.moments.backup.value.name !== "off") return;
	await turnOnBackup(world, device);
	device.joined = 1;
	world.account = journalOf(device).vault.account;
}

async function withNewcomer(seed: number): Promise<Scene> {
	const scene = await several(seed, 1);
	const device = await addDevice(scene, "other");
	await device.phone.moments.begin(others, noProgress);
	device.passphrase = others;
	await write(scene, device, "here before");
	const { phone } = device;
	await phone.moments.keepDraft({ ...phone.moments.newDraft(), text: "left open" });
	for (const word of ["left", "open"]) scene.world.tried.add(word);
	const called = ["here before", "left open"];
	return { ...(await instead(scene, device)), passphrases: [others, passphrase], called };
}

async function withSheet(seed: number): Promise<Scene> {
	const scene = await withNewcomer(seed);
	const host = otherOf(scene);
	const made = await host.phone.moments.makeSheet(host.passphrase, noProgress);
	if (made.name !== "made") throw new Error(`no sheet: ${made.cause}`);
	return { ...scene, paper: made.sheet.text, passphrases: [others, changed] };
}

async function joinByKit({ world, client: { device } }: Scene): Promise<void> {
	if (!isIn(device, world.account)) {
		const { moments } = device.phone;
		const result = await moments.join(world.kit, world.passphrase, noProgress);
		if (result.name !== "joined") throw new Error(`not joined: ${JSON.stringify(result)}`);
		device.passphrase = world.passphrase;
	}
	device.joined ??= pinOf(device);
	await catchUp(device);
}

/**
 * The passphrase is a new one for the account: a kit made with it takes the place of the one before. Whoever has not seen that kit is
 * asked to make another one.
 */
async function joinBySheet({ world, client: { device }, paper }: Scene): Promise<void> {
	const { moments } = device.phone;
	if (!isIn(device, world.account)) {
		const result = await moments.recover(paper ?? "", changed, noProgress);
		if (result.name !== "joined") throw new Error(`not joined: ${JSON.stringify(result)}`);
		device.passphrase = changed;
		if (result.kit !== undefined) await takeKit(world, device, result.kit);
	}
	device.joined ??= pinOf(device);
	await catchUp(device);
	if (world.passphrase === changed) return;
	expect(moments.backup.value.name).toBe("kit-unconfirmed");
	await turnOnBackup(world, device);
}

function isIn({ phone: { context } }: Device, account: string): boolean {
	return context.open?.journal.vault.account === account;
}

/** As two people do it who hold both phones. */
async function pair(scene: Scene, host: Device, device: Device): Promise<void> {
	const { life } = scene.client;
	const adding = await host.phone.moments.addPhone(host.passphrase);
	scene.ends.push(adding.stop);
	const devices = [host, device];
	const isOver = () => life.isOver;
	const shown = await until(devices, adding.state, "shown", isOver);
	const pairing = await device.phone.moments.pairPhone(shown.qr);
	scene.ends.push(pairing.stop);
	await until(devices, adding.state, "compare", isOver);
	await until(devices, pairing.state, "compare", isOver);
	adding.same(true);
	pairing.same(true);
	await until(devices, adding.state, "added", isOver);
	await until(devices, pairing.state, "passphrase", isOver);
	pairing.open(host.passphrase);
	await until(devices, pairing.state, "joined", isOver);
	Object.assign(device, { passphrase: host.passphrase, joined: pinOf(device) });
}

/** On the other phone people end what came to no end, and begin again. */
async function pairAgain(scene: Scene): Promise<void> {
	const { world } = scene;
	for (const stop of scene.ends.splice(0)) stop();
	const [host, device] = world.devices;
	if (host === undefined || device === undefined) throw new Error("expected two devices");
	if (!isIn(device, world.account)) await pair(scene, host, device);
	device.passphrase = host.passphrase;
	device.joined ??= pinOf(device);
	await catchUp(device);
}

/** Each looks into the mailbox again as soon as the other one has had its turn. */
async function until<S extends { readonly name: string }, N extends S["name"]>(
	devices: readonly Device[],
	state: ReadonlySignal<S>,
	name: N,
	isOver: () => boolean,
): Promise<Extract<S, { readonly name: N }>> {
	for (let looks = 0; looks < 20_000; looks += 1) {
		// Nobody is there any more to look.
		if (isOver()) return new Promise(() => undefined);
		const now = state.value;
		if (is(now, name)) return now;
		if (now.name === "over") throw new Error(`pairing ended: ${JSON.stringify(now)}`);
		for (const { phone } of devices) phone.clock.hurry(500);
		await new Promise((resolve) => setImmediate(resolve));
	}
	throw new Error(`expected ${name}, got ${state.value.name}`);
}

function is<S extends { readonly name: string }, N extends S["name"]>(
	state: S,
	name: N,
): state is Extract<S, { readonly name: N }> {
	return state.name === name;
}

/** Three devices, of which one is to go; what was not sent yet is sealed again under the new key. */
async function withOneToRemove(seed: number): Promise<Scene> {
	const scene = await several(seed, 3);
	const { world, client } = scene;
	const gone = world.devices.pop();
	if (gone === undefined) throw new Error("expected three devices");
	await write(scene, client.device, "not sent yet");
	return { ...scene, gone: journalOf(gone).vault.member };
}

async function removeIt({ client: { device }, gone = "" }: Scene): Promise<void> {
	const { moments } = device.phone;
	const holders = (await moments.whoHoldsKeys())?.holders ?? [];
	if (!holders.some(({ id }) => id === gone)) return;
	const result = await moments.removeHolder(gone, device.passphrase, noProgress);
	if (result !== "done") throw new Error(`not removed: ${result}`);
}

/** Opened by the one before, nothing has changed yet; by the new one, it lacks a kit at most. What was said is what then opens. */
async function changePassphrase(scene: Scene): Promise<void> {
	const { world, passphrases } = scene;
	const { device } = scene.client;
	if (world.passphrase === changed) return;
	if (device.passphrase === changed) return turnOnBackup(world, device);
	const { moments } = device.phone;
	const result = await moments.changePassphrase(device.passphrase, changed, noProgress);
	if (result.name !== "changed") {
		passphrases.splice(0, 2, device.passphrase);
		throw new Error(`not changed: ${result.cause}`);
	}
	passphrases.splice(0, 2, changed);
	device.passphrase = changed;
	if (result.kit !== undefined) await takeKit(world, device, result.kit);
}

/** Whatever became of it here, the other device has been told. */
async function learnElsewhere(scene: Scene): Promise<void> {
	const other = otherOf(scene);
	for (const device of [scene.client.device, other]) await catchUp(device);
	const { moments } = other.phone;
	const learned = await moments.learnPassphrase(other.passphrase, changed, noProgress);
	if (learned !== "learned") throw new Error(`not learned: ${learned}`);
	other.passphrase = changed;
}

async function sealAgain({ client: { device } }: Scene): Promise<void> {
	const { moments } = device.phone;
	if ((await moments.whoHoldsKeys())?.older === 0) return;
	const result = await moments.sealAnew();
	if (result !== "begun") throw new Error(`not sealed again: ${result}`);
	for (let times = 0; times < 5; times += 1) await catchUp(device);
	const older = (await moments.whoHoldsKeys())?.older;
	if (older !== 0) throw new Error(`${older} lie under an older key`);
}
