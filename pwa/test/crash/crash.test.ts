// Every moment at which the app may end, in everything that it does: it is started again, and nothing that was called saved is lost.
// `./run test` ends at the first and the last moment of each state that a disk and a server are left in, and at an even part of those
// between; `./run torture` at others each round (`asked.ts`).
import "fake-indexeddb/auto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { alone, each, every, flows, isTimeUp, seed } from "./asked.ts";
import { chosen, endAt, playWhole } from "./ending.ts";
import { watch } from "./seams.ts";

let unwatch: () => void;
beforeAll(() => {
	unwatch = watch();
});
afterAll(() => unwatch());

test.for(flows)(
	"[R36] [R39] $name: wherever it ends, it goes on",
	{ timeout: 86_400_000 },
	async (flow, { task }) => {
		if (isTimeUp()) return;
		const whole = await playWhole(flow, seed);
		const numbers = alone === undefined ? chosen(whole.moments, every, seed) : [alone];
		const restarts = await each(numbers, (at) => endAt(flow, seed, at, whole));
		// Every moment is covered once each state was started from; else only what was played counts.
		const isWhole = alone === undefined && restarts === numbers.length;
		const points = isWhole ? whole.moments.length : restarts;
		task.meta.counts = { "crash points": points, "crash restarts": restarts };
		expect(numbers.length).toBeGreaterThan(0);
		expect(whole.moments.some(({ name }) => name.startsWith("disk commit"))).toBe(true);
	},
);
