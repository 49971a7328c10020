// Who holds a key, and how that came to be: read from the signed roster versions of the verified log. Pure.

import { type Member, memberKinds } from "../../../crypto/ts/member.ts";
import type { Roster } from "../../../crypto/ts/roster.ts";
import { dayOfNumber } from "../journal/day.ts";
import type { Holder, KeyChange, KeyList, PresentHolder } from "./contract.ts";

const kinds = {
	[memberKinds.device]: "device",
	[memberKinds.kit]: "kit",
	[memberKinds.sheet]: "sheet",
} as const;

/** `rosters` follow one another from 0 to the one in force; `here` is this device's member. */
export function keyListOf(rosters: readonly Roster[], here: string): Omit<KeyList, "older"> {
	const nameOf = namesOf(rosters, here);
	const changes = rosters.map((roster, at) => changeOf(roster, rosters[at - 1], nameOf));
	const newest = rosters.at(-1);
	const holders = (newest?.members ?? []).flatMap(({ id }): PresentHolder[] => {
		const entry = changes.find(({ added }) => added.some((one) => one.id === id));
		return entry === undefined ? [] : [{ ...nameOf(id), since: entry.day, by: entry.by }];
	});
	return {
		holders: holders.sort(byKind),
		changes: changes.toReversed(),
		epoch: newest?.epoch ?? 1,
	};
}

/** A device that no version here names can only be one that came later. */
export function strangerOf(id: string): Holder {
	return { id, kind: "device", number: 0, isHere: false };
}

type NameOf = (id: string) => Holder;

/** The holder of an id, as the versions name it. */
export function namesOf(rosters: readonly Roster[], here: string): NameOf {
	const names = new Map<string, Holder>();
	let devices = 0;
	for (const { id, kind } of rosters.flatMap(({ members }) => members)) {
		if (names.has(id)) continue;
		if (kind === memberKinds.device) devices += 1;
		const number = kind === memberKinds.device ? devices : 0;
		names.set(id, { id, kind: kinds[kind], number, isHere: id === here });
	}
	return (id) => names.get(id) ?? strangerOf(id);
}

function changeOf(roster: Roster, before: Roster | undefined, nameOf: NameOf): KeyChange {
	const { number, day, signer, members } = roster;
	const known = before?.members ?? [];
	const named = (all: readonly Member[], others: readonly Member[]) =>
		all.filter(({ id }) => !others.some((one) => one.id === id)).map(({ id }) => nameOf(id));
	return {
		number,
		day: dayOfNumber(day),
		by: nameOf(signer),
		added: named(members, known),
		removed: named(known, members),
	};
}

const order = ["device", "kit", "sheet"] as const;

function byKind(a: Holder, b: Holder): number {
	return order.indexOf(a.kind) - order.indexOf(b.kind) || a.number - b.number;
}
