// The blobs of a small honest server (spec, HTTP): it keeps sealed chunks and knows by which revisions each is named. Tests make it lie.

import { decode } from "@msgpack/msgpack";
import { type Bytes, toHex } from "../../crypto/ts/brands.ts";
import type { Chain } from "../../crypto/ts/chain.ts";
import { linkKinds, parseLink } from "../../crypto/ts/link.ts";
import { parseBytes, parseList, parseMap } from "../src/store/wire.ts";
import { answer, nothing, problem } from "./answers.ts";

export interface Blob {
	readonly chunks: number;
	readonly chunk: number;
	readonly bytes: number;
	readonly held: Map<number, Bytes>;
	readonly by: Set<string>;
}

/** What of an account says which revisions there are. */
interface Named {
	readonly chain: Chain;
	readonly log: readonly { readonly link: Bytes }[];
}

export interface Blobs {
	/** Undefined for what is no path of a blob. `account` is undefined without a session. */
	handle(
		method: string,
		path: string,
		body: Bytes,
		account: Named | undefined,
	): Response | undefined;
	/** All that is there, by the ids. */
	readonly kept: Map<string, Blob>;
	/** What becomes of a chunk that is asked for; an honest server hands it out as it came. */
	tamper: (id: string, index: number, chunk: Bytes) => Bytes;
}

export function makeBlobs(): Blobs {
	const kept = new Map<string, Blob>();
	const blobs: Blobs = {
		kept,
		tamper: (_id, _index, chunk) => chunk,
		handle(method, path, body, account) {
			if (!path.startsWith("/api/blobs")) return undefined;
			if (account === undefined) return problem(401, "session");
			sweep(kept, account);
			if (path === "/api/blobs") return begin(kept, body, account);
			if (path === "/api/blobs/references") return refer(kept, body, account);
			const [id = "", index] = path.slice("/api/blobs/".length).split("/");
			const blob = kept.get(id);
			if (blob === undefined) return problem(404, "blob-unknown");
			if (index === undefined) return answer(stateOf(blob));
			if (method === "PUT") return put(blob, Number(index), body);
			const chunk = blob.held.get(Number(index));
			if (chunk === undefined) return problem(404, "chunk-missing");
			return octets(blobs.tamper(id, Number(index), chunk));
		},
	};
	return blobs;
}

function begin(kept: Map<string, Blob>, body: Bytes, account: Named): Response {
	const value = parseMap(decode(body));
	const id = toHex(parseBytes(value["id"]));
	const refused = unfit(toHex(parseBytes(value["revision"])), account);
	if (refused !== undefined) return refused;
	const [chunks, chunk, bytes] = ["chunks", "chunk", "bytes"].map((name) => Number(value[name]));
	if (chunks === undefined || chunk === undefined || bytes === undefined) {
		return problem(422, "refused");
	}
	const before = kept.get(id);
	const same = before?.chunks === chunks && before.chunk === chunk && before.bytes === bytes;
	if (before !== undefined && !same) return problem(409, "blob-taken");
	const blob = before ?? { chunks, chunk, bytes, held: new Map(), by: new Set<string>() };
	blob.by.add(toHex(parseBytes(value["revision"])));
	kept.set(id, blob);
	return answer(stateOf(blob));
}

function put(blob: Blob, index: number, body: Bytes): Response {
	if (!(index < blob.chunks)) return problem(404, "blob-unknown");
	if (body.length !== lengthOf(blob, index)) return problem(422, "refused");
	const before = blob.held.get(index);
	if (before !== undefined && toHex(before) !== toHex(body)) return problem(409, "chunk-taken");
	blob.held.set(index, body);
	return nothing();
}

function lengthOf({ chunks, chunk, bytes }: Blob, index: number): number {
	return index < chunks - 1 ? chunk + 16 : bytes - (chunks - 1) * (chunk + 16);
}

function refer(kept: Map<string, Blob>, body: Bytes, account: Named): Response {
	const value = parseMap(decode(body));
	const revision = toHex(parseBytes(value["revision"]));
	const refused = unfit(revision, account);
	if (refused !== undefined) return refused;
	const named = parseList(value["blobs"]).map((id) => kept.get(toHex(parseBytes(id))));
	if (named.some((blob) => blob === undefined)) return problem(404, "blob-unknown");
	for (const blob of named) blob?.by.add(revision);
	return nothing();
}

function unfit(revision: string, { chain, log }: Named): Response | undefined {
	const purged: ReadonlySet<string> = chain.purged;
	if (purged.has(revision)) return problem(409, "revision-purged");
	const links = log.map(({ link }) => parseLink(link));
	const there = links.some(
		({ kind, payload }) => kind === linkKinds.revisions && payload.some((id) => id === revision),
	);
	return there ? undefined : problem(404, "revision-unknown");
}

/** What a purge names ceases to name; what nothing names is gone. Of the account that asks: ids are random. */
function sweep(kept: Map<string, Blob>, { chain }: Named): void {
	for (const [id, { by }] of kept) {
		for (const revision of chain.purged) by.delete(revision);
		if (by.size === 0) kept.delete(id);
	}
}

function stateOf({ chunks, chunk, bytes, held }: Blob): object {
	const missing = Array.from({ length: chunks }, (_, at) => at).filter((at) => !held.has(at));
	return { chunks, chunk, bytes, missing };
}

function octets(body: Bytes): Response {
	return new Response(body, { headers: { "content-type": "application/octet-stream" } });
}
