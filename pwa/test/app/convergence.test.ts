// Three devices, an honest server, and everything that can happen on the way. Each history is played from its seed; SEED=n plays
// one of them alone.

import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { settle, turn, write } from "../world/acts.ts";
import { judge } from "../world/verdict.ts";
import { makeWorld, openDevices, type World } from "../world/world.ts";

declare module "vitest" {
	interface TaskMeta {
		/** What this test looked at, by the names of the run's closing line. */
		counts?: { readonly [name: string]: number };
	}
}

const one = process.env["SEED"];
const seeds = one === undefined ? Array.from({ length: 200 }, (_, at) => at + 1) : [Number(one)];

/** How often others wrote on a server that had gone back. */
let branches = 0;

async function play(seed: number): Promise<void> {
	let world: World | undefined;
	try {
		world = await makeWorld(seed);
		const turns = 14 + world.dice.below(18);
		for (const device of openDevices(world)) await write(world, device);
		for (let at = 0; at < turns; at += 1) await turn(world);
		await settle(world);
		await judge(world);
		branches += world.branches;
	} catch (error) {
		const story = world?.story.join("\n") ?? "";
		throw new Error(`history of SEED=${seed}\n${story}`, { cause: error });
	}
}

test("[R41] [R39] [R46] [R77] 200 histories of three devices end equal, and no word that was saved is lost", async ({
	task,
}) => {
	for (const seed of seeds) await play(seed);
	task.meta.counts = { histories: seeds.length };
	if (one === undefined) expect(branches).toBeGreaterThan(0);
	expect(seeds.length).toBe(one === undefined ? 200 : 1);
}, 600_000);
