// What shows, and that it is the same wherever the same is held.

import { type Device, journalOf } from "./device.ts";
import { openDevices, type World } from "./world.ts";

/** Everything that a person sees, as text. */
export function shown({ phone: { moments } }: Device): string {
	const { entries, trash, settings } = moments;
	return JSON.stringify([entries.value, trash.value, settings.value]);
}

/** Equal heads give equal folded state, byte for byte, at any moment at which nothing waits. */
export function checkEqual(world: World): void {
	const seen = new Map<string, Device>();
	for (const device of openDevices(world)) {
		const { chain, waiting, memo, unsaved, unsent } = journalOf(device);
		const purged: ReadonlySet<string> = chain.purged;
		const wishes = memo.erasing.some((id) => !purged.has(id));
		if (!memo.backup || waiting.size + unsaved.length + unsent.size > 0 || wishes) continue;
		const other = seen.get(chain.head);
		if (other !== undefined && shown(other) !== shown(device)) {
			throw new Error(
				`${device.name} shows something else than ${other.name}\n${shown(device)}\n${shown(other)}`,
			);
		}
		seen.set(chain.head, device);
	}
}
