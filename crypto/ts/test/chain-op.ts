// The op `chain`: links one by one from the empty log, each revision opened at its place.

import { type Epoch, toAccountId, toEpoch } from "../brands.ts";
import { openHeld } from "../carried.ts";
import { advance, type Chain, counters, emptyChain, finish } from "../chain.ts";
import { type DataKey, importDataKey } from "../epoch.ts";
import { carriedOf, type Given, hexOf } from "./given.ts";

export type Logs = ReadonlyMap<string, readonly unknown[]>;

export async function chainOp(given: Given, logs: Logs): Promise<unknown> {
	const log = given.maybeText("log");
	const base = log === null ? [] : (logs.get(log) ?? []).slice(0, given.number("take"));
	const keys = await dataKeys(given);
	let chain = emptyChain(toAccountId(given.bytes("account")));
	for (const json of [...base, ...given.list("links")]) {
		const { chain: after, accepted } = await advance(chain, [carriedOf(json)]);
		const revisions = accepted.flatMap((one) => one.revisions);
		await openHeld(counters(chain), revisions, keys);
		chain = after;
	}
	return chainJson(given.flag("finish") ? finish(chain) : chain);
}

export function chainJson(chain: Chain): unknown {
	const last = [...chain.last].sort(([a], [b]) => (a < b ? -1 : 1));
	return {
		seq: chain.seq,
		head: chain.head,
		roster: chain.roster?.hash ?? null,
		epoch: chain.roster?.epoch ?? 0,
		counters: last.map(([device, { counter, id }]) => [device, counter, id]),
	};
}

async function dataKeys(given: Given): Promise<ReadonlyMap<Epoch, DataKey>> {
	const account = toAccountId(given.bytes("account"));
	const named = Object.entries(given.object("epoch_keys") ?? {});
	const keys = named.map(async ([name, key]): Promise<[Epoch, DataKey]> => {
		const epoch = toEpoch(Number(name));
		return [epoch, await importDataKey(account, epoch, hexOf(key))];
	});
	return new Map(await Promise.all(keys));
}
