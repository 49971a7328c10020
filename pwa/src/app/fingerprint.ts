// The fingerprint of the code that this server hands out, for comparing it with a published one.

import { toHex } from "../../../crypto/ts/brands.ts";
import { sha256 } from "../../../crypto/ts/labels.ts";

export interface Release {
	readonly version: string;
	readonly fingerprint: string;
}

/** Files that the list of a release cannot name: itself, and the service worker, which holds the list's hash. */
const BESIDES = ["release.json", "sw.js"];

/**
 * SHA-256 over the lines `sha256  /path` of all files of the release, sorted by path: what `small-moments release-hashes` prints
 * last. Undefined where the server cannot be reached.
 */
export async function readRelease(fetcher: typeof fetch): Promise<Release | undefined> {
	try {
		const [list, worker] = await Promise.all(BESIDES.map((path) => bytesOf(fetcher, path)));
		if (list === undefined || worker === undefined) return undefined;
		const release = parseRelease(JSON.parse(new TextDecoder().decode(list)));
		if (release === undefined) return undefined;
		const lines = [
			...release.files,
			{ path: "release.json", sha256: toHex(await sha256(list)) },
			{ path: "sw.js", sha256: toHex(await sha256(worker)) },
		].sort((a, b) => (a.path < b.path ? -1 : 1));
		const listing = lines.map(({ path, sha256: hash }) => `${hash}  /${path}\n`).join("");
		return {
			version: release.version,
			fingerprint: toHex(await sha256(new TextEncoder().encode(listing))),
		};
	} catch {
		return undefined;
	}
}

interface List {
	readonly version: string;
	readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

function parseRelease(value: unknown): List | undefined {
	if (typeof value !== "object" || value === null) return undefined;
	if (!("version" in value) || typeof value.version !== "string") return undefined;
	if (!("files" in value) || !Array.isArray(value.files)) return undefined;
	const files = value.files.flatMap((file: unknown) => {
		if (typeof file !== "object" || file === null || !("path" in file)) return [];
		if (!("sha256" in file) || typeof file.sha256 !== "string") return [];
		return typeof file.path === "string" ? [{ path: file.path, sha256: file.sha256 }] : [];
	});
	return files.length === value.files.length ? { version: value.version, files } : undefined;
}

async function bytesOf(fetcher: typeof fetch, path: string) {
	const answer = await fetcher(`/${path}`, { cache: "no-store", redirect: "error" });
	return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
}
