// The mailbox of a pairing (R61): sealed messages that two devices leave each other at the server.

import type { Bytes, Sealed } from "../../../crypto/ts/brands.ts";
import { type Answer, mapAnswer } from "./answer.ts";
import type { Send } from "./request.ts";
import { type Left, parseLeft } from "./wire.ts";

/** Each call gives an `Answer` and never rejects. A mailbox that is over answers with the failure `server`, a used step with `stale`. */
export interface Mailbox {
	/** Needs a session. */
	open(): Promise<Answer<true>>;
	put(step: number, message: Sealed): Promise<Answer<true>>;
	take(step: number): Promise<Answer<Left>>;
	close(): Promise<Answer<true>>;
}

/** `mailbox` is its id, 16 bytes. */
export function mailboxAt(send: Send, mailbox: Bytes): Mailbox {
	const post = (path: string, body: object) =>
		send({ method: "POST", path: `/api/pairing${path}`, body: { mailbox, ...body } });
	return {
		open: async () => mapAnswer(await post("", {}), nothing),
		put: async (step, message) => mapAnswer(await post("/put", { step, message }), nothing),
		take: async (step) => mapAnswer(await post("/take", { step }), parseLeft),
		close: async () => mapAnswer(await post("/close", {}), nothing),
	};
}

const nothing = (): true => true;
