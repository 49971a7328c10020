// What an exchange needs of the device: the verified log with its pin, and a member that signs. The app gives these;
// nothing here can open what passes through.

import type { Bytes, Head, Sealed } from "../../../crypto/ts/brands.ts";
import type { Push, Registration, SignedLogin, WireCarried } from "./wire.ts";

/** Why what the server sent cannot be used. */
export type Refusal =
	/** It does not verify. Nothing of it is kept. */
	| "tampered"
	/** It verifies, and contradicts what is pinned. */
	| "fork"
	/** It verifies, and holds a counter of this device that this device does not know (R49). */
	| "cloned"
	/** It verifies, and this device is no longer a member. */
	| "removed";

/** It verifies, but lacks a body that no purge names (R35), or a wrap. Another device may be about to send it again (R46). */
export type Withheld = "withheld";

export interface Log {
	/** The newest position that was verified. */
	pinned(): Promise<{ readonly seq: number; readonly head: Head }>;
	/** The head this device held at that position, if it knows. Seq 0 is the empty log's. */
	headAt(seq: number): Promise<Head | undefined>;
	/**
	 * Verifies the links that follow the pin (R34, R35). If they hold, stores them, moves the pin and settles the
	 * pending link (R39) in one strict transaction. `complete` is true if the server has no more after them.
	 */
	accept(
		links: readonly WireCarried[],
		complete: boolean,
	): Promise<"accepted" | Withheld | Refusal>;
	/** Judges a link that stands where another one is pinned: a fork only if a member signed it. */
	judge(link: WireCarried): Promise<"tampered" | "fork">;
	/** True if that link stands on the head that this device held at `after`: what follows it is a branch of this log. */
	stands(link: WireCarried, after: number): Promise<boolean>;
	/** Begins at the server's branch after a position that this device holds too (R75), or one before it (R77). */
	branch(after: number): Promise<Branch>;
	/** The number of the roster version in force; undefined before the first. */
	version(): Promise<number | undefined>;
	/** Verifies the roster versions after that one: whether this device is still in them. */
	hear(versions: readonly Sealed[]): Promise<"member" | "removed" | "tampered">;
	/** The link that waits to be sent: the stored one verbatim, else a new one, signed and stored; or nothing waits. */
	pending(): Promise<Push | undefined>;
	/** The server's head is the pending link's: what it carries moves into the log and the pin moves on, in one strict transaction. */
	acknowledge(push: Push): Promise<void>;
	/** The link of that position as it was accepted, with its wraps made anew (R46); undefined past the pin. */
	stored(seq: number): Promise<Push | undefined>;
}

/** The server's branch of the log, on its way. Nothing of it is stored or pinned before it is adopted. */
export interface Branch {
	/** How far it was verified. */
	seq(): number;
	/** Verifies the links that follow; false if they are refused. */
	take(links: readonly WireCarried[]): Promise<boolean>;
	/** At its end: the next link that it lacks, signed; undefined if it lacks nothing. `fork`: it cannot be healed (R76). */
	missing(): Promise<Push | "fork" | "tampered" | Withheld | undefined>;
	/** The server has taken a missing link: it is the branch's next. */
	linked(push: Push): Promise<boolean>;
	/**
	 * Takes the place of what this device holds after the position, in one strict transaction (R77). `sealed`: what it lacked was
	 * sealed again in it, and waits.
	 */
	adopt(): Promise<"accepted" | "sealed" | Withheld | Refusal>;
}

export interface Member {
	account(): Bytes;
	id(): Bytes;
	/** Signs in over this origin, account, member and the nonce (R50, R51). */
	signLogin(nonce: Bytes): Promise<SignedLogin>;
	/** What registers the account again at a server that lost it; undefined where this device has no invitation. */
	registration(): Promise<Registration | undefined>;
}
