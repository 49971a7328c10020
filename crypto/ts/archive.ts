// An archive: a journal in one sealed file that a passphrase opens (R62 to R65).

import { open, overhead, seal } from "./aead.ts";
import { blobKeysOf } from "./attachment.ts";
import { type BlobKey, blobDigest, blobShape } from "./blob.ts";
import { type Bytes, type Random, toHex, toSealed } from "./brands.ts";
import { type Content, encodeContent, parseContent } from "./content.ts";
import { refuse } from "./errors.ts";
import { type Argon2id, aesKey, stretch } from "./kdf.ts";
import { concat, message, sha256 } from "./labels.ts";
import { checkSize, equalBytes, readerOf, readInteger, u8, u32, version } from "./layout.ts";
import { maxContent } from "./padding.ts";

const mark = new TextEncoder().encode("moments-archive");
const headSize = 32;
/** The version whose revisions are followed by files. */
const withFiles = 2;
/** Bytes of plaintext in every chunk but the last. */
export const chunkSize = 65_536;
const nothing = new Uint8Array(0);

/** True if the bytes begin as an archive of any version does. */
export function isArchive(bytes: Bytes): boolean {
	return equalBytes(bytes.subarray(1, 1 + mark.length), mark);
}

/** What the content of an attachment is known by in an archive: its digest, and how that was made (R82). */
export interface ArchivedFile {
	readonly digest: Bytes;
	/** Bytes of the content. */
	readonly size: number;
	readonly chunk: number;
}

export interface FileWithParts extends ArchivedFile {
	/** The content, cut as its digest was made. */
	readonly parts: AsyncIterable<Bytes> | Iterable<Bytes>;
}

/** A file that an archive is to carry, and the blobs that have its content. */
export interface NamedFile extends ArchivedFile {
	readonly blobs: readonly BlobKey[];
}

/**
 * What attachments and previews of these revisions hold, each once, in an archive's order. Only what is here whole can be carried:
 * of two that say one digest and differ in size, one at most is true.
 */
export function filesOf(contents: Iterable<Content>): readonly NamedFile[] {
	const found = new Map<string, NamedFile>();
	for (const { fields } of contents) {
		for (const blob of blobKeysOf(fields)) {
			const { digest, size, chunk } = blob;
			const place = [toHex(digest), size, chunk].join(" ");
			const blobs = found.get(place)?.blobs ?? [];
			if (blobs.some(({ id }) => id === blob.id)) continue;
			found.set(place, { digest, size, chunk, blobs: [...blobs, blob] });
		}
	}
	return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
}

/** Asked for each file of an archive; what it gives is handed the parts in turn. See `openArchive`. */
export type Keep = (file: ArchivedFile) => Writer | Promise<Writer>;
type Writer = (part: Bytes) => unknown;

type Many<T> = AsyncIterable<T> | Iterable<T>;

/**
 * The file piece by piece; no more than a chunk, a content and a part are held at a time. `random` is asked for a salt (16), then
 * for a nonce (12) a chunk. `files` ascend by digest; without them it is the version that has none. Throws `Refused` with
 * `encoding` for what an archive cannot hold, or out of order, and with `length` or `body` for parts that are not of their digest.
 */
export async function* sealArchive(
	argon2id: Argon2id,
	passphrase: string,
	contents: Iterable<Content>,
	random: Random,
	files?: Many<FileWithParts>,
): AsyncGenerator<Bytes> {
	const head = concat(u8(files === undefined ? version : withFiles), mark, random(16));
	const key = await archiveKey(argon2id, passphrase, head);
	yield head;
	let plain: Bytes = nothing;
	let index = 0;
	for await (const row of rowsOf(contents, files)) {
		plain = concat(plain, row);
		let at = 0;
		for (; plain.length - at > chunkSize; at += chunkSize) {
			const chunk = plain.subarray(at, at + chunkSize);
			yield seal(key, chunk, chunkAad(head, index, false), random);
			index += 1;
		}
		plain = plain.slice(at);
	}
	yield seal(key, plain, chunkAad(head, index, true), random);
}

/**
 * Every content, or none. Throws `Refused` with `version`, `length`, `encoding`, `open` or `body`; a wrong passphrase and a damaged
 * first chunk look alike. `pieces` is the file in parts of any length. What `keep` was handed may be used only once this has come
 * back; after a refusal it goes away. Without it files are verified only.
 */
export async function openArchive(
	argon2id: Argon2id,
	passphrase: string,
	pieces: Many<Bytes>,
	keep: Keep = () => () => undefined,
): Promise<readonly Content[]> {
	const file = sourceOf(pieces);
	const head = await readHead(file);
	const key = await archiveKey(argon2id, passphrase, head);
	const plain = sourceOf(openChunks(file, key, head));
	const hasFiles = head[0] === withFiles;
	const contents = await readContents(plain, hasFiles);
	if (hasFiles) await readFiles(plain, keep);
	return contents;
}

/** What stands in the chunks, in turn (R65). */
async function* rowsOf(
	contents: Iterable<Content>,
	files: Many<FileWithParts> | undefined,
): AsyncGenerator<Bytes> {
	const check = makeCheck();
	for (const content of contents) {
		check(content);
		const encoded = encodeContent(content);
		yield concat(u32(encoded.length), encoded);
	}
	if (files === undefined) return;
	yield u32(0);
	let last = "";
	for await (const file of files) {
		last = checkFile(file, last);
		yield concat(file.digest, u32(file.size), u32(file.chunk));
		yield* checkedParts(file);
	}
}

async function* checkedParts(file: FileWithParts): AsyncGenerator<Bytes> {
	const hashes: Bytes[] = [];
	const sizes = partSizes(file);
	for await (const part of file.parts) {
		checkSize(part, sizes[hashes.length] ?? 0);
		hashes.push(await sha256(part));
		yield part;
	}
	if (hashes.length !== sizes.length) refuse("length", `${sizes.length} parts expected`);
	await checkDigest(file, hashes);
}

async function readHead(file: Source): Promise<Bytes> {
	const head = (await file.take(headSize)).slice();
	if (head.length > 0 && head[0] !== version && head[0] !== withFiles) {
		refuse("version", `version ${version} or ${withFiles} expected`);
	}
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

/** Up to the end; where files follow, up to where they begin. */
async function readContents(plain: Source, hasFiles: boolean): Promise<readonly Content[]> {
	const contents: Content[] = [];
	const check = makeCheck();
	while (await plain.has(1)) {
		const size = readInteger(await exactly(plain, 4));
		if (size > maxContent) refuse("length", `a content of at most ${maxContent} bytes expected`);
		if (size === 0 && hasFiles) return contents;
		const content = parseContent((await exactly(plain, size)).slice());
		check(content);
		contents.push(content);
	}
	return hasFiles ? refuse("length", "an end of the contents expected") : contents;
}

async function readFiles(plain: Source, keep: Keep): Promise<void> {
	let last = "";
	while (await plain.has(1)) {
		const reader = readerOf((await exactly(plain, 40)).slice());
		const file = { digest: reader.take(32), size: reader.u32(), chunk: reader.u32() };
		last = checkFile(file, last);
		const write = await keep(file);
		const hashes: Bytes[] = [];
		for (const size of partSizes(file)) {
			const part = (await exactly(plain, size)).slice();
			hashes.push(await sha256(part));
			await write(part);
		}
		await checkDigest(file, hashes);
	}
}

function partSizes({ size, chunk }: ArchivedFile): readonly number[] {
	const count = Math.ceil(size / chunk);
	return Array.from({ length: count }, (_, at) => Math.min(chunk, size - at * chunk));
}

/** The digest in hex, which must ascend. */
function checkFile({ digest, size, chunk }: ArchivedFile, last: string): string {
	checkSize(digest, 32);
	blobShape(size, chunk);
	const place = toHex(digest);
	if (place <= last) refuse("encoding", "files must ascend");
	return place;
}

async function checkDigest({ digest }: ArchivedFile, hashes: readonly Bytes[]): Promise<void> {
	if (!equalBytes(await blobDigest(hashes), digest)) {
		refuse("body", "not the content that the digest is of");
	}
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

function sourceOf(pieces: Many<Bytes>): Source {
	const coming =
		Symbol.iterator in pieces ? pieces[Symbol.iterator]() : pieces[Symbol.asyncIterator]();
	let held: Bytes[] = [];
	let size = 0;
	const has = async (wanted: number): Promise<boolean> => {
		while (size < wanted) {
			const next = await coming.next();
			if (next.done === true) return false;
			held.push(next.value);
			size += next.value.length;
		}
		return true;
	};
	return {
		has,
		async take(wanted) {
			await has(wanted);
			const [only] = held;
			// Joined once for each taking, however small the pieces are.
			const whole = only !== undefined && held.length === 1 ? only : concat(...held);
			const taken = whole.subarray(0, wanted);
			held = [whole.subarray(wanted)];
			size = whole.length - taken.length;
			return taken;
		},
	};
}

async function exactly(source: Source, size: number): Promise<Bytes> {
	const taken = await source.take(size);
	checkSize(taken, size);
	return taken;
}
