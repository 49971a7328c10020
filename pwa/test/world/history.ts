// One history, from its seed to its verdict; and what tells it from another.

import { createHash } from "node:crypto";
import { rounds, settle, turn } from "./acts.ts";
import { shown } from "./equal.ts";
import { fork } from "./forked.ts";
import { judge } from "./verdict.ts";
import { makeWorld, openDevices, type World } from "./world.ts";
import { write } from "./writing.ts";

export interface Played {
	/** Of everything that was done, sent and shown. */
	readonly fingerprint: string;
	readonly devices: number;
	/** What people did: began, wrote first, took their turns, and came together at the end. */
	readonly operations: number;
	readonly world: World;
}

/** Throws with the whole story where something does not hold. */
export async function play(seed: number): Promise<Played> {
	let world: World | undefined;
	try {
		world = await makeWorld(seed);
		const operations = operationsOf(world);
		const begun = openDevices(world);
		for (const device of begun) await write(world, device);
		// Each has begun and written, one has turned on backup, and all exchange at the end.
		const others = 2 * begun.length + 1 + rounds * world.devices.length;
		for (let at = others; at < operations; at += 1) await turn(world);
		await settle(world);
		await judge(world);
		if (world.dice.chance(0.05)) await fork(world);
		return { fingerprint: fingerprint(world), devices: world.devices.length, operations, world };
	} catch (error) {
		const story = world?.story.join("\n") ?? "";
		throw new Error(`history of SEED=${seed}\n${story}`, { cause: error });
	}
}

/** From 20 to 400, most of them few: a long history is worth many short ones only now and then. */
function operationsOf({ dice }: World): number {
	return 20 + Math.floor(381 * dice.next() ** 300);
}

function fingerprint({ story, server, devices }: World): string {
	const whole = createHash("sha256").update(story.join("\n"));
	for (const { path, body } of server.requests) whole.update(path).update(body);
	for (const device of devices) whole.update(shown(device));
	return whole.digest("hex");
}
