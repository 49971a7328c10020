// The newest position that each member has verified: it never goes back.

import { journalOf } from "./device.ts";
import { openDevices, type World } from "./world.ts";

/** A disk that went back to an older state is another member from then on (R49). */
export function checkPins(world: World): void {
	for (const device of openDevices(world)) {
		const { chain, vault } = journalOf(device);
		const before = world.pins.get(vault.member) ?? 0;
		if (chain.seq < before) throw new Error(`${device.name} went from ${before} to ${chain.seq}`);
		world.pins.set(vault.member, chain.seq);
	}
}
