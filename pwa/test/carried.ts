// What a link carries, as a server keeps it after a purge and as it sends it.

import { createHash } from "node:crypto";
import type { Carried, CarriedRevision } from "../../crypto/ts/carried.ts";

/** Header and body hash stay (R45). */
export function withoutBody({ header, body }: CarriedRevision): CarriedRevision {
	const bodyHash = createHash("sha256")
		.update(body ?? new Uint8Array())
		.digest();
	return { header, body: null, bodyHash: new Uint8Array(bodyHash) };
}

export function toWire({ link, roster, revisions }: Carried): object {
	return {
		link,
		roster,
		revisions: revisions.map(({ header, body, bodyHash }) => ({
			header,
			body,
			body_hash: bodyHash,
		})),
	};
}
