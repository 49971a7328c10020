// A server that keeps the chunks of attachments: changed, cut, moved, left out, or another's. Nothing of it is ever taken.

import { expect, test } from "vitest";
import { type BlobKey, measure, newBlob, openBlob, sealBlob } from "../../crypto/ts/blob.ts";
import { type AccountId, type Bytes, toAccountId, toBlobId } from "../../crypto/ts/brands.ts";
import { Refused } from "../../crypto/ts/errors.ts";
import { chosen, count } from "./choice.ts";
import { damages } from "./damage.ts";

const chunk = 65_536;
const [ours, theirs] = ["a1", "b2"].map((digits) => toAccountId(digits.repeat(16)));
if (ours === undefined || theirs === undefined) throw new TypeError("two accounts expected");

interface Sent {
	readonly account: AccountId;
	readonly blob: BlobKey;
	readonly chunks: readonly Bytes[];
}

async function sent(account: AccountId, size: number, seed: number): Promise<Sent> {
	const content = new Uint8Array(size).map((_, at) => (at * 7 + seed) & 255);
	const parts = Array.from({ length: Math.ceil(size / chunk) }, (_, at) =>
		content.subarray(at * chunk, (at + 1) * chunk),
	);
	const measured = await measure(parts, chunk);
	const blob = newBlob(measured, (length) => new Uint8Array(length).fill(seed));
	const sealer = await sealBlob(account, blob, measured);
	const chunks = await Promise.all(parts.map((part, index) => sealer.seal(index, part)));
	return { account, blob, chunks };
}

/** The kind of the refusal; `taken` where a whole content comes out. */
async function outcome(
	{ account, blob }: Pick<Sent, "account" | "blob">,
	chunks: readonly Bytes[],
): Promise<string> {
	try {
		const opener = await openBlob(account, blob);
		for (const [index, one] of chunks.entries()) await opener.open(index, one);
		await opener.finish();
		return "taken";
	} catch (error) {
		if (error instanceof Refused) return error.kind;
		throw error;
	}
}

const small = await sent(ours, 700, 1);
const long = await sent(ours, 150_000, 2);
const alike = await sent(ours, 150_000, 3);
const [only = new Uint8Array(0)] = small.chunks;

test("[A21] every bit and every length of a small attachment's chunk is refused", async (context) => {
	expect(await outcome(small, small.chunks)).toBe("taken");
	const kinds = new Map<string, number>();
	for (const { name, made } of damages(only)) {
		const kind = await outcome(small, [made()]);
		expect(kind, name).not.toBe("taken");
		kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
	}
	expect(Object.fromEntries(kinds)).toEqual({ open: 8 * only.length, length: only.length + 3 });
	count(context, 21, 9 * only.length + 3);
});

test("[A21] of all rows of chunks of two attachments only the one that was sealed is taken", async (context) => {
	const pool = [...long.chunks, ...alike.chunks];
	const rows: (readonly Bytes[])[] = [[]];
	for (const row of rows) {
		if (row.length < 3) rows.push(...pool.map((one) => [...row, one]));
	}
	const longer = pool.map((one) => [...long.chunks, one]);
	let refused = 0;
	for (const row of [...rows, ...longer]) {
		const isOurs = row.length === 3 && row.every((one, at) => one === long.chunks[at]);
		const kind = await outcome(long, row);
		expect(kind === "taken").toBe(isOurs);
		refused += Number(kind !== "taken");
	}
	expect(refused).toBe(1 + 6 + 36 + 216 + 6 - 1);
	count(context, 21, refused);
});

test("[A21] a chunk that is cut short, or takes a part of its neighbour, is refused at every place", async (context) => {
	const joined = long.chunks.reduce<number[]>((all, one) => all.concat([...one]), []);
	const all = Array.from({ length: chunk }, (_, at) => at);
	const cuts = chosen(all, 40);
	for (const at of cuts) {
		const size = chunk + 16;
		const moved = [0, 1, 2].map((index) =>
			Uint8Array.from(joined.slice(index * size + at + 1, (index + 1) * size + at + 1)),
		);
		expect(await outcome(long, moved), `moved by ${at + 1}`).not.toBe("taken");
	}
	count(context, 21, cuts.length);
});

test("[A12] a body of one attachment, record or account opens as no other's", async (context) => {
	const all = [long, alike, await sent(theirs, 150_000, 2), await sent(theirs, 150_000, 3)];
	let refused = 0;
	for (const one of all) {
		for (const other of all) {
			const kind = await outcome(one, other.chunks);
			expect(kind).toBe(one === other ? "taken" : "open");
			refused += Number(kind !== "taken");
		}
	}
	expect(refused).toBe(12);
	count(context, 12, refused);
});

test("[A12] every field that binds a chunk, with each of its bits turned, opens it no more", async (context) => {
	const { account, blob } = small;
	const bits = function* (bytes: Bytes): Generator<Bytes> {
		for (let bit = 0; bit < bytes.length * 8; bit += 1) {
			yield bytes.with(bit >> 3, (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
		}
	};
	const others: Pick<Sent, "account" | "blob">[] = [];
	const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));
	for (const one of bits(bytesOf(account))) others.push({ account: toAccountId(one), blob });
	for (const one of bits(bytesOf(blob.id))) {
		others.push({ account, blob: { ...blob, id: toBlobId(one) } });
	}
	for (const key of bits(blob.key)) others.push({ account, blob: { ...blob, key } });
	for (const digest of bits(blob.digest)) others.push({ account, blob: { ...blob, digest } });
	for (let bit = 0; bit < 32; bit += 1) {
		const turned = (value: number) => (value ^ (1 << bit)) >>> 0;
		others.push({ account, blob: { ...blob, size: turned(blob.size) } });
		others.push({ account, blob: { ...blob, chunk: turned(blob.chunk) } });
	}
	for (let shift = 17; shift <= 20; shift += 1) {
		others.push({ account, blob: { ...blob, chunk: 2 ** shift } });
	}
	for (const other of others) expect(await outcome(other, small.chunks)).not.toBe("taken");
	expect(others.length).toBe(8 * (16 + 16 + 32 + 32) + 64 + 4);
	count(context, 12, others.length);
});
