// Blobs: laws of sealing and opening, and what a purge means for them.

import fc from "fast-check";
import { expect, test } from "vitest";
import { filesOf, sealArchive } from "../archive.ts";
import {
	afterPurge,
	attachmentField,
	attachmentsOf,
	namedBlobs,
	parseAttachment,
} from "../attachment.ts";
import { type BlobKey, blobShape, measure, newBlob, openBlob, sealBlob } from "../blob.ts";
import {
	type Bytes,
	type Sealed,
	toAccountId,
	toBlobId,
	toHex,
	toRecordId,
	toRevisionId,
} from "../brands.ts";
import { concat } from "../labels.ts";
import { counting } from "./world.ts";

const account = toAccountId("a1".repeat(16));
const chunk = 65_536;
const strange = {
	kind: "of-a-newer-version",
	record: toRecordId("ab".repeat(16)),
	parents: [],
	seen: [],
	schema: 1,
	day: "2026-11-25",
	replaces: toRevisionId("cd".repeat(32)),
};

function contentOf(size: number, seed = 1): Bytes {
	return new Uint8Array(size).map((_, at) => (at * 31 + (at >> 8) + seed) & 255);
}

function* partsOf(content: Bytes, size = chunk): Generator<Bytes> {
	for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

async function sealed(content: Bytes, random = counting(1), whose = account) {
	const measured = await measure(partsOf(content), chunk);
	const blob = newBlob(measured, random);
	return { blob, chunks: await chunksOf(blob, content, whose) };
}

async function chunksOf(blob: BlobKey, content: Bytes, whose = account) {
	const sealer = await sealBlob(whose, blob, await measure(partsOf(content), chunk));
	const parts = [...partsOf(content)];
	const chunks: Sealed[] = [];
	for (let index = 0; index < sealer.shape.chunks; index += 1) {
		chunks.push(await sealer.seal(index, parts[index] ?? new Uint8Array(0)));
	}
	return chunks;
}

async function opened(blob: BlobKey, chunks: readonly (readonly [number, Sealed])[]) {
	const opener = await openBlob(account, blob);
	const parts: Bytes[] = [];
	for (const [index, one] of chunks) parts[index] = await opener.open(index, one);
	await opener.finish();
	return concat(...parts);
}

test("[R83] [R85] what is sealed opens, its chunks in any order", async () => {
	const sizes = fc.oneof(
		fc.integer({ min: 1, max: 3_000 }),
		fc.constantFrom(65_535, 65_536, 65_537, 131_072, 200_000),
	);
	await fc.assert(
		fc.asyncProperty(sizes, fc.nat(), async (size, turn) => {
			const content = contentOf(size);
			const { blob, chunks } = await sealed(content);
			const { padded, sealed: total } = blobShape(size, chunk);
			expect(chunks.reduce((sum, one) => sum + one.length, 0)).toBe(total);
			expect(padded).toBeGreaterThanOrEqual(Math.max(1_024, size));
			expect(padded).toBeLessThanOrEqual(Math.max(1_024, size * 1.125));
			const numbered = chunks.map((one, index) => [index, one] as const);
			const first = turn % numbered.length;
			const turned = [...numbered.slice(first), ...numbered.slice(0, first)];
			expect(await opened(blob, turned)).toEqual(content);
		}),
		{ numRuns: 25 },
	);
});

test("[R83] chunks of padding alone are sealed and opened like any others", async () => {
	// Padmé adds more than a chunk to a content of this size.
	const size = 8_126_465;
	const content = contentOf(size);
	const { blob, chunks } = await sealed(content);
	expect(chunks.length).toBeGreaterThan(Math.ceil(size / chunk));
	const whole = await opened(
		blob,
		chunks.map((one, index) => [index, one] as const),
	);
	expect(whole.length).toBe(size);
	const short = chunks.slice(0, -1).map((one, index) => [index, one] as const);
	await expect(opened(blob, short)).rejects.toMatchObject({ kind: "length" });
});

test("[R83] sealing goes on anywhere with the same bytes", async () => {
	const content = contentOf(140_000);
	const { blob, chunks } = await sealed(content);
	expect(await chunksOf(blob, content)).toEqual(chunks);
});

test("[R84] a key seals one content and no other", async () => {
	const [one, other] = [contentOf(900), contentOf(900, 2)];
	const { blob } = await sealed(one);
	const wrong = chunksOf(blob, other);
	await expect(wrong).rejects.toMatchObject({ kind: "body" });
	const sealer = await sealBlob(account, blob, await measure([one], chunk));
	await expect(sealer.seal(0, other)).rejects.toMatchObject({ kind: "body" });
	expect(await sealer.seal(0, one)).toEqual((await chunksOf(blob, one))[0]);
});

test("[R84] even where id and file key came twice, no keystream does", async () => {
	const [one, other] = [contentOf(900), contentOf(900, 2)];
	const [first, second] = [await sealed(one, counting(7)), await sealed(other, counting(7))];
	expect(first.blob.key).toEqual(second.blob.key);
	const [a = one, b = one] = [first.chunks[0], second.chunks[0]];
	const xor = (left: Bytes, right: Bytes) => left.map((byte, at) => byte ^ (right[at] ?? 0));
	expect(xor(a, b).slice(0, 900)).not.toEqual(xor(one, other));
});

test("[R84] id and key are drawn anew, id first", async () => {
	const asked: number[] = [];
	const measured = await measure([contentOf(9)], chunk);
	newBlob(measured, (size) => {
		asked.push(size);
		return new Uint8Array(size);
	});
	expect(asked).toEqual([16, 32]);
});

test("[R82] a content that is cut otherwise is refused", async () => {
	const cuts = [[10, 10], [chunk + 1], [chunk, 10, 10], [0], [chunk, 0]];
	for (const sizes of cuts) {
		const parts = sizes.map((size) => contentOf(size));
		await expect(measure(parts, chunk)).rejects.toMatchObject({ kind: "length" });
	}
	await expect(measure([], chunk)).rejects.toMatchObject({ kind: "encoding" });
});

test("[R82] [R85] no more than one part of a content is held at a time", async () => {
	let made = 0;
	const parts = function* () {
		for (; made < 100; made += 1) yield new Uint8Array(chunk).fill(made);
	};
	const measured = await measure(parts(), chunk);
	expect(measured.size).toBe(100 * chunk);
	const blob = newBlob(measured, counting(1));
	const sealer = await sealBlob(account, blob, measured);
	const opener = await openBlob(account, blob);
	for (let index = 0; index < sealer.shape.chunks; index += 1) {
		const part = new Uint8Array(index < 100 ? chunk : 0).fill(index);
		const one = await sealer.seal(index, part);
		expect(one.length).toBe(opener.sealedLength(index));
		expect(await opener.open(index, one)).toEqual(part);
	}
	await opener.finish();
});

test("[R89] for another account the same attachment is sealed to other bytes", async () => {
	const content = contentOf(5_000);
	const { blob, chunks } = await sealed(content);
	const other = toAccountId("b2".repeat(16));
	const moved = await chunksOf(blob, content, other);
	expect(moved).not.toEqual(chunks);
	const [one] = moved;
	if (one === undefined) throw new TypeError("a chunk expected");
	expect(await (await openBlob(other, blob)).open(0, one)).toEqual(content);
	await expect(opened(blob, [[0, one]])).rejects.toMatchObject({ kind: "open" });
});

test("[R80] [R86] what a field says is read back, and what it names is alive by it", async () => {
	const measured = await measure([contentOf(700)], chunk);
	const [blob, small] = [newBlob(measured, counting(1)), newBlob(measured, counting(99))];
	const pixels = { width: 4, height: 3 };
	const preview = { blob: small, type: "image/webp", pixels };
	const photo = { blob, type: "image/jpeg", pixels, at: 5, seconds: undefined, preview };
	const [name, value] = attachmentField(photo);
	expect(parseAttachment(name, value)).toEqual(photo);
	expect(namedBlobs({ [name]: value, text: "a" })).toEqual([blob.id, small.id].sort());
});

test("[R80] attachments show in the order in which they were attached, without what is of a newer version", async () => {
	const measured = await measure([contentOf(9)], chunk);
	const made = [7, 5, 7].map((at, seed) => {
		const blob = newBlob(measured, counting(40 * seed + 1));
		return { blob, type: "audio/ogg", pixels: undefined, at, seconds: 1, preview: undefined };
	});
	const fields = Object.fromEntries(made.map(attachmentField));
	const newer = { [`attachment_${"ab".repeat(16)}`]: { size: 1 }, text: "a" };
	expect(attachmentsOf({ ...fields, ...newer })).toEqual([made[1], made[0], made[2]]);
});

test("[R65] each content that revisions name is one file of an archive, whatever its ids", async () => {
	const [one, two] = [contentOf(9), contentOf(8)];
	const keys = await Promise.all(
		[one, two, one, one].map(async (content, seed) => {
			return newBlob(await measure([content], chunk), counting(40 * seed + 1));
		}),
	);
	const field = (blob: BlobKey, preview?: BlobKey) =>
		attachmentField({
			blob,
			type: "image/png",
			pixels: undefined,
			at: 1,
			seconds: undefined,
			preview: preview && { blob: preview, type: "image/png", pixels: undefined },
		});
	const [a, b, c, d] = keys;
	if (!a || !b || !c || !d) throw new TypeError("four keys expected");
	const contents = [[field(a, b)], [field(a, b), field(c)], [field(d)]].map((fields) => ({
		...strange,
		fields: Object.fromEntries(fields),
	}));
	const files = filesOf(contents);
	expect(files.map(({ digest }) => String(digest))).toEqual(
		[a.digest, b.digest].sort((x, y) => (toHex(x) < toHex(y) ? -1 : 1)).map(String),
	);
	expect(files.find(({ size }) => size === 9)?.blobs).toEqual([a, c, d]);
	const sealing = sealArchive(
		async (_, salt) => concat(salt, salt),
		"words",
		[],
		counting(3),
		files.map((file) => ({ ...file, parts: [file.size === 9 ? one : two] })),
	);
	for await (const piece of sealing) expect(piece.length).toBeGreaterThan(0);
});

test("[R87] [R90] before a purge, what stays refers the blobs; what nothing names any more is gone", () => {
	const [a, b, c] = ["aa", "bb", "cc"].map((digits) => toBlobId(digits.repeat(16)));
	const naming = (id: string, ...blobs: readonly (string | undefined)[]) => ({
		id,
		fields: Object.fromEntries(blobs.map((blob) => [`attachment_${blob}`, null])),
	});
	const held = [naming("1", a, b), naming("2", a, b, c), naming("3", b), naming("4")];
	const purge = (...ids: readonly string[]) => {
		const { refers, gone } = afterPurge(held, new Set(ids));
		return { refers: Object.fromEntries(refers), gone };
	};
	expect(purge("1")).toEqual({ refers: { 2: [a, b] }, gone: [] });
	expect(purge("1", "2")).toEqual({ refers: { 3: [b] }, gone: [a, c] });
	expect(purge("1", "2", "3", "4")).toEqual({ refers: {}, gone: [a, b, c] });
	expect(purge("4", "5")).toEqual({ refers: {}, gone: [] });
});
