// The lock of a phone, for tests: it keeps passkeys, and asks whoever is there.

import type { Bytes } from "../../crypto/ts/brands.ts";
import { toHex } from "../../crypto/ts/brands.ts";
import { concat, sha256 } from "../../crypto/ts/labels.ts";
import type { Passkeys } from "../src/app/passkeys.ts";

export interface PhoneLock extends Passkeys {
	/** The secret of each passkey, by its credential id in hexadecimal. */
	readonly secrets: Map<string, Bytes>;
	/** The names under which they were made. */
	readonly names: string[];
	/** How often somebody was asked. */
	asked: number;
	/** Whether whoever is there is the one whose phone it is. */
	confirms: boolean;
	hasPrf: boolean;
	/** Nobody answers until the question is ended. */
	waits: boolean;
	/** Done while the phone asks. */
	meanwhile: () => void;
}

export function phoneLock(): PhoneLock {
	const drawn = (size: number) => crypto.getRandomValues(new Uint8Array(size));
	const lock: PhoneLock = {
		secrets: new Map(),
		names: [],
		asked: 0,
		confirms: true,
		hasPrf: true,
		waits: false,
		meanwhile: () => undefined,
		isOffered: async () => lock.hasPrf,
		async make(name, input) {
			lock.names.push(name);
			const credential = drawn(20);
			if (lock.hasPrf) lock.secrets.set(toHex(credential), drawn(32));
			const answer = await lock.ask(credential, input);
			return answer === "refused" && !lock.hasPrf ? "unsupported" : answer;
		},
		async ask(credential, input, stop) {
			lock.asked += 1;
			lock.meanwhile();
			if (lock.waits) await ended(stop);
			const secret = lock.secrets.get(toHex(credential));
			if (stop?.aborted || !lock.confirms || secret === undefined) return "refused";
			return { credential, output: await sha256(concat(secret, input)) };
		},
		async forget(credential) {
			lock.secrets.delete(toHex(credential));
		},
	};
	return lock;
}

async function ended(stop: AbortSignal | undefined): Promise<void> {
	await new Promise((resolve) => stop?.addEventListener("abort", resolve));
}
