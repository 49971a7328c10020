// A disk that is full or takes back what was written, at each write of everything that the app does: nothing that was called saved is
// lost, every refusal has its sentence, and once the disk is well the same can be done again.
import "fake-indexeddb/auto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { each, every, flows, isTimeUp, seed } from "./asked.ts";
import { type DiskFault, failAt, playWhole, writesIn } from "./ending.ts";
import { watch } from "./seams.ts";

/** No multiple of four, so that each of the four has its turn. */
const stride = every === 1 ? 1 : 13;
const faults = [
	{ fault: "full", lasts: false, again: false },
	{ fault: "full", lasts: true, again: true },
	{ fault: "aborts", lasts: false, again: true },
	{ fault: "aborts", lasts: true, again: false },
] as const;

let unwatch: () => void;
beforeAll(() => {
	unwatch = watch();
});
afterAll(() => unwatch());

test.for(flows)(
	"[R36] $name: whichever write the disk refuses, it goes on once the disk is well",
	{ timeout: 86_400_000 },
	async (flow, { task }) => {
		if (isTimeUp()) return;
		const whole = await playWhole(flow, seed);
		const all = Array.from({ length: writesIn(whole) }, (_, at) =>
			faults.map((fault): DiskFault => ({ at: at + 1, ...fault })),
		).flat();
		const some = all.filter((_, at) => (at + seed) % stride === 0 || all.length < stride);
		const failed = await each(some, (fault) => failAt(flow, seed, fault, whole));
		task.meta.counts = { "disk refusals": failed };
		expect(some.length).toBeGreaterThan(0);
	},
);
