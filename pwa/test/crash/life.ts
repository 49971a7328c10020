// One life of a client, from its start to its end. It counts by itself the moments at which it may end: before and after each request
// of the disk, each request of the line, each work of a key.

import { AsyncLocalStorage } from "node:async_hooks";

/** One at which a client may end. */
export interface Moment {
	readonly name: string;
	/** How often the disk or the line had changed by then: two moments of one state leave the same behind. */
	readonly state: number;
}

export interface Life {
	/** What was reached since it is counted. */
	readonly moments: readonly Moment[];
	readonly isOver: boolean;
	/** Resolves when it ends. */
	readonly end: Promise<void>;
	/** Begins to count. It ends in the moment of that number, from 1; in none by default. */
	count(last?: number): void;
	/** False if it is over, now or before: then nothing may follow. */
	reach(name: string): boolean;
	/** The disk or the line has changed. */
	mark(): void;
	/** Ends it, as whoever ends a process. */
	stop(): void;
	/** Done when it ends, the newest first. */
	leave(work: () => void): void;
	/** Whatever `work` begins belongs to this life. */
	live<T>(work: () => T): T;
	/** Work that somebody else finishes: before it and after it, this life may end, and then hears nothing more. */
	wait<T>(name: string, work: () => Promise<T>): Promise<T>;
}

const lives = new AsyncLocalStorage<Life | undefined>();

/** The one that what runs now belongs to. */
export function currentLife(): Life | undefined {
	return lives.getStore();
}

/** What is not the client's own: the server's work. */
export function outside<T>(work: () => T): T {
	return lives.run(undefined, work);
}

export function makeLife(): Life {
	const moments: Moment[] = [];
	const left: (() => void)[] = [];
	const { promise: end, resolve } = Promise.withResolvers<void>();
	let isOver = false;
	let isCounted = false;
	let lastOne = Number.POSITIVE_INFINITY;
	let state = 0;
	const life: Life = {
		moments,
		end,
		get isOver() {
			return isOver;
		},
		count(last = Number.POSITIVE_INFINITY) {
			isCounted = true;
			lastOne = last;
		},
		mark() {
			state += 1;
		},
		reach(name) {
			if (isOver || !isCounted) return !isOver;
			moments.push({ name, state });
			if (moments.length < lastOne) return true;
			life.stop();
			return false;
		},
		stop() {
			if (isOver) return;
			isOver = true;
			for (const work of left.toReversed()) work();
			resolve();
		},
		leave: (work) => void left.push(work),
		live: (work) => lives.run(life, work),
		async wait(name, work) {
			if (!life.reach(`${name}: before`)) return never();
			const result = work();
			await result.catch(() => undefined);
			return life.reach(`${name}: after`) ? result : never();
		},
	};
	return life;
}

/** Nobody is there to go on. */
function never(): Promise<never> {
	return new Promise(() => undefined);
}
