// Keys and signatures that common libraries let through: points of small order, numbers that are not canonical (R14).

import { type Bytes, toRosterHash } from "../../crypto/ts/brands.ts";
import type { Carried } from "../../crypto/ts/carried.ts";
import { sign } from "../../crypto/ts/ed25519.ts";
import { concat, hash, message } from "../../crypto/ts/labels.ts";
import { memberId } from "../../crypto/ts/member.ts";
import { encodeRoster, type Roster } from "../../crypto/ts/roster.ts";
import { linkOn, type World } from "../../crypto/ts/test/world.ts";

const prime = 2n ** 255n - 19n;
const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const order8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n;

/** Every encoding of the points of order 1, 2, 4 and 8, and of others whose y is not below the prime. */
const points: readonly Bytes[] = [
	...[0n, 1n, prime - 1n, order8, prime - order8],
	...[prime, prime + 1n, prime + 2n, prime + 18n],
].flatMap((y) => [littleEndian(y), littleEndian(y + 2n ** 255n)]);

function littleEndian(value: bigint): Bytes {
	return Uint8Array.from({ length: 32 }, (_, at) => Number((value >> BigInt(8 * at)) & 255n));
}

/** A roster version, signed by the one member there is, that adds a device with each of these keys. */
export async function* carriedKeys(world: World): AsyncGenerator<readonly [string, Carried]> {
	const { roster, device, chain, signKey } = world;
	for (const [at, signPublic] of points.entries()) {
		const added = { ...device, signPublic, id: await memberId(1, signPublic, device.kemPublic) };
		const members = [device, added].toSorted((a, b) => (a.id < b.id ? -1 : 1));
		const next = { number: 1, previous: roster.hash, random: null, members };
		const version = await signedAnyway({ ...roster, ...next }, signKey);
		const link = await linkOn(chain, roster, signKey, { kind: 2, payload: [version.hash] });
		yield [`key ${at}`, { link: link.bytes, roster: version.bytes, revisions: [] }];
	}
}

/** What nobody could make by the public functions, signed for all that. */
async function signedAnyway(roster: Roster, signKey: CryptoKey) {
	const unsigned = encodeRoster(roster).slice(0, -64);
	const signature = await sign(signKey, message("roster-signature", unsigned));
	const bytes = concat(unsigned, signature);
	return { bytes, hash: toRosterHash(await hash("roster", bytes)) };
}

/** A link whose signature has each of these points for R, or an S beyond the order. */
export function* carriedSignatures(carried: Carried): Generator<readonly [string, Carried]> {
	const unsigned = carried.link.subarray(0, -64);
	const [r, s] = [carried.link.slice(-64, -32), carried.link.slice(-32)];
	const beyond = littleEndian(asNumber(s) + order);
	const signatures = [
		...points.flatMap((point) => [[point, s] as const, [point, new Uint8Array(32)] as const]),
		...[beyond, littleEndian(order), new Uint8Array(32).fill(255)].map(
			(other) => [r, other] as const,
		),
	];
	for (const [at, [left, right]] of signatures.entries()) {
		yield [
			`signature ${at}`,
			{ ...carried, link: new Uint8Array([...unsigned, ...left, ...right]) },
		];
	}
}

function asNumber(bytes: Bytes): bigint {
	return bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}
