// What a person does twice, because a tap came twice or nothing seemed to come of it: the second time changes nothing.

import { catchUp, type Device, pinOf } from "./device.ts";
import { shown } from "./equal.ts";
import type { World } from "./world.ts";
import { editDraft, save } from "./writing.ts";

/** Gives what is then done; undefined where there is nothing to do it with. */
type Deed = (world: World, device: Device) => (() => Promise<unknown>) | undefined;

const exchanges: Deed = (_, device) => () => catchUp(device);

const deeds: readonly Deed[] = [
	exchanges,
	(world, device) => {
		const draft = editDraft(world, device);
		return draft && (() => save(world, device, draft));
	},
	(world, device) => {
		const draft = editDraft(world, device);
		return draft && (() => device.phone.moments.keepDraft(draft));
	},
	({ dice }, { phone: { moments } }) => {
		const entry = dice.one(moments.entries.value);
		return entry && (() => moments.trashEntry(entry.id));
	},
	({ dice }, { phone: { moments } }) => {
		const entry = dice.one(moments.trash.value);
		return entry && (() => moments.restoreEntry(entry.id));
	},
	({ dice }, { phone: { moments } }) => {
		const dayStart = dice.below(7);
		return () => moments.changeSettings({ dayStart });
	},
];

export async function twice(world: World, device: Device): Promise<void> {
	const drawn = world.dice.one(deeds);
	const deed = drawn?.(world, device);
	if (deed === undefined) return;
	// Nothing comes from others between the two, which would be no repetition: they hear what is sent, and answer by themselves.
	const were = world.devices.map((one) => one.online);
	for (const one of world.devices) {
		await one.phone.context.open?.exchange.allSettled();
		one.online = one === device && drawn === exchanges;
	}
	device.faults = [];
	await deed();
	const before = stateOf(device);
	await deed();
	const after = stateOf(device);
	for (const [at, one] of world.devices.entries()) one.online = were[at] ?? true;
	device.online = true;
	if (after !== before) throw new Error(`the second time was another\n${before}\n${after}`);
}

function stateOf(device: Device): string {
	const { drafts } = device.phone.moments;
	return JSON.stringify([shown(device), pinOf(device), drafts.value]);
}
