// How a pairing ends without having succeeded: one typed cause for whatever went wrong on either side.

import type { Sealed } from "../../../crypto/ts/brands.ts";
import { Refused } from "../../../crypto/ts/errors.ts";
import { pairingLasts } from "../../../crypto/ts/pairing.ts";
import { StoreFailure } from "../store/failure.ts";
import type { Answer, Failure } from "../sync/answer.ts";
import type { Mailbox } from "../sync/mailbox.ts";
import type { Left } from "../sync/wire.ts";
import type { PairingEnd } from "./contract.ts";
import { JoinRefused } from "./joining.ts";
import type { Platform } from "./platform.ts";

export class PairingOver extends Error {
	override readonly name = "PairingOver";
	readonly reason: PairingEnd;

	constructor(reason: PairingEnd) {
		super(reason);
		this.reason = reason;
	}
}

/** The cause to name. What is no end of a pairing is thrown on. */
export function endOf(error: unknown): PairingEnd {
	if (error instanceof PairingOver) return error.reason;
	if (error instanceof StoreFailure) return "storage";
	if (error instanceof Refused) return error.kind === "ended" ? "expired" : "tampered";
	if (error instanceof DOMException && error.name === "NotSupportedError") return "browser";
	if (error instanceof JoinRefused) return joinEnds[error.reason] ?? "server";
	throw error;
}

const joinEnds: Readonly<Partial<Record<JoinRefused["reason"], PairingEnd>>> = {
	unreachable: "unreachable",
	busy: "busy",
	tampered: "tampered",
	storage: "storage",
	"too-many-devices": "too-many-devices",
};

/** What the mailbox answered, or the end of the pairing. */
export function left<T>(answer: Answer<T>): T {
	if (answer.ok) return answer.value;
	throw new PairingOver(ends[answer.failure]);
}

const ends: { readonly [failure in Failure]: PairingEnd } = {
	unreachable: "unreachable",
	busy: "busy",
	"signed-out": "server",
	refused: "server",
	stale: "stopped",
	"account-full": "server",
	"too-large": "server",
	server: "stopped",
};

/** How long a pairing has been going on, and whether it still does. */
export interface Course {
	/** Milliseconds since 1970. */
	readonly begun: number;
	/** Throws what ended it. */
	readonly check: () => void;
}

/**
 * Waits until the message of a step lies in the mailbox. `pace` is milliseconds between two looks; a lost connection is waited out
 * as long as the pairing lasts.
 */
export async function messageOf(
	mailbox: Mailbox,
	step: number,
	{ now, later }: Platform,
	{ begun, check }: Course,
	pace: number,
): Promise<Sealed> {
	for (;;) {
		check();
		const { message } = passing(await mailbox.take(step));
		if (message !== undefined) return message;
		if (now() - begun > pairingLasts) throw new PairingOver("expired");
		await new Promise<void>((resolve) => {
			later(pace, resolve);
		});
	}
}

function passing(answer: Answer<Left>): Left {
	const isPassing = !answer.ok && (answer.failure === "unreachable" || answer.failure === "busy");
	return isPassing ? { message: undefined } : left(answer);
}
