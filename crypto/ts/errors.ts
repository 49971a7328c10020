// Kinds of failure (spec, section 2). A refusal names what was wrong, never a secret or a person's words.

export const kinds = [
	"version",
	"length",
	"encoding",
	"checksum",
	"key",
	"signature",
	"account",
	"sequence",
	"previous",
	"signer",
	"roster",
	"epoch",
	"device",
	"counter",
	"ancestor",
	"body",
	"commitment",
	"open",
	"padding",
	"ended",
] as const;

export type Kind = (typeof kinds)[number];

/** The input was refused and no part of it may be used. */
export class Refused extends Error {
	override readonly name = "Refused";
	readonly kind: Kind;

	constructor(kind: Kind, detail: string) {
		super(`${kind}: ${detail}`);
		this.kind = kind;
	}
}

/** Refuses the input with `kind`. */
export function refuse(kind: Kind, detail: string): never {
	throw new Refused(kind, detail);
}
