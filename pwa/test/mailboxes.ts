// The mailboxes of a small honest server (R61): each message once. Tests make them swap, change and repeat.

import { encode } from "@msgpack/msgpack";
import { type Bytes, toHex } from "../../crypto/ts/brands.ts";
import { parseBytes } from "../src/store/wire.ts";

export interface Mailboxes {
	/** Undefined for what is no path of a mailbox. */
	handle(path: string, value: { readonly [name: string]: unknown }): Promise<Response | undefined>;
	/** What becomes of a message on its way; an honest server hands it on as it came. */
	tamper: (step: number, message: Bytes) => Bytes;
}

export function makeMailboxes(): Mailboxes {
	const boxes = new Map<string, Map<number, Bytes | "taken">>();
	const mailboxes: Mailboxes = {
		tamper: (_step, message) => message,
		async handle(path, value) {
			if (!path.startsWith("/api/pairing")) return undefined;
			const name = toHex(parseBytes(value["mailbox"]));
			const step = Number(value["step"]);
			if (path === "/api/pairing") boxes.set(name, new Map());
			const box = boxes.get(name);
			if (path.endsWith("/close")) boxes.delete(name);
			if (box === undefined) return new Response(null, { status: 404 });
			if (path.endsWith("/take")) return take(box, step);
			if (path.endsWith("/put")) {
				if (box.has(step)) return new Response(null, { status: 409 });
				box.set(step, mailboxes.tamper(step, parseBytes(value["message"])));
			}
			return new Response(null, { status: 204 });
		},
	};
	return mailboxes;
}

function take(box: Map<number, Bytes | "taken">, step: number): Response {
	const message = box.get(step) ?? null;
	if (message === "taken") return new Response(null, { status: 409 });
	if (message !== null) box.set(step, "taken");
	const headers = { "content-type": "application/vnd.msgpack" };
	return new Response(new Uint8Array(encode({ message })), { headers });
}
