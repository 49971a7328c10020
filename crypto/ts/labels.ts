// M and H of R4, and the table of labels (spec, section 3). Every label has one use.

import type { Bytes } from "./brands.ts";

export const labels = [
	"account",
	"member",
	"kit-checksum",
	"sheet-checksum",
	"kit-salt",
	"kit-sign",
	"kit-kem",
	"sheet-sign",
	"sheet-kem",
	"epoch-commitment",
	"data-key",
	"previous-epoch-key",
	"previous-epoch",
	"roster",
	"roster-signature",
	"wrap",
	"revision",
	"link",
	"link-signature",
	"login-signature",
	"head-code",
	"record",
	"local-wrap-key",
	"local-wrap",
	"local-seal-key",
	"local",
	"passphrase-check",
	"pairing-code",
	"pairing-mailbox",
	"pairing-offer",
	"pairing-transcript",
	"pairing-commitment",
	"pairing-commit",
	"pairing-nonce",
	"pairing-reveal",
	"pairing-accept",
	"pairing-digits",
	"archive-key",
	"archive-chunk",
	"passkey-input",
	"passkey-wrap-key",
	"passkey-wrap",
	"blob-digest",
	"blob-key",
	"blob-chunk",
] as const;

export type Label = (typeof labels)[number];

const ascii = new TextEncoder();
const prefixes = new Map<Label, Bytes>(
	labels.map((label) => [label, ascii.encode(`small-moments/v1/${label}\0`)]),
);

/** M(label, x) with x in any number of pieces. */
export function message(label: Label, ...pieces: readonly Bytes[]): Bytes {
	const prefix = prefixes.get(label) ?? ascii.encode(`small-moments/v1/${label}\0`);
	return concat(prefix, ...pieces);
}

/** H(label, x), 32 bytes. */
export function hash(label: Label, ...pieces: readonly Bytes[]): Promise<Bytes> {
	return sha256(message(label, ...pieces));
}

/** SHA-256, 32 bytes. */
export async function sha256(bytes: Bytes): Promise<Bytes> {
	return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** Joins bytes. */
export function concat(...pieces: readonly Bytes[]): Bytes {
	let size = 0;
	for (const piece of pieces) size += piece.length;
	const whole = new Uint8Array(size);
	let at = 0;
	for (const piece of pieces) {
		whole.set(piece, at);
		at += piece.length;
	}
	return whole;
}
