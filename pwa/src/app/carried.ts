// Carried links in the three forms that they have: on the wire (absent parts are undefined), in the protocol and in the store (null).

import type { Bytes, Sealed } from "../../../crypto/ts/brands.ts";
import { toHead, toSealed } from "../../../crypto/ts/brands.ts";
import type { Carried } from "../../../crypto/ts/carried.ts";
import type { Pending } from "../store/schema.ts";
import type { Push, WireCarried } from "../sync/wire.ts";

export function fromWire({ link, roster, revisions }: WireCarried): Carried {
	return {
		link,
		roster: roster ?? null,
		revisions: revisions.map(({ header, body, bodyHash }) => ({
			header,
			body: body ?? null,
			bodyHash: bodyHash ?? null,
		})),
	};
}

/** Undefined for a link whose bodies are not all here: it cannot be sent. */
export function toPush({ seq, head, carried, wraps }: Pending): Push | undefined {
	const revisions: { header: Sealed; body: Sealed }[] = [];
	for (const { header, body } of carried.revisions) {
		if (body === null) return undefined;
		revisions.push({ header: toSealed(header), body });
	}
	return {
		seq,
		head: toHead(head),
		link: toSealed(carried.link),
		roster: orUndefined(carried.roster),
		wraps: wraps.map(toSealed),
		revisions,
	};
}

function orUndefined(bytes: Bytes | null): Sealed | undefined {
	return bytes === null ? undefined : toSealed(bytes);
}
