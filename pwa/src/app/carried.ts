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

export function toPush({ seq, head, carried, wraps }: Pending): Push {
	return {
		seq,
		head: toHead(head),
		link: toSealed(carried.link),
		roster: orUndefined(carried.roster),
		wraps: wraps.map(toSealed),
		revisions: carried.revisions.map(({ header, body, bodyHash }) => ({
			header: toSealed(header),
			body: body ?? undefined,
			bodyHash: orUndefined(bodyHash),
		})),
	};
}

function orUndefined(bytes: Bytes | null): Sealed | undefined {
	return bytes === null ? undefined : toSealed(bytes);
}
