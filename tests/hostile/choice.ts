// How many of all cases are tried: `EVERY=1` all of them, else an even part, the same in every run; `TIMES=10` ten times as many.

import { env } from "node:process";
import type { TestContext } from "vitest";

export const isAll = env["EVERY"] === "1";
/** Milliseconds since 1970 after which no further case begins; absent without a limit. */
const until = Number(env["UNTIL"] ?? Number.POSITIVE_INFINITY);
const times = Number(env["TIMES"] ?? 1);
/** Where the even part begins: one seed after the other tries all. */
const seed = Number(env["SEED"] ?? 0);

/** At most `most` of them in this run, evenly spread. */
export function chosen<T>(cases: Iterable<T>, most: number): readonly T[] {
	const all = [...cases];
	return isAll ? all : evenly(all, most * times);
}

/** At most `most` of them, evenly spread; all for 0. */
export function evenly<T>(all: readonly T[], most: number): readonly T[] {
	if (most === 0 || all.length <= most) return all;
	const stride = all.length / most;
	const offset = Math.floor(seed % stride);
	return Array.from({ length: most }, (_, at) => all[Math.floor(at * stride) + offset]).flatMap(
		(one) => (one === undefined ? [] : [one]),
	);
}

export const isOver = (): boolean => Date.now() >= until;

/** What a test has tried, for the counts of the run: cases of one class of attack. */
export function count({ task }: TestContext, attack: number, cases: number): void {
	task.meta.counts = { ...task.meta.counts, [`hostile ${attack}`]: cases };
}
