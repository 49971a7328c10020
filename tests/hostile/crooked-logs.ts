// Links that are not what they ought to be, as another implementation is to judge them: `node tests/hostile/crooked-logs.ts FILE MOST`
// writes them with what this one says of each, as MessagePack. `MOST` of each kind, evenly spread; 0 for all.

import { writeFileSync } from "node:fs";
import { argv } from "node:process";
import { encode } from "@msgpack/msgpack";
import { type Bytes, fromHex, toSealed } from "../../crypto/ts/brands.ts";
import { type Carried, openHeld } from "../../crypto/ts/carried.ts";
import { advance, type Chain, counters, emptyChain, finish } from "../../crypto/ts/chain.ts";
import { Refused } from "../../crypto/ts/errors.ts";
import { linkOfTexts, makeWorld, type World } from "../../crypto/ts/test/world.ts";
import { carriedToWire } from "../../pwa/src/store/wire.ts";
import { evenly } from "./choice.ts";
import { type Damage, damages, headerChanges, versions } from "./damage.ts";
import { carriedKeys, carriedSignatures } from "./small-order.ts";

/** `attack` is the class of SECURITY.md; `before` how many of the honest links are held. */
export interface CrookedLog {
	readonly attack: number;
	readonly name: string;
	readonly before: number;
	readonly carried: Carried;
}

const [file, most] = [argv[2], Number(argv[3])];
if (file === undefined || Number.isNaN(most)) throw new Error("usage: crooked-logs.ts FILE MOST");

const world = await makeWorld(22);
const first = await linkOfTexts(world, world.chain, ["one", "two"]);
const { chain } = await advance(world.chain, [first]);
const second = await linkOfTexts(world, chain, ["three"]);
const honest = [world.begun, first, second];
const chains = [emptyChain(world.chain.account), world.chain, chain];

/** Everything that is bytes in a carried link, and what puts other bytes in its place. */
function placesOf(
	carried: Carried,
): readonly (readonly [string, Bytes, (bytes: Bytes) => Carried])[] {
	const { link, roster, revisions } = carried;
	const places: [string, Bytes, (bytes: Bytes) => Carried][] = [
		["link", link, (bytes) => ({ ...carried, link: bytes })],
	];
	if (roster !== null) places.push(["roster", roster, (bytes) => ({ ...carried, roster: bytes })]);
	for (const [at, one] of revisions.entries()) {
		for (const field of ["header", "body"] as const) {
			const bytes = one[field];
			if (bytes === null) continue;
			places.push([
				`${field} ${at}`,
				bytes,
				(other) => ({
					...carried,
					revisions: revisions.with(at, { ...one, [field]: toSealed(other) }),
				}),
			]);
		}
	}
	return places;
}

/** What stands elsewhere in the log, and fits nowhere else. */
const strangers = [world.begun, second].flatMap((carried) =>
	placesOf(carried).map(([, bytes]) => bytes),
);

function* changed(): Generator<readonly CrookedLog[]> {
	for (const [before, carried] of honest.entries()) {
		for (const [name, bytes, put] of placesOf(carried)) {
			const of = (attack: number, made: Iterable<Damage>): readonly CrookedLog[] =>
				[...made].map((one) => ({ attack, name, before, carried: put(one.made()) }));
			yield of(11, evenly([...damages(bytes)], most));
			yield of(17, evenly([...versions(bytes)], most));
			if (name.startsWith("header")) yield of(12, headerChanges(bytes));
			yield of(
				12,
				strangers.map((other) => ({ name, made: () => other })),
			);
		}
		yield honest.map((other) => ({ attack: 13, name: "another link", before, carried: other }));
	}
}

async function verdict(chain: Chain, carried: Carried): Promise<string> {
	try {
		const { chain: after, accepted } = await advance(chain, [carried]);
		finish(after);
		const held = accepted.flatMap(({ revisions }) => revisions);
		await openHeld(counters(chain), held, new Map([[world.dataKey.epoch, world.dataKey]]));
		return "ok";
	} catch (error) {
		if (error instanceof Refused) return error.kind;
		throw error;
	}
}

async function judged({ before, carried, ...said }: CrookedLog) {
	const chain = chains[before];
	if (chain === undefined) throw new Error("expected a chain");
	return {
		...said,
		before,
		carried: carriedToWire(carried),
		verdict: await verdict(chain, carried),
	};
}

async function* smallOrder(own: World): AsyncGenerator<CrookedLog> {
	for await (const [name, carried] of carriedKeys(own))
		yield { attack: 22, name, before: 1, carried };
	for (const [name, carried] of carriedSignatures(first))
		yield { attack: 22, name, before: 1, carried };
}

const logs: CrookedLog[] = [...changed()].flat();
for await (const one of smallOrder(world)) logs.push(one);
const cases = [];
for (const one of logs) cases.push(await judged(one));
const account = fromHex(world.chain.account);
const whole = { account, epoch_key: world.epochKey, honest: honest.map(carriedToWire), cases };
writeFileSync(file, encode(whole));
