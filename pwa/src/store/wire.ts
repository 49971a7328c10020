// Carried links as the server writes them (spec, HTTP) and as pages keep them. Parsing throws a TypeError for another shape.

import type { Bytes, Sealed } from "../../../crypto/ts/brands.ts";
import type { Carried, CarriedRevision } from "./carried.ts";

export type Wire = { readonly [name: string]: unknown };

export function carriedToWire({ link, roster, revisions }: Carried): Wire {
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

export function parseCarried(value: unknown): Carried {
	const { link, roster, revisions } = parseMap(value);
	return {
		link: parseBytes(link),
		roster: roster === null ? null : parseBytes(roster),
		revisions: parseList(revisions).map(parseRevision),
	};
}

function parseRevision(value: unknown): CarriedRevision {
	const map = parseMap(value);
	const [body, bodyHash] = [map["body"] ?? null, map["body_hash"] ?? null];
	return {
		header: parseBytes(map["header"]),
		body: body === null ? null : sealed(parseBytes(body)),
		bodyHash: bodyHash === null ? null : parseBytes(bodyHash),
	};
}

export function parseMap(value: unknown): Wire {
	if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
	throw new TypeError("expected a map");
}

export function parseList(value: unknown): readonly unknown[] {
	if (Array.isArray(value)) return value;
	throw new TypeError("expected an array");
}

/** Bytes of their own: never a view of the answer that they came in. */
export function parseBytes(value: unknown): Bytes {
	if (value instanceof Uint8Array) return new Uint8Array(value);
	throw new TypeError("expected bytes");
}

export function parseWhole(value: unknown): number {
	if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
	throw new TypeError("expected a whole number");
}

/** What stands where a body stands is ciphertext, or will not open. */
function sealed(bytes: Bytes): Sealed {
	if (isSealed(bytes)) return bytes;
	throw new TypeError("expected ciphertext");
}

function isSealed(bytes: Bytes): bytes is Sealed {
	return bytes.length >= 28;
}
