// What shows, and that it is the same wherever the same is held.

import { type Device, journalOf } from "./device.ts";
import { openDevices, type World } from "./world.ts";

/** Everything that a person sees, as text. */
export function shown({ phone: { moments } }: Device): string {
	const { entries, trash, settings } = moments;
	return JSON.stringify([entries.value, trash.value, settings.value]);
}

/** Equal heads give equal folded state, byte for byte, at any moment at which nothing waits and nothing is under way. */
export async function checkEqual(world: World): Promise<void> {
	const seen = new Map<string, Device>();
	for (const device of openDevices(world)) {
		if (waits(device)) continue;
		const { head } = journalOf(device).chain;
		const other = seen.get(head);
		if (other !== undefined && shown(other) !== shown(device)) await checkBoth(other, device);
		seen.set(head, device);
	}
}

function waits(device: Device): boolean {
	const { chain, waiting, memo, unsaved, unsent } = journalOf(device);
	const purged: ReadonlySet<string> = chain.purged;
	const wishes = memo.erasing.some((id) => !purged.has(id));
	return !memo.backup || waiting.size + unsaved.length + unsent.size > 0 || wishes;
}

/** What others have sent comes by itself, and is known a moment before it shows. */
async function checkBoth(one: Device, other: Device): Promise<void> {
	for (const { phone } of [one, other]) {
		await phone.context.open?.exchange.settled();
		await phone.context.open?.journal.queue(async () => undefined);
	}
	const isEqual = journalOf(one).chain.head === journalOf(other).chain.head;
	if (!isEqual || waits(one) || waits(other) || shown(one) === shown(other)) return;
	throw new Error(
		`${other.name} shows something else than ${one.name}\n${shown(other)}\n${shown(one)}`,
	);
}
