// The single acts of an exchange. Each makes at most two requests and says what came of it.

import type { Answer, Failure } from "./answer.ts";
import { toHex } from "./hex.ts";
import type { Log, Member, Refusal, Withheld } from "./ports.ts";
import type { Transport } from "./transport.ts";
import type { Page } from "./wire.ts";

export type Act = "look" | "pull" | "push" | "heal" | "adopt" | "login" | "hear" | "register";

export type Outcome =
	/** The server claims another head than the one that is pinned: pulling shows what it is. */
	| { readonly name: "moved" }
	/** The server has more after what was taken. */
	| { readonly name: "more" }
	/** This device holds all that the server has: the heads are equal. */
	| { readonly name: "even" }
	/** The server ends at an older position of this very log. */
	| { readonly name: "behind"; readonly seq: number }
	/** The server has another branch of this log, signed by a member. */
	| { readonly name: "parted" }
	/** That branch was adopted; `healed` if it was given what it lacked, or that waits to be sent. */
	| { readonly name: "adopted"; readonly healed: "linked" | "waits" | undefined }
	/** A link went in and was acknowledged. */
	| { readonly name: "pushed"; readonly seq: number }
	| { readonly name: "nothing" }
	| { readonly name: "logged-in" }
	| { readonly name: "registered" }
	| { readonly name: Withheld | Refusal }
	| { readonly name: "failed"; readonly failure: Failure; readonly after: number | undefined };

export interface Peers {
	readonly transport: Transport;
	readonly log: Log;
	readonly member: Member;
}

/** Asks for the head alone: where it is the pinned one, there is nothing to pull. */
export async function look({ transport, log }: Peers): Promise<Outcome> {
	const answer = await transport.head();
	if (!answer.ok) return failure(answer);
	const pinned = await log.pinned();
	const isSame = answer.value.seq === pinned.seq && toHex(answer.value.head) === pinned.head;
	return { name: isSame ? "even" : "moved" };
}

export async function pull({ transport, log }: Peers): Promise<Outcome> {
	const pinned = await log.pinned();
	const answer = await transport.pull(pinned.seq);
	if (!answer.ok) return failure(answer);
	const page = answer.value;
	if (page.seq <= pinned.seq) return place({ transport, log }, page, pinned.seq);
	if (page.links.length === 0) return { name: "tampered" };
	const complete = pinned.seq + page.links.length >= page.seq;
	const verdict = await log.accept(page.links, complete);
	if (verdict === "fork") return { name: "parted" };
	if (verdict !== "accepted") return { name: verdict };
	return { name: complete ? "even" : "more" };
}

/** The server ends at or before the pin: the same log, an older state of it, or another one. */
async function place(
	{ transport, log }: Pick<Peers, "transport" | "log">,
	page: Page,
	pinned: number,
): Promise<Outcome> {
	if (page.links.length > 0) return { name: "tampered" };
	if (toHex(page.head) === (await log.headAt(page.seq))) {
		return page.seq === pinned ? { name: "even" } : { name: "behind", seq: page.seq };
	}
	if (page.seq === 0) return { name: "tampered" };
	// A claim is not evidence: the link itself is asked for, and only a member's signature makes it a branch.
	const answer = await transport.pull(page.seq - 1);
	if (!answer.ok) return failure(answer);
	const [link] = answer.value.links;
	const verdict = link === undefined ? "tampered" : await log.judge(link);
	return { name: verdict === "fork" ? "parted" : verdict };
}

export async function push({ transport, log }: Peers): Promise<Outcome> {
	const waiting = await log.pending();
	if (waiting === undefined) return { name: "nothing" };
	const answer = await transport.push(waiting);
	if (!answer.ok) return failure(answer);
	// A log that has gone on holds more than this link: pulling shows whether this link is in it.
	if (toHex(answer.value.head) !== waiting.head) return { name: "moved" };
	await log.acknowledge(waiting);
	return { name: "pushed", seq: waiting.seq };
}

/** Pushes the link after `seq` again, verbatim. */
export async function heal({ transport, log }: Peers, seq: number): Promise<Outcome> {
	const link = await log.stored(seq + 1);
	if (link === undefined) return { name: "even" };
	const answer = await transport.push(link);
	return answer.ok ? { name: "pushed", seq: seq + 1 } : failure(answer);
}

export async function login({ transport, member }: Peers): Promise<Outcome> {
	const challenge = await transport.challenge(member.account(), member.id());
	if (!challenge.ok) return failure(challenge);
	const answer = await transport.login(await member.signLogin(challenge.value));
	return answer.ok ? { name: "logged-in" } : failure(answer);
}

/** Log-in was refused: whether this device was removed is asked, and believed only by signed roster versions. */
export async function hear({ transport, log, member }: Peers): Promise<Outcome> {
	const version = await log.version();
	if (version === undefined) return refused;
	const challenge = await transport.challenge(member.account(), member.id());
	if (!challenge.ok) return failure(challenge);
	const signed = await member.signLogin(challenge.value);
	const answer = await transport.rosters({ ...signed, after: version });
	if (!answer.ok) return failure(answer);
	const heard = await log.hear(answer.value);
	return heard === "member" ? refused : { name: heard };
}

export async function register({ transport, member }: Peers): Promise<Outcome> {
	const registration = await member.registration();
	if (registration === undefined) return { name: "nothing" };
	const answer = await transport.register(registration);
	return answer.ok ? { name: "registered" } : failure(answer);
}

const refused: Outcome = { name: "failed", failure: "signed-out", after: undefined };

export function failure(answer: Answer<unknown>): Outcome {
	if (answer.ok) return { name: "failed", failure: "server", after: undefined };
	return { name: "failed", failure: answer.failure, after: answer.after };
}
