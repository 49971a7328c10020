// What must not be confused. Ids are lower-case hex text, so that `===`, maps and sorting do what they say
// (the order of the text is the order of the bytes). This file alone turns plain values into branded ones.

import { refuse } from "./errors.ts";

declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Bytes that WebCrypto takes as they are: never backed by shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>;
/** Hands out `length` bytes of randomness. The caller owns the source (R5). */
export type Random = (length: number) => Bytes;

/** Ciphertext that only the keys of this account or device open. */
export type Sealed = Brand<Bytes, "Sealed">;

/** 16 bytes as hex (R16). */
export type AccountId = Brand<string, "AccountId">;
/** 16 bytes as hex (R15). */
export type MemberId = Brand<string, "MemberId">;
/** 16 bytes as hex (R28). */
export type RecordId = Brand<string, "RecordId">;
/** 32 bytes as hex (R26). */
export type RevisionId = Brand<string, "RevisionId">;
/** 32 bytes as hex: the hash of a link, or zeros before the first one (R31). */
export type Head = Brand<string, "Head">;
/** 32 bytes as hex: the hash of a roster version, or zeros before the first one (R19). */
export type RosterHash = Brand<string, "RosterHash">;

/** 16 bytes as hex: a blob, as the server has it (R83). */
export type BlobId = Brand<string, "BlobId">;

/** A position in the log; 0 is the empty log. */
export type Seq = Brand<number, "Seq">;
/** From 1. */
export type Epoch = Brand<number, "Epoch">;

/** The highest u32. */
export const maxU32 = 0xffff_ffff;

/** Throws `Refused` with `length` or `encoding`. */
export const toAccountId = (value: Uint8Array | string): AccountId =>
	idText(value, 16) as AccountId;
export const toMemberId = (value: Uint8Array | string): MemberId => idText(value, 16) as MemberId;
export const toRecordId = (value: Uint8Array | string): RecordId => idText(value, 16) as RecordId;
export const toRevisionId = (value: Uint8Array | string): RevisionId =>
	idText(value, 32) as RevisionId;
export const toHead = (value: Uint8Array | string): Head => idText(value, 32) as Head;
export const toRosterHash = (value: Uint8Array | string): RosterHash =>
	idText(value, 32) as RosterHash;
export const toBlobId = (value: Uint8Array | string): BlobId => idText(value, 16) as BlobId;

/** The same bytes, said to be ciphertext. For what comes back from storage or the server. */
export const toSealed = (bytes: Bytes): Sealed => bytes as Sealed;

export const toSeq = (value: number): Seq => u32Range(value, 0) as Seq;
export const toEpoch = (value: number): Epoch => u32Range(value, 1) as Epoch;

export const noHead = "00".repeat(32) as Head;
export const noRoster = "00".repeat(32) as RosterHash;
export const noRevision = "00".repeat(32) as RevisionId;

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function toHex(bytes: Uint8Array): string {
	let text = "";
	for (const byte of bytes) text += digits[byte];
	return text;
}

/** Reads lower-case hex; anything else is refused `encoding`. */
export function fromHex(text: string): Bytes {
	if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) refuse("encoding", "not lower-case hex");
	const bytes = new Uint8Array(text.length / 2);
	for (let at = 0; at < bytes.length; at++) {
		bytes[at] = (digit(text.charCodeAt(2 * at)) << 4) | digit(text.charCodeAt(2 * at + 1));
	}
	return bytes;
}

/** What a character of lower-case hex stands for. */
function digit(code: number): number {
	return code - (code < 0x61 ? 0x30 : 0x57);
}

function idText(value: Uint8Array | string, size: number): string {
	const text = typeof value === "string" ? value : toHex(value);
	if (text.length !== 2 * size) refuse("length", `an id of ${size} bytes expected`);
	const isHex = typeof value !== "string" || /^[0-9a-f]*$/.test(text);
	if (!isHex) refuse("encoding", "an id in lower-case hex expected");
	return text;
}

function u32Range(value: number, lowest: number): number {
	if (!Number.isInteger(value) || value < lowest || value > maxU32) {
		refuse("encoding", `a whole number from ${lowest} to 2^32 - 1 expected`);
	}
	return value;
}
