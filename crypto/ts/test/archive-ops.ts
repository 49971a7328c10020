// The ops of archives.

import { readFileSync } from "node:fs";
import { openArchive, sealArchive } from "../archive.ts";
import type { Bytes } from "../brands.ts";
import { type Content, encodeContent } from "../content.ts";
import { concat, sha256 } from "../labels.ts";
import { contentOf, type Given } from "./given.ts";
import type { Op } from "./key-ops.ts";
import { argon2id } from "./stretched.ts";

const folder = new URL("../../vectors/fixed/", import.meta.url);

export const archiveOps: Readonly<Record<string, Op>> = {
	seal_archive: async (given) => {
		const contents = given.list("contents").map(contentOf);
		const random = given.random("salt", "nonce");
		const pieces: Bytes[] = [];
		for await (const piece of sealArchive(argon2id, given.text("passphrase"), contents, random)) {
			pieces.push(piece);
		}
		return { bytes: concat(...pieces) };
	},
	open_archive: (given) => opened(given, given.bytes("bytes")),
	open_archive_file: (given) => {
		const whole = new Uint8Array(readFileSync(new URL(given.text("file"), folder)));
		const data = concat(...given.list("take").map((part) => partOf(whole, part)));
		const flip = given.numberOrNull("flip");
		if (flip !== null) data[flip] = (data[flip] ?? 0) ^ 1;
		return opened(given, data);
	},
};

async function opened(given: Given, data: Bytes) {
	const passphrase = given.text("passphrase");
	const contents = await openArchive(argon2id, passphrase, [data]);
	// However the file is cut into pieces, the same comes out of it.
	const again = await openArchive(argon2id, passphrase, inPieces(data, 1_000));
	if (again.length !== contents.length) throw new Error("another result in pieces");
	return said(contents);
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
