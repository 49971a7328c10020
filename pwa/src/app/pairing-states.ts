// How the pairing of two phones stands, as the screens see it; a part of `contract.ts`.

import type { ReadonlySignal } from "@preact/signals";

/** Why a pairing of two phones is over. But for `unheard`, nothing has changed. */
export type PairingEnd =
	/** Older than two minutes. */
	| "expired"
	/** Ended on the other phone, or by this one's person; or its code was used before. */
	| "stopped"
	/** A person said that the digits are not the same. */
	| "different"
	/** Something did not verify. */
	| "tampered"
	/** The other phone was let in and could not be told. */
	| "unheard"
	| "passphrase"
	/** This browser has no X25519. */
	| "browser"
	| "no-backup"
	| "too-many-devices"
	| "unreachable"
	| "server"
	| "busy"
	| "storage";
export type AddingState =
	| { readonly name: "preparing" }
	/** What the QR code holds, and eight groups of four to be typed instead. `until`: milliseconds since 1970. */
	| {
			readonly name: "shown";
			readonly qr: string;
			readonly code: string;
			readonly until: number;
	  }
	/** Both phones show digits: are they the same? */
	| { readonly name: "compare"; readonly digits: string }
	| { readonly name: "adding" }
	| { readonly name: "added" }
	| { readonly name: "over"; readonly cause: PairingEnd };
/** Another phone is being let in. */
export interface Adding {
	readonly state: ReadonlySignal<AddingState>;
	/** The person's answer while digits are compared. */
	same(yes: boolean): void;
	stop(): void;
}
export type PairingState =
	| { readonly name: "reaching" }
	| { readonly name: "compare"; readonly digits: string }
	/** So many photos or voice notes of the journal here cannot be had and would stay behind (R89). */
	| { readonly name: "lacks"; readonly count: number }
	/** The person said yes here; the other phone has not yet. */
	| { readonly name: "waiting" }
	/** The account's passphrase is asked for; `wrong` if what was said last was not it. */
	| { readonly name: "passphrase"; readonly wrong: boolean }
	| { readonly name: "joining"; readonly part: number | undefined }
	| { readonly name: "joined"; readonly entries: number }
	| { readonly name: "over"; readonly cause: PairingEnd };
/** This phone comes to a journal of another one. */
export interface Pairing {
	readonly state: ReadonlySignal<PairingState>;
	/** The person was told of what would stay behind, and goes on without it. */
	goOn(): void;
	same(yes: boolean): void;
	open(passphrase: string): void;
	stop(): void;
}
export type OfferCheck = "ok" | "checksum" | "length" | "symbol" | "version" | "is-kit";
