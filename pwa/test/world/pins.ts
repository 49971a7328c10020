// The newest position that each member has verified: it never goes back, and what stood there stays, but by healing.

import { headAt } from "../../src/store/log.ts";
import { type Device, journalOf } from "./device.ts";
import { openDevices, type World } from "./world.ts";

export interface Pin {
	readonly seq: number;
	readonly head: string;
	/** How often the server had gone back when the member last stood on the server's branch. */
	readonly backs: number;
}

/** A disk that went back to an older state is another member from then on (R49). */
export async function checkPins(world: World): Promise<void> {
	for (const device of openDevices(world)) {
		const { chain, vault } = journalOf(device);
		const before = world.pins.get(vault.member);
		if (before?.head === chain.head && before.backs === world.backs) continue;
		if (before?.backs === world.backs) await checkOne(device, before);
		const isThere = onServer(world)[chain.seq - 1]?.head === chain.head;
		const backs = isThere ? world.backs : (before?.backs ?? world.backs);
		world.pins.set(vault.member, { seq: chain.seq, head: chain.head, backs });
	}
}

async function checkOne(device: Device, before: Pin): Promise<void> {
	const { chain, place } = journalOf(device);
	if (chain.seq < before.seq) {
		throw new Error(`${device.name} went from ${before.seq} to ${chain.seq}`);
	}
	if ((await headAt(place, before.seq)) !== before.head) {
		throw new Error(`${device.name} holds something else at ${before.seq}`);
	}
}

function onServer({ server, account }: World) {
	return server.accounts.get(account)?.chains ?? [];
}
