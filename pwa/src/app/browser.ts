// The real surroundings: this file alone reaches for them, besides what watches the page.

import type { Random } from "../../../crypto/ts/brands.ts";
import { askToPersist, persistence } from "./persistence.ts";
import type { Platform } from "./platform.ts";
import { browserTabs, onlyTab } from "./tabs.ts";

export function browserPlatform(): Platform {
	const random: Random = (length) => crypto.getRandomValues(new Uint8Array(length));
	return {
		random,
		now: Date.now,
		dice: Math.random,
		argon2id: async (passphrase, salt) =>
			(await import("./stretching.ts")).argon2id(passphrase, salt),
		fetch: (input, init) => fetch(input, init),
		origin: location.origin,
		tabs:
			"locks" in navigator && "BroadcastChannel" in globalThis
				? browserTabs(navigator.locks, new BroadcastChannel("moments"))
				: onlyTab,
		databaseName: "moments",
		isFit,
		passkeys: async () => (await import("./browser-passkeys.ts")).browserPasskeys(random),
		startSearch: async () => (await import("./search.ts")).startSearch(),
		startJudge: async () => (await import("./judging.ts")).startJudge((work) => setTimeout(work)),
		keepStorage:
			"storage" in navigator
				? (ask) => (ask ? askToPersist(navigator.storage) : persistence(navigator.storage))
				: undefined,
		addresses: {
			make: (content) => URL.createObjectURL(content),
			drop: (address) => URL.revokeObjectURL(address),
		},
		later(milliseconds, work) {
			const timer = setTimeout(work, milliseconds);
			return () => clearTimeout(timer);
		},
	};
}

/** Sealing needs WebCrypto with Ed25519, which also means https or localhost. */
async function isFit(): Promise<boolean> {
	try {
		await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
		return "indexedDB" in globalThis && "Worker" in globalThis;
	} catch {
		return false;
	}
}
