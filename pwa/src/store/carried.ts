// A link with what it carries, as it travels and is stored: bytes that nothing here can read.

import type { Bytes, Sealed } from "../../../crypto/ts/brands.ts";

export interface Carried {
	readonly link: Bytes;
	readonly roster: Bytes | null;
	readonly revisions: readonly CarriedRevision[];
}

/** A header and exactly one of body and SHA-256 of the body. */
export interface CarriedRevision {
	readonly header: Bytes;
	readonly body: Sealed | null;
	readonly bodyHash: Bytes | null;
}

/** A link at its place. */
export interface Placed {
	readonly seq: number;
	/** The head after it. */
	readonly head: string;
	readonly carried: Carried;
}

/** The bytes of everything that it carries, without the framing. */
export function carriedSize(carried: Carried): number {
	const revisions = carried.revisions.reduce(
		(sum, { header, body }) => sum + header.length + (body?.length ?? 32),
		0,
	);
	return carried.link.length + (carried.roster?.length ?? 0) + revisions;
}
