// The ops of attachments and blobs.

import { readFileSync } from "node:fs";
import { attachmentField, namedBlobs, type Preview, parseAttachment } from "../attachment.ts";
import {
	type BlobKey,
	blobHead,
	blobShape,
	measure,
	newBlob,
	openBlob,
	sealBlob,
} from "../blob.ts";
import { type Bytes, toAccountId, toBlobId } from "../brands.ts";
import { decodeCanonical, encodeCanonical, isFields } from "../canonical.ts";
import { concat, sha256 } from "../labels.ts";
import { type Given, hexOf, numberOf, readValue, toList } from "./given.ts";
import type { Op } from "./key-ops.ts";

const folder = new URL("../../vectors/fixed/", import.meta.url);
const nothing = new Uint8Array(0);

export const blobOps: Readonly<Record<string, Op>> = {
	blob_shape: (given) => blobShape(given.number("size"), given.number("chunk")),
	blob_digest: async (given) => {
		const { size, digest } = await measured(given);
		return { size, digest };
	},
	seal_blob: async (given) => {
		const content = await measured(given);
		const account = toAccountId(given.bytes("account"));
		const blob = newBlob(content, given.random("id", "key"));
		const sealer = await sealBlob(account, blob, content);
		const parts = partsOf(given);
		const chunks: Bytes[] = [];
		for (let index = 0; index < sealer.shape.chunks; index += 1) {
			chunks.push(await sealer.seal(index, parts[index] ?? nothing));
		}
		const { digest, size } = blob;
		return { digest, size, head: blobHead(account, blob), chunks };
	},
	seal_chunk: async (given) => {
		const content = await measured(given);
		const sealer = await sealBlob(toAccountId(given.bytes("account")), blobOf(given), content);
		return { sealed: await sealer.seal(given.number("index"), given.bytes("part")) };
	},
	open_chunk: async (given) => {
		const opener = await openBlob(toAccountId(given.bytes("account")), blobOf(given));
		return { part: await opener.open(given.number("index"), given.bytes("sealed")) };
	},
	open_blob: async (given) => {
		const chunks = given.list("chunks").map((one) => {
			const [index, sealed] = toList(one);
			return [numberOf(index), hexOf(sealed)] as const;
		});
		return { content: await opened(given, chunks) };
	},
	open_blob_file: async (given) => {
		const data = new Uint8Array(readFileSync(new URL(given.text("file"), folder)));
		const flip = given.numberOrNull("flip");
		if (flip !== null) data[flip] = (data[flip] ?? 0) ^ 1;
		const chunks = given.list("take").map((one) => {
			const [index, start, end] = toList(one).map(numberOf);
			return [index ?? 0, data.subarray(start, end)] as const;
		});
		return { content_hash: await sha256(await opened(given, chunks)) };
	},
	parse_attachment: async (given) => {
		const value = decodeCanonical(given.bytes("bytes"));
		const one = parseAttachment(given.text("name"), value);
		const [name, again] = attachmentField(one);
		return {
			...described(one),
			at: one.at,
			seconds: one.seconds ?? null,
			preview: one.preview === undefined ? null : described(one.preview),
			name,
			bytes: encodeCanonical(again),
		};
	},
	named_blobs: async (given) => {
		const fields = readValue(given.object("fields"));
		if (!isFields(fields)) throw new TypeError("fields must be a map");
		return { blobs: namedBlobs(fields) };
	},
};

async function opened(given: Given, chunks: readonly (readonly [number, Bytes])[]): Promise<Bytes> {
	const opener = await openBlob(toAccountId(given.bytes("account")), blobOf(given));
	const parts = new Map<number, Bytes>();
	for (const [index, sealed] of chunks) parts.set(index, await opener.open(index, sealed));
	await opener.finish();
	return concat(...[...parts].sort(([a], [b]) => a - b).map(([, part]) => part));
}

const measured = (given: Given) => measure(partsOf(given), given.number("chunk"));

function partsOf(given: Given): readonly Bytes[] {
	const [content, chunk] = [given.bytes("content"), given.number("chunk")];
	const parts: Bytes[] = [];
	const step = Math.max(1, chunk);
	for (let at = 0; at < content.length; at += step) parts.push(content.subarray(at, at + chunk));
	return parts;
}

function blobOf(given: Given): BlobKey {
	return {
		id: toBlobId(given.bytes("id")),
		key: given.bytes("key"),
		digest: given.bytes("digest"),
		size: given.number("size"),
		chunk: given.number("chunk"),
	};
}

function described({ blob, type, pixels }: Preview) {
	return { ...blob, type, width: pixels?.width ?? null, height: pixels?.height ?? null };
}
