// One thing after the other: counters, pins and the journal in memory change in one order.

export type Queue = <T>(work: () => Promise<T>) => Promise<T>;

export function makeQueue(): Queue {
	let last: Promise<unknown> = Promise.resolve();
	return (work) => {
		const done = last.then(work, work);
		last = done.catch(() => undefined);
		return done;
	};
}
