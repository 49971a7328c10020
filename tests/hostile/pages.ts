// The page of links that an honest server answers, and what can be put in the place of each part of it.

import type { Bytes } from "../../crypto/ts/brands.ts";
import type { Carried } from "../../crypto/ts/carried.ts";
import { carriedToWire, parseBytes, parseList, parseMap } from "../../pwa/src/store/wire.ts";
import type { Said } from "../../pwa/test/crooked.ts";
import type { Damage } from "./damage.ts";
import type { Case } from "./judge.ts";
import { accountOn, onPath, pinOf, type Scene } from "./scene.ts";

/** One thing on its way: where it stands in a page. */
export interface Place {
	readonly name: string;
	readonly bytes: Bytes;
	/** The links with other bytes, or none, in that place. */
	put(links: readonly Said[], bytes: Uint8Array | null): readonly Said[];
}

/** The links that the victim has not seen, as they travel: all of them fit into one page. */
export function linksAhead({ server, victim }: Scene): readonly Said[] {
	const links = accountOn(server).log.slice(pinOf(victim));
	if (links.length === 0 || links.length > 3) throw new Error(`${links.length} links ahead`);
	return linksOf(links);
}

export const linksOf = (log: readonly Carried[]): readonly Said[] => log.map(carriedToWire);

/** Everything in them that is bytes. */
export function placesIn(links: readonly Said[]): readonly Place[] {
	return links.flatMap((link, at) => [
		...placesOf(`link ${at}`, link, (changed) => (all) => all.with(at, changed)),
	]);
}

type Within = (changed: Said) => (links: readonly Said[]) => readonly Said[];

function placesOf(name: string, link: Said, within: Within): readonly Place[] {
	const own = fieldsOf(name, link, ["link", "roster"], within);
	const revisions = parseList(link["revisions"]).map(parseMap);
	const carried = revisions.flatMap((revision, at) =>
		fieldsOf(`${name}, revision ${at}`, revision, ["header", "body", "body_hash"], (changed) =>
			within({ ...link, revisions: revisions.with(at, changed) }),
		),
	);
	return [...own, ...carried];
}

function fieldsOf(name: string, map: Said, fields: readonly string[], within: Within): Place[] {
	return fields
		.filter((field) => map[field] instanceof Uint8Array)
		.map((field) => ({
			name: `${name}, ${field}`,
			bytes: parseBytes(map[field]),
			put: (links, bytes) => within({ ...map, [field]: bytes })(links),
		}));
}

/** A lie that answers other links, and says that these are all. */
export function lieOf(name: string, links: readonly Said[]): Case {
	return { name, lie: onPath("/api/log?", (answer) => ({ ...answer, links })) };
}

export function* damagedIn(
	links: readonly Said[],
	{ name, put }: Place,
	damaged: Iterable<Damage>,
): Generator<Case> {
	for (const { name: how, made } of damaged) {
		yield {
			name: `${name}, ${how}`,
			lie: onPath("/api/log?", (answer) => ({ ...answer, links: put(links, made()) })),
		};
	}
}

/** All orders of a page but the right one, and every link left out, twice, or alone. */
export function* ordersOf(links: readonly Said[]): Generator<readonly [string, readonly Said[]]> {
	for (const [at, link] of links.entries()) {
		const without = links.toSpliced(at, 1);
		if (at < links.length - 1) yield [`without link ${at}`, without];
		if (at > 0) yield [`link ${at} alone`, [link]];
		for (let to = 0; to < links.length; to += 1) {
			if (to !== at) yield [`link ${at} at ${to}`, without.toSpliced(to, 0, link)];
			yield [`link ${at} once more at ${to}`, links.toSpliced(to, 0, link)];
		}
	}
	yield ["backwards", links.toReversed()];
}
