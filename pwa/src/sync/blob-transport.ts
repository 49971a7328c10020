// The calls of the API about blobs. Each gives an answer and never rejects; what came is sealed, and nothing here can open it.

import { decode, encode } from "@msgpack/msgpack";
import type { Bytes, Sealed } from "../../../crypto/ts/brands.ts";
import { type Answer, done, type Failure, failed } from "./answer.ts";
import { fromHex } from "./hex.ts";
import { bounded, getOptions, refusal } from "./request.ts";

/** What a call about blobs can come to beside what every call can. */
export type BlobFailure =
	| Failure
	/** The server has no such blob or chunk. */
	| "unknown"
	/** Its log has no such revision: not yet, where it went back. */
	| "revision-unknown"
	/** The revision was purged. */
	| "purged"
	/** Something else is there under that name. */
	| "taken"
	/** The server's disk is full: nothing of it was kept. */
	| "no-room";

export type BlobAnswer<T> =
	| Extract<Answer<T>, { readonly ok: true }>
	| { readonly ok: false; readonly failure: BlobFailure; readonly after?: number };

/** A blob as it is to be kept: its numbers, and a revision that names it. Ids in hexadecimal. */
export interface Begun {
	readonly id: string;
	readonly revision: string;
	readonly chunks: number;
	/** Bytes of plaintext in every chunk but the last. */
	readonly chunk: number;
	/** Of all sealed chunks. */
	readonly bytes: number;
}

export interface BlobTransport {
	/** Begins it, or refers it once more; gives the indices of the chunks that are missing. */
	begin(blob: Begun): Promise<BlobAnswer<readonly number[]>>;
	put(id: string, index: number, sealed: Sealed): Promise<BlobAnswer<true>>;
	/** The indices of the chunks that are missing. */
	look(id: string): Promise<BlobAnswer<readonly number[]>>;
	/** A chunk, which is to have that length. */
	get(id: string, index: number, length: number): Promise<BlobAnswer<Sealed>>;
	refer(revision: string, blobs: readonly string[]): Promise<BlobAnswer<true>>;
}

const media = "application/vnd.msgpack";
const octets = "application/octet-stream";
/** Milliseconds until a chunk has to be through: a quarter of a mebibyte on a bad line. */
const patience = 90_000;
/** One index of a blob each, and a few words. */
const mostOfState = 65_536;

interface Asked {
	readonly method: "GET" | "POST" | "PUT";
	readonly path: string;
	readonly type?: string;
	readonly body?: Bytes;
	/** The most bytes that an honest answer has. */
	readonly most: number;
}

export function makeBlobTransport(fetcher: typeof fetch): BlobTransport {
	const ask = async (asked: Asked): Promise<BlobAnswer<Bytes>> => {
		try {
			const response = await fetcher(asked.path, optionsOf(asked));
			if (!response.ok) return await refusalOf(response);
			if (!isOf(response, asked)) return failed("server");
			const body = await bounded(response, asked.most);
			return body === undefined ? failed("server") : done(body);
		} catch {
			return failed("unreachable");
		}
	};
	const post = (path: string, value: object) =>
		ask({ method: "POST", path, type: media, body: encode(value), most: mostOfState });
	return {
		begin: async ({ id, revision, chunks, chunk, bytes }) => {
			const value = { id: fromHex(id), revision: fromHex(revision), chunks, chunk, bytes };
			return mapped(await post("/api/blobs", value), missingOf);
		},
		put: async (id, index, body) => {
			const path = `/api/blobs/${id}/${index}`;
			return mapped(await ask({ method: "PUT", path, type: octets, body, most: 0 }), isDone);
		},
		look: async (id) => {
			const path = `/api/blobs/${id}`;
			return mapped(await ask({ method: "GET", path, most: mostOfState }), missingOf);
		},
		get: async (id, index, length) => {
			const path = `/api/blobs/${id}/${index}`;
			// One of another length is refused by whoever opens it.
			return mapped(await ask({ method: "GET", path, most: 2 * length }), brand);
		},
		refer: async (revision, blobs) => {
			const value = { revision: fromHex(revision), blobs: blobs.map(fromHex) };
			return mapped(await post("/api/blobs/references", value), isDone);
		},
	};
}

function optionsOf({ method, type, body }: Asked): RequestInit {
	const common = getOptions(type === undefined ? `${media}, ${octets}` : media);
	const headers = type === undefined ? common.headers : { ...common.headers, "content-type": type };
	const signal = AbortSignal.timeout(patience);
	return { ...common, method, headers, signal, ...(body === undefined ? {} : { body }) };
}

/** A page of somebody on the way is no chunk. */
function isOf({ status, headers }: Response, { method, path }: Asked): boolean {
	const isChunk = method === "GET" && /\/\d+$/.test(path);
	return status === 204 || (headers.get("content-type") ?? "").startsWith(isChunk ? octets : media);
}

async function refusalOf(response: Response): Promise<BlobAnswer<never>> {
	const { status } = response;
	if (status === 507) return { ok: false, failure: "no-room" };
	if (status !== 404 && status !== 409) return refusal(response);
	const problem: unknown = await response.json().catch(() => undefined);
	const isOf = (name: string) => String(field(problem, "type")).endsWith(`:${name}`);
	if (status === 409) return { ok: false, failure: isOf("revision-purged") ? "purged" : "taken" };
	return { ok: false, failure: isOf("revision-unknown") ? "revision-unknown" : "unknown" };
}

function mapped<T>(
	answer: BlobAnswer<Bytes>,
	parse: (body: Bytes) => T | undefined,
): BlobAnswer<T> {
	if (!answer.ok) return answer;
	const value = parse(answer.value);
	return value === undefined ? failed("server") : done(value);
}

function missingOf(body: Bytes): readonly number[] | undefined {
	try {
		const missing = field(decode(body, { maxMapLength: 16, maxExtLength: 0 }), "missing");
		return Array.isArray(missing) && missing.every(isIndex) ? missing : undefined;
	} catch {
		return undefined;
	}
}

function isIndex(value: unknown): value is number {
	return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

const isDone = (): true => true;

function field(value: unknown, name: string): unknown {
	if (typeof value !== "object" || value === null) return undefined;
	return Object.getOwnPropertyDescriptor(value, name)?.value;
}

/** Everything that comes from the server is ciphertext or public to it, by construction. */
function brand(value: Bytes): Sealed {
	return value as Sealed;
}
