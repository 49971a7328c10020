// A verified position of the log, as it is pinned: the whole chain state, sealed for this device.

import {
	type Sealed,
	toAccountId,
	toHead,
	toMemberId,
	toRevisionId,
	toSeq,
} from "../../../crypto/ts/brands.ts";
import type { Chain } from "../../../crypto/ts/chain.ts";
import { parseRoster } from "../../../crypto/ts/roster.ts";
import { openValue, type Seal, sealValue } from "./sealing.ts";
import { bytes, list, number, orNull, text } from "./shape.ts";

const name = "pins";

export function sealChain(seal: Seal, chain: Chain): Promise<Sealed> {
	return sealValue(seal, name, [
		chain.account,
		chain.seq,
		chain.head,
		chain.roster?.bytes ?? null,
		[...chain.devices],
		[...chain.last].map(([device, { counter, id }]) => [device, counter, id]),
		[...chain.missing],
		[...chain.purged],
	]);
}

export async function openChain(seal: Seal, sealed: Sealed): Promise<Chain> {
	const [account, seq, head, roster, devices, last, missing, purged] = list(
		await openValue(seal, name, sealed),
	);
	const rosterBytes = orNull(roster, bytes);
	return {
		account: toAccountId(text(account)),
		seq: toSeq(number(seq)),
		head: toHead(text(head)),
		roster: rosterBytes === null ? null : await parseRoster(rosterBytes),
		devices: new Set(list(devices).map((id) => toMemberId(text(id)))),
		last: new Map(
			list(last).map((row) => {
				const [device, counter, id] = list(row);
				return [toMemberId(text(device)), { counter: number(counter), id: toRevisionId(text(id)) }];
			}),
		),
		missing: new Set(list(missing).map((id) => toRevisionId(text(id)))),
		purged: new Set(list(purged).map((id) => toRevisionId(text(id)))),
	};
}
