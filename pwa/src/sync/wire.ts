// The API's bodies (spec, section HTTP): shapes on the way out, parsed on the way in. What does not fit is undefined.

import type { Bytes, Head, Sealed } from "../../../crypto/ts/brands.ts";

export interface WireRevision {
	readonly header: Sealed;
	readonly body: Sealed | undefined;
	readonly bodyHash: Sealed | undefined;
}

/** A link with what it carries (R33). */
export interface WireCarried {
	readonly link: Sealed;
	readonly roster: Sealed | undefined;
	readonly revisions: readonly WireRevision[];
}

/** A position as the server claims it. */
export interface Place {
	readonly seq: number;
	readonly head: Bytes;
}

export interface Page extends Place {
	readonly links: readonly WireCarried[];
}

/** What is sent to append a link. */
export interface Push {
	readonly seq: number;
	/** The head that the log has once this link is in it. */
	readonly head: Head;
	readonly link: Sealed;
	readonly roster: Sealed | undefined;
	readonly wraps: readonly Sealed[];
	readonly revisions: readonly WireRevision[];
}

export interface Registration {
	readonly invitation: string | undefined;
	readonly roster: Sealed;
	readonly link: Sealed;
	readonly wraps: readonly Sealed[];
}

/** A login signed by a member (R50). */
export interface SignedLogin {
	readonly account: Bytes;
	readonly member: Bytes;
	readonly nonce: Bytes;
	readonly signature: Bytes;
}

/** The same, and the number of a roster version that the member stands in. */
export interface SignedQuestion extends SignedLogin {
	readonly after: number;
}

export function pushBody({ link, roster, wraps, revisions }: Push): object {
	return { link, roster: roster ?? null, wraps, revisions: revisions.map(revisionBody) };
}

/** A body that was erased meanwhile is named by its hash, so that the link can be sent again as it was (R46). */
function revisionBody({ header, body, bodyHash }: WireRevision): object {
	return body === undefined ? { header, body: null, body_hash: bodyHash } : { header, body };
}

export function registrationBody(registration: Registration): object {
	return { ...registration, invitation: registration.invitation ?? null };
}

export function parsePage(value: unknown): Page | undefined {
	const place = parsePlace(value);
	const links = list(field(value, "links"), parseCarried);
	return place === undefined || links === undefined ? undefined : { ...place, links };
}

export function parsePlace(value: unknown): Place | undefined {
	const seq = field(value, "seq");
	const head = bytes(field(value, "head"));
	if (typeof seq !== "number" || !Number.isInteger(seq) || seq < 0) return undefined;
	return head?.byteLength === 32 ? { seq, head } : undefined;
}

export function parseNonce(value: unknown): Bytes | undefined {
	const nonce = bytes(field(value, "nonce"));
	return nonce?.byteLength === 32 ? nonce : undefined;
}

export function parseWraps(value: unknown): readonly Sealed[] | undefined {
	return list(field(value, "wraps"), sealed);
}

export function parseRosters(value: unknown): readonly Sealed[] | undefined {
	return list(field(value, "rosters"), sealed);
}

/** What lay in a mailbox, if anything did. */
export interface Left {
	readonly message: Sealed | undefined;
}

export function parseLeft(value: unknown): Left | undefined {
	const message = optional(field(value, "message"));
	return message === false ? undefined : { message };
}

function parseCarried(value: unknown): WireCarried | undefined {
	const link = sealed(field(value, "link"));
	const roster = optional(field(value, "roster"));
	const revisions = list(field(value, "revisions"), parseRevision);
	if (link === undefined || roster === false || revisions === undefined) return undefined;
	return { link, roster, revisions };
}

function parseRevision(value: unknown): WireRevision | undefined {
	const header = sealed(field(value, "header"));
	const body = optional(field(value, "body"));
	const bodyHash = optional(field(value, "body_hash"));
	if (header === undefined || body === false || bodyHash === false) return undefined;
	return (body === undefined) === (bodyHash === undefined) ? undefined : { header, body, bodyHash };
}

function field(value: unknown, name: string): unknown {
	if (typeof value !== "object" || value === null) return undefined;
	return Object.getOwnPropertyDescriptor(value, name)?.value;
}

function list<T>(value: unknown, parse: (one: unknown) => T | undefined): T[] | undefined {
	if (!Array.isArray(value)) return undefined;
	const parsed: T[] = [];
	for (const one of value) {
		const part = parse(one);
		if (part === undefined) return undefined;
		parsed.push(part);
	}
	return parsed;
}

/** Undefined for nil, false for what is neither nil nor bytes. */
function optional(value: unknown): Sealed | undefined | false {
	return value === null || value === undefined ? undefined : (sealed(value) ?? false);
}

/** A copy, so that a page does not stay in memory for the sake of one link. */
function bytes(value: unknown): Bytes | undefined {
	return value instanceof Uint8Array ? new Uint8Array(value) : undefined;
}

function sealed(value: unknown): Sealed | undefined {
	const copy = bytes(value);
	return copy === undefined ? undefined : brand(copy);
}

/** Everything that comes from the server is ciphertext or public to it, by construction. */
function brand(value: Bytes): Sealed {
	return value as Sealed;
}
