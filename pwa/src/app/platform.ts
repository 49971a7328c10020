// What the app takes from its surroundings: clock, randomness, network and workers are arguments of everything else.

import type { Random } from "../../../crypto/ts/brands.ts";
import type { Argon2id } from "../../../crypto/ts/kdf.ts";
import type { Judge } from "../vault/judge.ts";
import type { Passkeys } from "./passkeys.ts";
import type { Persistence } from "./persistence.ts";
import type { Search } from "./search.ts";
import type { Tabs } from "./tabs.ts";

export interface Addresses {
	readonly make: (content: Blob) => string;
	readonly drop: (address: string) => void;
}

export interface Platform {
	readonly random: Random;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** A number from 0 to below 1, for the jitter of waiting. */
	readonly dice: () => number;
	readonly argon2id: Argon2id;
	readonly fetch: typeof fetch;
	/** `scheme://host[:port]`, signed with every login. */
	readonly origin: string;
	readonly tabs: Tabs;
	readonly databaseName: string;
	/** False where the browser lacks what sealing needs. */
	readonly isFit: () => Promise<boolean>;
	/** Loaded when it is first needed. */
	readonly passkeys: () => Promise<Passkeys>;
	readonly startSearch: () => Promise<Search>;
	/** Judges many signatures beside the page; absent where the page does it. */
	readonly startJudge?: () => Promise<Judge>;
	/** Asks the browser to keep what is stored, or (`ask` false) only whether it will; undefined where it cannot be asked. */
	readonly keepStorage: ((ask: boolean) => Promise<Persistence>) | undefined;
	/** Gives a content an address within this page, and takes it away again. */
	readonly addresses: Addresses;
	/** Runs `work` after so many milliseconds; the result cancels it. */
	readonly later: (milliseconds: number, work: () => void) => () => void;
}
