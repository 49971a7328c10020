// What people, phones and networks do in a history, drawn by chance.

import { recordOf } from "../../src/app/shelf.ts";
import { problem } from "../honest-server.ts";
import { exchangeAll, noProgress } from "../phone.ts";
import { attach, attachedIn, takeOut } from "./attaching.ts";
import { cutOff } from "./cut.ts";
import {
	catchUp,
	copied,
	type Device,
	journalOf,
	killAndStart,
	lockAndUnlock,
	pinOf,
	setBack,
} from "./device.ts";
import { checkEqual } from "./equal.ts";
import { bodiesOf } from "./erased.ts";
import { textsIn } from "./fields.ts";
import { checkPins } from "./pins.ts";
import { twice } from "./twice.ts";
import {
	join,
	members,
	openDevices,
	rollBack,
	takeKit,
	turnOnBackup,
	type World,
} from "./world.ts";
import { edit, finishDraft, leaveDraft, save, wordsOf, write } from "./writing.ts";

type Act = (world: World, device: Device) => Promise<unknown>;

const acts: readonly (readonly [weight: number, name: string, act: Act])[] = [
	[3, "writes", write],
	[18, "edits", edit],
	[2, "leaves a draft", leaveDraft],
	[2, "finishes a draft", finishDraft],
	[3, "attaches", attach],
	[1, "takes out what is attached", takeOut],
	[2, "deletes", trash],
	[1, "restores", restore],
	[2, "erases", erase],
	[1, "changes a setting", changeSetting],
	[2, "goes off- or online", flip],
	[6, "catches up", (_, device) => catchUp(device)],
	[4, "catches up on a bad line", badLine],
	[2, "races", race],
	[2, "does something twice", twice],
	[2, "rests", rest],
	[1, "is killed", (_, device) => killAndStart(device)],
	[1, "is locked and unlocked", (_, device) => lockAndUnlock(device)],
	[1, "finds the server rolled back", goBack],
	[1, "makes a new kit", newKit],
	[1, "makes or withdraws a sheet", changeSheet],
	[1, "changes the passphrase", changePassphrase],
	[1, "removes another device", removeOther],
	[1, "begins to seal again, or stops", sealAnew],
	[1, "is set back", beSetBack],
	[1, "is copied", beCopied],
	[2, "is cut off", (world, device) => cutOff(world, device, world.dice.one(sudden) ?? write)],
];
const all = acts.flatMap((one) => Array.from({ length: one[0] }, () => one));

/** What may end half-way: whoever does it again does it as if for the first time. */
const sudden: readonly Act[] = [
	...[write, edit, edit, leaveDraft, finishDraft, attach, attach, takeOut],
	...[trash, restore, erase, changeSetting],
	...[sealAnew, (_: World, device: Device) => catchUp(device), badLine, race],
];

/** One turn of a device. A device that has not joined yet can write, or joins. */
export async function turn(world: World): Promise<void> {
	const { dice, devices, story } = world;
	const waiting = devices.find(({ joined }) => joined === undefined);
	if (waiting !== undefined && dice.chance(0.5)) {
		story.push(`${waiting.name} joins`);
		return join(world, waiting);
	}
	const device = dice.one(openDevices(world));
	const drawn = dice.one(all);
	if (device === undefined || drawn === undefined) return;
	const [, name, act] = device.joined === undefined ? ([1, "writes", write] as const) : drawn;
	story.push(`${device.name} ${name}`);
	await act(world, device);
	await checkPins(world);
	await checkEqual(world);
}

/** How often everyone exchanges at the end, at least: once to send, and once to hear of the others. */
export const rounds = 2;

/** Everyone comes online, and the others join. */
export async function settle(world: World): Promise<void> {
	for (const device of world.devices) {
		Object.assign(device, { online: true, faults: [] });
		if (device.joined === undefined) await join(world, device);
	}
	for (const device of world.devices) {
		for (const draft of device.phone.moments.drafts.value) await save(world, device, draft);
	}
	for (let round = 0; round < 4 && (round < rounds || !isEven(world)); round += 1) {
		for (const { phone } of world.devices) await exchangeAll(phone);
	}
	for (const device of world.devices) await learn(world, device);
}

/** Everyone holds what the server holds, and nobody has anything left to send. */
function isEven({ devices, server, account }: World): boolean {
	const head = server.accounts.get(account)?.chain.head;
	return devices.every((device) => {
		const { chain, memo } = journalOf(device);
		const isSeen = device.phone.moments.saveState.value.name === "backed-up";
		return chain.head === head && memo.anew === null && isSeen;
	});
}

/** The newest passphrase comes to a device that does not open with it, unless the newest kit was made with an older one. */
async function learn({ passphrase }: World, device: Device): Promise<void> {
	const { moments } = device.phone;
	const learned = await moments.learnPassphrase(device.passphrase, passphrase, noProgress);
	if (learned === "learned") device.passphrase = passphrase;
}

export async function trash({ dice }: World, { phone: { moments } }: Device): Promise<void> {
	const entry = dice.one(moments.entries.value);
	if (entry !== undefined) await moments.trashEntry(entry.id);
}

export async function restore({ dice }: World, { phone: { moments } }: Device): Promise<void> {
	const entry = dice.one(moments.trash.value);
	if (entry !== undefined) await moments.restoreEntry(entry.id);
}

/** One of the trash, or all of it. What others have not sent yet is not erased; what one of them took out of the trash meanwhile stays. */
export async function erase(world: World, { phone }: Device): Promise<void> {
	const { moments } = phone;
	const entry = world.dice.one(moments.trash.value);
	if (entry === undefined) return;
	const all = world.dice.chance(0.3);
	const bodies = new Map<string, readonly string[]>();
	for (const { id } of all ? moments.trash.value : [entry]) {
		bodies.set(id, await bodiesOf(phone, id));
	}
	const asked = (all ? moments.trash.value : [entry]).map(({ id }) => id);
	// Said before it is done: whoever is cut off meanwhile may have erased it.
	for (const id of asked) {
		for (const one of everyWordOf(phone, id)) world.erasedWords.add(one);
		for (const one of attachedIn(phone, id)) world.erasedBlobs.add(one);
	}
	const result = await (all ? moments.emptyTrash() : moments.eraseEntry(entry.id));
	const held = new Set([...moments.entries.value, ...moments.trash.value].map(({ id }) => id));
	const gone = asked.filter((id) => !held.has(id));
	if (result !== "erased" && gone.length === asked.length) throw new Error("it was not erased");
	for (const one of gone.flatMap((id) => bodies.get(id) ?? [])) world.erasedBodies.add(one);
}

async function changeSetting({ dice }: World, { phone: { moments } }: Device): Promise<void> {
	await moments.changeSettings({ dayStart: dice.below(7) });
}

async function flip(_: World, device: Device): Promise<void> {
	device.online = !device.online;
}

/** Requests are lost on the way, come late or twice, are done and their answers lost, or answered and not done; or the server falters. */
async function badLine(world: World, device: Device): Promise<void> {
	const fates = [
		...(["pass", "pass", "lose-answer", "lose-answer"] as const),
		...(["lose-request", "repeat", "late", "forget"] as const),
	];
	const { dice, story } = world;
	const drawn = Array.from({ length: 2 + dice.below(5) }, () => dice.one(fates) ?? "pass");
	story.push(`  ${drawn.join(", ")}`);
	const isLiedTo = drawn.includes("forget");
	if (isLiedTo) world.backs += 1;
	device.faults = dice.chance(0.2) ? [...drawn, problem(500, "broken")] : drawn;
	await catchUp(device);
	device.faults = [];
	if (!isLiedTo) return;
	// Who was lied to comes first, as after a rollback: another one first would write beside it, which is a fork (R47).
	device.online = true;
	for (let times = 0; times < 2; times += 1) await catchUp(device);
}

/** All at once: whoever comes second gets a 409. */
async function race(world: World): Promise<void> {
	await Promise.all(members(world).map(catchUp));
}

/** A minute passes: what waits on a clock is done. */
async function rest({ dice }: World, device: Device): Promise<void> {
	const { clock, context } = device.phone;
	clock.pass(20_000 + dice.below(40_000));
	await context.open?.exchange.settled();
	await context.open?.journal.queue(async () => undefined);
}

/** Everything was sent before the disk is as it was: nothing that was saved is on that disk alone. */
async function beSetBack(world: World, device: Device): Promise<void> {
	if (world.copies === 0 || world.dice.chance(0.5)) return;
	world.copies -= 1;
	Object.assign(device, { online: true, faults: [] });
	await setBack(device, async () => {
		for (let times = 1 + world.dice.below(2); times > 0; times -= 1) await write(world, device);
		await catchUp(device);
	});
	device.joined = Math.max(device.joined ?? 0, pinOf(device));
	device.renewed = true;
}

/** Both write before they know of each other, so that the copy becomes a device of its own (R49). */
async function beCopied(world: World, device: Device): Promise<void> {
	if (world.copies === 0 || world.dice.chance(0.5)) return;
	world.copies -= 1;
	const copy = await copied(device, world.server, world.dice);
	world.devices.push(copy);
	for (const one of [device, copy]) Object.assign(one, { online: true, faults: [] });
	for (const one of [device, copy]) await write(world, one);
	for (const one of [device, copy]) await catchUp(one);
	copy.joined = Math.max(copy.joined ?? 0, pinOf(copy));
}

function goBack(world: World): Promise<void> {
	return rollBack(world, 1 + world.dice.below(5), (device) => write(world, device));
}

async function newKit(world: World, device: Device): Promise<void> {
	if (world.dice.chance(0.5)) return;
	device.online = true;
	await turnOnBackup(world, device);
}

/** Each begins an epoch but the first sheet that is made (R21). */
export async function changeSheet({ dice }: World, device: Device): Promise<void> {
	if (dice.chance(0.5)) return;
	Object.assign(device, { online: true, faults: [] });
	const { moments } = device.phone;
	const present = (await moments.whoHoldsKeys())?.holders.find(({ kind }) => kind === "sheet");
	const isMade = present === undefined || dice.chance(0.5);
	const result = isMade
		? (await moments.makeSheet(device.passphrase, noProgress)).name
		: await moments.removeHolder(present.id, device.passphrase, noProgress);
	if (result !== "made" && result !== "done") throw new Error(`${device.name}: sheet ${result}`);
}

export async function changePassphrase(world: World, device: Device): Promise<void> {
	if (world.dice.chance(0.5)) return;
	Object.assign(device, { online: true, faults: [] });
	const next = `changed for the ${world.story.length}th time`;
	const { moments } = device.phone;
	const result = await moments.changePassphrase(device.passphrase, next, noProgress);
	if (result.name !== "changed" || result.kit === undefined) {
		throw new Error(`${device.name}: passphrase ${JSON.stringify(result)}`);
	}
	device.passphrase = next;
	await takeKit(world, device, result.kit);
}

/** It may still write, and joins again like a new one. What it has yet to erase it erases first: nobody else knows of that. */
async function removeOther(world: World, device: Device): Promise<void> {
	const other = world.dice.one(members(world).filter((one) => one !== device));
	if (other === undefined || world.dice.chance(0.5)) return;
	const { chain, memo, vault } = journalOf(other);
	const purged: ReadonlySet<string> = chain.purged;
	if (memo.erasing.some((id) => !purged.has(id)) || vault.successor !== undefined) return;
	Object.assign(device, { online: true, faults: [] });
	const { moments } = device.phone;
	const result = await moments.removeHolder(vault.member, device.passphrase, noProgress);
	if (result !== "done")
		throw new Error(
			`${device.name}: removal ${result} ${JSON.stringify([moments.saveState.value, moments.notices.value, pinOf(device), world.server.accounts.get(world.account)?.chain.seq])}`,
		);
	world.story.push(`${other.name} is out`);
	if (world.dice.chance(0.5)) await catchUp(other);
	Object.assign(other, { joined: undefined, renewed: true, online: true, faults: [] });
}

async function sealAnew({ dice }: World, { phone: { moments } }: Device): Promise<void> {
	await (dice.chance(0.8) ? moments.sealAnew() : moments.stopSealingAnew());
}

function everyWordOf({ context }: Device["phone"], id: string): readonly string[] {
	const record = context.open && recordOf(context.open.journal.shelf.journal(), id);
	return [...(record?.revisions.values() ?? [])].flatMap(({ fields }) => wordsOf(textsIn(fields)));
}
