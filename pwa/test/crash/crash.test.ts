// Every moment at which the app may end, in everything that it does: it is started again, and nothing that was called saved is lost.
// FLOW=name AT=n plays one alone, SEED=n draws another world, EVERY=1 ends in each moment (else in those that leave another disk or
// server behind, and in one of EVERY others), SECONDS=n stops after so long.
import "fake-indexeddb/auto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chosen, type DiskFault, endAt, failAt, playWhole, writesIn } from "./ending.ts";
import { writing } from "./flows.ts";
import { keys } from "./key-flows.ts";
import { watch } from "./seams.ts";

const { SEED, FLOW, AT, EVERY, SECONDS } = process.env;
const seed = Number(SEED ?? 1);
const every = Number(EVERY ?? 16);
const until = performance.now() + Number(SECONDS ?? 86_400) * 1000;
const flows = [...writing, ...keys].filter(({ name }) => FLOW === undefined || FLOW === name);

let unwatch: () => void;
beforeAll(() => {
	unwatch = watch();
});
afterAll(() => unwatch());

test.for(flows)(
	"[R36] [R39] $name: wherever it ends, it goes on",
	{ timeout: 86_400_000 },
	async (flow, { task }) => {
		const whole = await playWhole(flow, seed);
		const numbers = AT === undefined ? chosen(whole.moments, every) : [Number(AT)];
		let ended = 0;
		for (const at of numbers) {
			if (performance.now() > until) break;
			await endAt(flow, seed, at, whole);
			ended += 1;
		}
		task.meta.counts = { "crash points": whole.moments.length, "crash restarts": ended };
		expect(numbers.length).toBeGreaterThan(0);
	},
);

const faults = [
	{ fault: "full", lasts: false, again: false },
	{ fault: "full", lasts: true, again: true },
	{ fault: "aborts", lasts: false, again: true },
	{ fault: "aborts", lasts: true, again: false },
] as const;

test.for(flows)(
	"$name: whichever write the disk refuses, it goes on once the disk is well",
	{ timeout: 86_400_000 },
	async (flow, { task }) => {
		const whole = await playWhole(flow, seed);
		const all = Array.from({ length: writesIn(whole) }, (_, at) =>
			faults.map((fault): DiskFault => ({ at: at + 1, ...fault })),
		).flat();
		// Which of the four comes first goes round, so that none is left out.
		const some = all.filter((_, at) => EVERY === "1" || at % 5 === 0);
		let failed = 0;
		for (const one of some) {
			if (performance.now() > until) break;
			await failAt(flow, seed, one, whole);
			failed += 1;
		}
		task.meta.counts = { "bad writes": failed };
		expect(all.length).toBeGreaterThan(0);
	},
);
