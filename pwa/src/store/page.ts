// A page is a row of links in one value.

import { decode, encode } from "@msgpack/msgpack";
import type { Bytes } from "../../../crypto/ts/brands.ts";
import type { Placed } from "./carried.ts";
import type { PageRow } from "./schema.ts";
import { carriedToWire, parseCarried } from "./wire.ts";

/** Undefined for no links. */
export function packPage(links: readonly Placed[]): PageRow | undefined {
	const [first, last] = [links[0], links.at(-1)];
	if (first === undefined || last === undefined) return undefined;
	const rows = links.map(({ head, carried }) => [head, carriedToWire(carried)]);
	const bytes: Bytes = new Uint8Array(encode(rows));
	return { first: first.seq, last: last.seq, head: last.head, bytes };
}

/** As many of its links as can be read. */
export function unpackPage(page: PageRow): readonly Placed[] {
	try {
		const rows: unknown = decode(page.bytes);
		if (!Array.isArray(rows)) return [];
		return rows.map((row: unknown, at) => {
			if (!Array.isArray(row)) throw new TypeError("expected a head and a link");
			const [head, carried]: unknown[] = row;
			if (typeof head !== "string") throw new TypeError("expected a head");
			return { seq: page.first + at, head, carried: parseCarried(carried) };
		});
	} catch {
		return [];
	}
}
