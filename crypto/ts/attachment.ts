// Attachments (R80, R86): what a revision says of a photo or a voice note.

import { type BlobKey, blobShape } from "./blob.ts";
import { type BlobId, type Bytes, toBlobId } from "./brands.ts";
import { type Fields, isFields, isList, type Value } from "./canonical.ts";
import { Refused, refuse } from "./errors.ts";
import { idBytes } from "./layout.ts";

/** A client adds none to an entry that has so many; merging may bring more, and keeps all. */
export const maxAttachments = 32;

/** The longest content that a writer attaches, in bytes; a reader takes `maxBlob`. */
export const maxAttached = 26_214_400;

/** The media types that are shown or played, with the ending of a file's name. */
export const shownTypes: ReadonlyMap<string, string> = new Map([
	["image/jpeg", "jpg"],
	["image/webp", "webp"],
	["image/png", "png"],
	["audio/webm", "webm"],
	["audio/mp4", "m4a"],
	["audio/ogg", "ogg"],
	["audio/wav", "wav"],
]);

const nameForm = /^attachment_([0-9a-f]{32})$/;
const typeForm = /^[a-z]{1,16}\/[a-z0-9][a-z0-9.+-]{0,62}$/;
const blobKeys = ["chunk", "digest", "key", "size", "type"];
const pixelKeys = ["height", "width"];
const maxPixels = 65_535;
const maxSeconds = 86_400;

/** Pixels of a picture. */
export interface Pixels {
	readonly width: number;
	readonly height: number;
}

/** A small picture of an attachment: a blob of its own, of one chunk. */
export interface Preview {
	readonly blob: BlobKey;
	/** A media type. */
	readonly type: string;
	readonly pixels: Pixels | undefined;
}

export interface Attachment extends Preview {
	/** When it was attached, milliseconds since 1970. */
	readonly at: number;
	/** Of a voice note, rounded up. */
	readonly seconds: number | undefined;
	readonly preview: Preview | undefined;
}

/** Name and value of the field that says it. Throws `Refused` with `encoding`. */
export function attachmentField(attachment: Attachment): readonly [name: string, value: Fields] {
	const { blob, at, seconds, preview } = attachment;
	const name = `attachment_${blob.id}`;
	const value = {
		...describe(attachment),
		at,
		...(seconds === undefined ? {} : { seconds }),
		...(preview === undefined
			? {}
			: { preview: { ...describe(preview), id: idBytes(preview.blob.id) } }),
	};
	parseAttachment(name, value);
	return [name, value];
}

/** Throws `Refused` with `encoding`. What is refused is of a newer version: kept, and not shown. */
export function parseAttachment(name: string, value: Value): Attachment {
	const [, id] = nameForm.exec(name) ?? [];
	if (id === undefined) return refuse("encoding", "not the name of an attachment's field");
	const held = mapOf(value, [...blobKeys, "at"], [...pixelKeys, "preview", "seconds"]);
	const blob = readBlob(toBlobId(id), held);
	const preview = held["preview"] === undefined ? undefined : readPreview(held["preview"]);
	if (preview?.blob.id === blob.id) refuse("encoding", "a preview has an id of its own");
	return {
		blob,
		type: readType(held),
		pixels: readPixels(held),
		at: numberIn(held, "at", Number.MAX_SAFE_INTEGER, 0),
		seconds: held["seconds"] === undefined ? undefined : numberIn(held, "seconds", maxSeconds),
		preview,
	};
}

/** The attachments of an entry that this version knows, in the order in which they show. */
export function attachmentsOf(fields: Fields): readonly Attachment[] {
	return Object.entries(fields)
		.flatMap(([name, value]) => readKnown(name, value) ?? [])
		.sort((a, b) => a.at - b.at || (a.blob.id < b.blob.id ? -1 : 1));
}

/** What opens the blobs of those attachments and of their previews. */
export function blobKeysOf(fields: Fields): readonly BlobKey[] {
	return attachmentsOf(fields).flatMap(({ blob, preview }) =>
		preview === undefined ? [blob] : [blob, preview.blob],
	);
}

/** The ids of all blobs that a revision names, ascending; those of newer versions too (R86). */
export function namedBlobs(fields: Fields): readonly BlobId[] {
	const found = new Set<BlobId>();
	for (const [name, value] of Object.entries(fields)) {
		const [, id] = nameForm.exec(name) ?? [];
		if (id === undefined) continue;
		found.add(toBlobId(id));
		for (const inner of idsIn(value)) found.add(inner);
	}
	return [...found].sort();
}

/** What names blobs: a revision by its id. */
export interface Naming {
	readonly id: string;
	readonly fields: Fields;
}

/** What a purge means for blobs. */
export interface AfterPurge {
	/** To be referred before the purge goes out: by each of these revisions, which stay, these blobs (R87). */
	readonly refers: ReadonlyMap<string, readonly BlobId[]>;
	/** Named by nothing that stays (R90). */
	readonly gone: readonly BlobId[];
}

/** `held` are all revisions of the log that this device holds; `purged` are the ids that the purge names. */
export function afterPurge(held: Iterable<Naming>, purged: ReadonlySet<string>): AfterPurge {
	const lost = new Set<BlobId>();
	const stays = new Map<BlobId, string>();
	for (const { id, fields } of held) {
		for (const blob of namedBlobs(fields)) {
			if (purged.has(id)) lost.add(blob);
			else if (!stays.has(blob)) stays.set(blob, id);
		}
	}
	const refers = new Map<string, BlobId[]>();
	for (const blob of lost) {
		const by = stays.get(blob);
		if (by !== undefined) refers.set(by, [...(refers.get(by) ?? []), blob]);
	}
	return { refers, gone: [...lost].filter((blob) => !stays.has(blob)) };
}

/** Undefined for another field, and for an attachment of a newer version. */
function readKnown(name: string, value: Value): Attachment | undefined {
	try {
		return parseAttachment(name, value);
	} catch (error) {
		if (error instanceof Refused) return undefined;
		throw error;
	}
}

function* idsIn(value: Value): Generator<BlobId> {
	if (isList(value)) {
		for (const inner of value) yield* idsIn(inner);
	} else if (isFields(value)) {
		const id = value["id"];
		if (id instanceof Uint8Array && id.length === 16) yield toBlobId(id);
		for (const inner of Object.values(value)) yield* idsIn(inner);
	}
}

function describe({ blob, type, pixels }: Preview): Fields {
	const { chunk, digest, key, size } = blob;
	return { chunk, digest, key, size, type, ...pixels };
}

function readPreview(value: Value): Preview {
	const held = mapOf(value, [...blobKeys, "id"], pixelKeys);
	const blob = readBlob(toBlobId(binary(held, "id", 16)), held);
	if (blob.size > blob.chunk) refuse("encoding", "a preview has one chunk");
	return { blob, type: readType(held), pixels: readPixels(held) };
}

function readBlob(id: BlobId, held: Fields): BlobKey {
	const size = numberIn(held, "size", Number.MAX_SAFE_INTEGER);
	const chunk = numberIn(held, "chunk", Number.MAX_SAFE_INTEGER);
	blobShape(size, chunk);
	return { id, key: binary(held, "key", 32), digest: binary(held, "digest", 32), size, chunk };
}

function readPixels(held: Fields): Pixels | undefined {
	if (pixelKeys.every((name) => held[name] === undefined)) return undefined;
	return {
		width: numberIn(held, "width", maxPixels),
		height: numberIn(held, "height", maxPixels),
	};
}

function readType(held: Fields): string {
	const { type } = held;
	if (typeof type === "string" && typeForm.test(type)) return type;
	return refuse("encoding", "a media type expected");
}

function mapOf(value: Value, needed: readonly string[], others: readonly string[]): Fields {
	const held = isFields(value) ? value : refuse("encoding", "an attachment is a map");
	const names = new Set(Object.keys(held));
	const known = new Set([...needed, ...others]);
	if (needed.some((name) => !names.has(name)) || [...names].some((name) => !known.has(name))) {
		refuse("encoding", "not the keys of an attachment");
	}
	return held;
}

function numberIn(held: Fields, name: string, most: number, least = 1): number {
	const value = held[name];
	const fits = typeof value === "number" && Number.isSafeInteger(value);
	if (fits && value >= least && value <= most) return value;
	return refuse("encoding", `${name} from ${least} to ${most} expected`);
}

function binary(held: Fields, name: string, size: number): Bytes {
	const value = held[name];
	if (value instanceof Uint8Array && value.length === size) return new Uint8Array(value);
	return refuse("encoding", `${size} bytes of ${name} expected`);
}
