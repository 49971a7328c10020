// An archive: the revisions of a journal in one sealed file that a passphrase opens (R62 to R65).

import { open, overhead, seal } from "./aead.ts";
import { type Bytes, type Random, toSealed } from "./brands.ts";
import { type Content, encodeContent, parseContent } from "./content.ts";
import { refuse } from "./errors.ts";
import { type Argon2id, aesKey, stretch } from "./kdf.ts";
import { concat, message } from "./labels.ts";
import { equalBytes, openLayout, readInteger, u8, u32, version } from "./layout.ts";
import { maxContent } from "./padding.ts";

const mark = new TextEncoder().encode("moments-archive");
const headSize = 32;
/** Bytes of plaintext in every chunk but the last. */
export const chunkSize = 65_536;
const nothing = new Uint8Array(0);

/** True if the bytes begin as an archive of any version does. */
export function isArchive(bytes: Bytes): boolean {
	return equalBytes(bytes.subarray(1, 1 + mark.length), mark);
}

/**
 * The file piece by piece; no more than a chunk and a content are held at a time. `random` is asked for a salt (16), then for
 * a nonce (12) a chunk. Throws `Refused` with `encoding` for a content that an archive cannot hold, or out of order.
 */
export async function* sealArchive(
	argon2id: Argon2id,
	passphrase: string,
	contents: Iterable<Content>,
	random: Random,
): AsyncGenerator<Bytes> {
	const head = concat(u8(version), mark, random(16));
	const key = await archiveKey(argon2id, passphrase, head);
	yield head;
	const check = makeCheck();
	let plain: Bytes = nothing;
	let index = 0;
	for (const content of contents) {
		check(content);
		const encoded = encodeContent(content);
		plain = concat(plain, u32(encoded.length), encoded);
		while (plain.length > chunkSize) {
			yield seal(key, plain.subarray(0, chunkSize), chunkAad(head, index, false), random);
			plain = plain.slice(chunkSize);
			index += 1;
		}
	}
	yield seal(key, plain, chunkAad(head, index, true), random);
}

/**
 * Every content, or none. Throws `Refused` with `version`, `length`, `encoding` or `open`; a wrong passphrase and a damaged first
 * chunk look alike. `pieces` is the file in parts of any length.
 */
export async function openArchive(
	argon2id: Argon2id,
	passphrase: string,
	pieces: AsyncIterable<Bytes> | Iterable<Bytes>,
): Promise<readonly Content[]> {
	const file = sourceOf(pieces);
	const head = await readHead(file);
	const key = await archiveKey(argon2id, passphrase, head);
	const contents: Content[] = [];
	const check = makeCheck();
	let rest: Bytes = nothing;
	for await (const plain of openChunks(file, key, head)) {
		rest = concat(rest, plain);
		for (let size = sizeOf(rest); size !== undefined; size = sizeOf(rest)) {
			const content = parseContent(rest.slice(4, 4 + size));
			check(content);
			contents.push(content);
			rest = rest.subarray(4 + size);
		}
	}
	if (rest.length > 0) refuse("length", "a content that ends too early");
	return contents;
}

async function readHead(file: Source): Promise<Bytes> {
	const head = (await file.take(headSize)).slice();
	openLayout(head);
	if (head.length < headSize || !(await file.has(overhead))) refuse("length", "no whole chunk");
	if (!isArchive(head)) refuse("encoding", "not the mark of an archive");
	return head;
}

/** What the chunks hold, in turn. The last is the one that nothing follows. */
async function* openChunks(file: Source, key: CryptoKey, head: Bytes): AsyncGenerator<Bytes> {
	for (let index = 0; await file.has(1); index += 1) {
		const chunk = await file.take(chunkSize + overhead);
		if (chunk.length < overhead) refuse("length", "fewer bytes than a nonce and a tag");
		const final = !(await file.has(1));
		const plain = await open(key, toSealed(chunk), chunkAad(head, index, final));
		if (plain.length === 0 && index > 0) refuse("length", "an empty chunk after another");
		yield plain;
	}
}

/** The length of the first content, once it is whole. */
function sizeOf(rest: Bytes): number | undefined {
	if (rest.length < 4) return undefined;
	const size = readInteger(rest.subarray(0, 4));
	if (size > maxContent) refuse("length", `a content of at most ${maxContent} bytes expected`);
	return rest.length - 4 >= size ? size : undefined;
}

/** Refuses what no archive holds (R65). */
function makeCheck(): (content: Content) => void {
	let last = "";
	return ({ record, replaces, seen }) => {
		if (replaces === null || seen.length > 0) {
			return refuse("encoding", "the id that it had expected, and no version vector");
		}
		const place = record + replaces;
		if (place <= last) refuse("encoding", "revisions must ascend");
		last = place;
	};
}

async function archiveKey(argon2id: Argon2id, passphrase: string, head: Bytes): Promise<CryptoKey> {
	const stretched = await stretch(argon2id, passphrase, head.slice(-16));
	return aesKey(stretched, "archive-key", head);
}

function chunkAad(head: Bytes, index: number, final: boolean): Bytes {
	return message("archive-chunk", head, u32(index), u8(Number(final)));
}

/** Bytes that come in pieces, taken in sizes of the reader's choice. */
interface Source {
	/** The next bytes; fewer only at the end. */
	take(size: number): Promise<Bytes>;
	/** True if at least so many are left. */
	has(size: number): Promise<boolean>;
}

function sourceOf(pieces: AsyncIterable<Bytes> | Iterable<Bytes>): Source {
	const coming =
		Symbol.iterator in pieces ? pieces[Symbol.iterator]() : pieces[Symbol.asyncIterator]();
	let held: Bytes = nothing;
	const has = async (size: number): Promise<boolean> => {
		while (held.length < size) {
			const next = await coming.next();
			if (next.done === true) return false;
			held = held.length === 0 ? next.value : concat(held, next.value);
		}
		return true;
	};
	return {
		has,
		async take(size) {
			await has(size);
			const taken = held.subarray(0, size);
			held = held.subarray(size);
			return taken;
		},
	};
}
