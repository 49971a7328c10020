// The ops of archives.

import { readFileSync } from "node:fs";
import { type FileWithParts, openArchive, sealArchive } from "../archive.ts";
import { measure } from "../blob.ts";
import type { Bytes } from "../brands.ts";
import { type Content, encodeContent } from "../content.ts";
import { concat, sha256 } from "../labels.ts";
import { contentOf, type Given, hexOf, numberOf, toList } from "./given.ts";
import type { Op } from "./key-ops.ts";
import { argon2id } from "./stretched.ts";

const folder = new URL("../../vectors/fixed/", import.meta.url);

export const archiveOps: Readonly<Record<string, Op>> = {
	seal_archive: (given) => sealed(given, undefined),
	seal_archive_with_files: async (given) =>
		sealed(given, await Promise.all(given.list("files").map(fileOf))),
	open_archive: (given) => opened(given, given.bytes("bytes")),
	open_archive_file: (given) => {
		const whole = new Uint8Array(readFileSync(new URL(given.text("file"), folder)));
		const data = concat(...given.list("take").map((part) => partOf(whole, part)));
		const flip = given.numberOrNull("flip");
		if (flip !== null) data[flip] = (data[flip] ?? 0) ^ 1;
		return opened(given, data);
	},
};

async function sealed(given: Given, files: readonly FileWithParts[] | undefined) {
	const contents = given.list("contents").map(contentOf);
	const [passphrase, random] = [given.text("passphrase"), given.random("salt", "nonce")];
	const pieces: Bytes[] = [];
	for await (const piece of sealArchive(argon2id, passphrase, contents, random, files)) {
		pieces.push(piece);
	}
	return { bytes: concat(...pieces) };
}

async function fileOf(json: unknown): Promise<FileWithParts> {
	const [hex, number] = toList(json);
	const [content, chunk] = [hexOf(hex), numberOf(number)];
	const parts = [...inPieces(content, chunk)];
	const { digest, size } = await measure(parts, chunk);
	return { digest, size, chunk, parts };
}

async function opened(given: Given, data: Bytes) {
	const passphrase = given.text("passphrase");
	const held: { digest: Bytes; parts: Bytes[] }[] = [];
	const contents = await openArchive(argon2id, passphrase, [data], ({ digest }) => {
		const parts: Bytes[] = [];
		held.push({ digest, parts });
		return (part) => parts.push(part);
	});
	// However the file is cut into pieces, the same comes out of it.
	const again = await openArchive(argon2id, passphrase, inPieces(data, 1_000));
	if (again.length !== contents.length) throw new Error("another result in pieces");
	const files = held.map(async ({ digest, parts }) => [digest, await sha256(concat(...parts))]);
	return { ...(await said(contents)), files: await Promise.all(files) };
}

async function said(contents: readonly Content[]) {
	const encoded = contents.map(encodeContent);
	return { revisions: contents.length, digest: await sha256(concat(...encoded)) };
}

function* inPieces(data: Bytes, size: number): Generator<Bytes> {
	for (let at = 0; at < data.length; at += size) yield data.subarray(at, at + size);
}

function partOf(whole: Bytes, part: unknown): Bytes {
	if (!Array.isArray(part)) throw new TypeError("a start and an end expected");
	const [start, end]: unknown[] = part;
	if (typeof start === "number" && typeof end === "number") return whole.subarray(start, end);
	throw new TypeError("a start and an end expected");
}
