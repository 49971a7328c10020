// What is asked of a run: FLOW=name AT=n plays one moment alone, SEED=n draws another world and another part, EVERY=1 takes every
// moment and every fault, SECONDS=n stops after so long.

import { attaching } from "./attaching.ts";
import { writing } from "./flows.ts";
import { keys } from "./key-flows.ts";

const { SEED, FLOW, AT, EVERY, SECONDS } = process.env;
const until = performance.now() + Number(SECONDS ?? 86_400) * 1000;

export const seed = Number(SEED ?? 1);
/** The number of a moment. */
export const alone = AT === undefined ? undefined : Number(AT);
/** Of what leaves the same behind, one in so many. */
export const every = Number(EVERY ?? 64);

const all = [...writing, ...attaching, ...keys].filter(
	({ name }) => FLOW === undefined || FLOW === name,
);
const turned = seed % all.length;

/** Another one comes first with another seed, so that what there is no time for is not always the same. */
export const flows = [...all.slice(turned), ...all.slice(0, turned)];

export function isTimeUp(): boolean {
	return performance.now() > until;
}

/** Those that there is time for, one after the other; how many that were. */
export async function each<T>(of: readonly T[], work: (one: T) => Promise<void>): Promise<number> {
	let done = 0;
	for (const one of of) {
		if (isTimeUp()) break;
		await work(one);
		done += 1;
	}
	return done;
}
