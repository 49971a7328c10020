// A phone for tests: the whole app on a database in memory, a clock that is moved by hand and a connection to a server.

import { IDBFactory } from "fake-indexeddb";
import type { Random } from "../../crypto/ts/brands.ts";
import { sha256 } from "../../crypto/ts/labels.ts";
import { makeMoments } from "../src/app/moments.ts";
import type { Passkeys } from "../src/app/passkeys.ts";
import type { Platform } from "../src/app/platform.ts";
import type { Search } from "../src/app/search.ts";
import { onlyTab } from "../src/app/tabs.ts";
import { origin } from "./honest-server.ts";

export const noProgress = (): void => undefined;

/** Random bytes of the platform: tests that need to repeat bring their own. */
export const realRandom: Random = (length) => crypto.getRandomValues(new Uint8Array(length));

/** Stretches like Argon2id in kind, not in cost: whoever tests Argon2id itself brings it. */
export async function quickStretch(
	passphrase: Uint8Array<ArrayBuffer>,
	salt: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
	return sha256(new Uint8Array([...passphrase, ...salt]));
}

export interface Clock {
	now: number;
	/** Runs what is due within so many milliseconds. */
	pass(milliseconds: number): void;
	/** The same without the time passing: whoever waits for another phone looks again. */
	hurry(milliseconds: number): void;
	later: Platform["later"];
}

export function handClock(now = Date.UTC(2026, 10, 23, 12)): Clock {
	let waiting: { at: number; work: () => void }[] = [];
	const clock: Clock = {
		now,
		pass(milliseconds) {
			clock.now += milliseconds;
			clock.hurry(0);
		},
		hurry(milliseconds) {
			const until = clock.now + milliseconds;
			const due = waiting.filter(({ at }) => at <= until);
			waiting = waiting.filter(({ at }) => at > until);
			for (const { work } of due) work();
		},
		later(milliseconds, work) {
			const one = { at: clock.now + milliseconds, work };
			waiting.push(one);
			return () => {
				waiting = waiting.filter((other) => other !== one);
			};
		},
	};
	return clock;
}

const noSearch: Search = {
	hold: () => undefined,
	find: async () => new Set(),
	end: () => undefined,
};

/** A phone without a lock, unless a test brings one. */
const noLock: Passkeys = {
	isOffered: async () => false,
	make: async () => "unsupported",
	ask: async () => "unsupported",
	forget: async () => undefined,
};

/** Every phone has a database of its own name in the factory that the process has. */
let phones = 0;

export function phone(fetchIt: typeof fetch, change: Partial<Platform> = {}, clock = handClock()) {
	phones += 1;
	globalThis.indexedDB ??= new IDBFactory();
	const platform: Platform = {
		random: realRandom,
		now: () => clock.now,
		dice: () => 0.5,
		argon2id: quickStretch,
		fetch: fetchIt,
		origin,
		tabs: onlyTab,
		databaseName: `phone-${phones}`,
		isFit: async () => true,
		passkeys: async () => noLock,
		startSearch: async () => noSearch,
		keepStorage: undefined,
		addresses: {
			make: (content) => URL.createObjectURL(content),
			drop: (address) => URL.revokeObjectURL(address),
		},
		later: clock.later,
		...change,
	};
	return { ...makeMoments(platform), platform, clock };
}

export type Phone = ReturnType<typeof phone>;

/** The same phone, started anew. */
export function restart({ platform, clock }: Phone): Phone {
	return { ...makeMoments(platform), platform, clock };
}

export function textsOf({ moments }: Phone): readonly string[] {
	return moments.entries.value.map(({ text }) => text);
}

export async function write({ moments }: Phone, text: string): Promise<void> {
	await moments.save({ ...moments.newDraft(), text });
}

/** An exchange, until it rests. */
export async function exchange({ context, moments }: Phone): Promise<void> {
	moments.syncSoon();
	await context.open?.exchange.settled();
	// What was accepted is shown after it is stored.
	await context.open?.journal.queue(async () => undefined);
}

/** The same, until photos and voice notes have been sent too, or cannot be. */
export async function exchangeAll(one: Phone): Promise<void> {
	await exchange(one);
	await one.context.open?.exchange.allSettled();
	await one.context.open?.journal.queue(async () => undefined);
}
