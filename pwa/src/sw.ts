// The service worker: installs a whole release or nothing, and answers from it without a network.
// It knows no key and no journal, and it never touches a request to the API.

export {};

declare const self: ServiceWorkerGlobalScope;
/** SHA-256 of release.json in hexadecimal; the build writes it above this line. */
declare const RELEASE: string;

interface ReleaseFile {
	readonly path: string;
	readonly sha256: string;
}

const PREFIX = "release-";
const CACHE = PREFIX + RELEASE.slice(0, 16);
const PAGE = "/index.html";
/** Pictures of the app for a browser's own question whether to install it: no part of the app that works without a network. */
const PICTURES = "screens/";

/** False until the older releases were looked at since the last page was loaded. */
let tidied = false;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
	// The only thing that a page may ask: a person chose to take the new release.
	if (isApplyUpdate(event.data)) event.waitUntil(self.skipWaiting());
});
self.addEventListener("fetch", (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== "GET" || url.origin !== self.location.origin) return;
	if (url.pathname === "/api" || url.pathname.startsWith("/api/")) return;
	// Written by whoever runs the server, and no part of a release.
	if (url.pathname === "/privacy" || url.pathname === "/terms") return;
	if (request.mode === "navigate") {
		tidied = false;
		event.respondWith(page(request, url.pathname));
	} else {
		// By its first request a page has taken the place of the one before it in its window.
		if (!tidied) event.waitUntil(dropUnusedReleases(event.clientId));
		tidied = true;
		event.respondWith(asset(request, url.pathname));
	}
});

/** Fetches and checks every file of the app first; a mismatch throws, and the release before stays as it is. */
async function install(): Promise<void> {
	const files = parseRelease(await verified("/release.json", RELEASE).then((file) => file.text()));
	const responses = await Promise.all(
		files
			.filter(({ path }) => !path.startsWith(PICTURES))
			.map(async ({ path, sha256 }) => ({
				address: `/${path}`,
				response: await verified(`/${path}`, sha256),
			})),
	);
	// Left by an install that was ended half-way.
	await caches.delete(CACHE);
	try {
		const cache = await caches.open(CACHE);
		await Promise.all(responses.map(({ address, response }) => cache.put(address, response)));
	} catch (error) {
		await caches.delete(CACHE);
		throw error;
	}
}

/** A response made anew from the bytes that were checked, with the server's own headers. */
async function verified(address: string, sha256: string): Promise<Response> {
	const response = await fetch(address, { cache: "no-store", credentials: "omit" });
	if (response.status !== 200 || response.redirected) {
		throw new Error(`${address}: expected 200, got ${response.status}`);
	}
	const bytes = await response.arrayBuffer();
	const got = hex(await crypto.subtle.digest("SHA-256", bytes));
	if (got !== sha256) throw new Error(`${address}: expected hash ${sha256}, got ${got}`);
	const headers = new Headers(response.headers);
	// These spoke of the bytes on the wire, which are unpacked by now.
	headers.delete("content-encoding");
	headers.delete("content-length");
	return new Response(bytes, { status: 200, headers });
}

async function activate(): Promise<void> {
	await self.clients.claim();
	await dropUnusedReleases("");
}

/** Pages of an older release may still load their lazy parts: its cache goes when no other page is open. */
async function dropUnusedReleases(loading: string): Promise<void> {
	const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
	if (pages.some((client) => client.id !== loading)) return;
	const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
	await Promise.all(old.map((name) => caches.delete(name)));
}

/** The app's own page at every address, but for those pages of a release that are not the app. */
async function page(request: Request, path: string): Promise<Response> {
	const plain = path.endsWith(".html") ? await stored(path) : undefined;
	return plain ?? (await stored(PAGE)) ?? fetch(request);
}

async function asset(request: Request, path: string): Promise<Response> {
	return (await stored(path)) ?? (await storedBefore(path)) ?? fetch(request);
}

async function stored(path: string): Promise<Response | undefined> {
	// One question to the browser for each file. A cache that is not there holds nothing, and is not made by it.
	return caches.match(path, { cacheName: CACHE });
}

/** Hashed names never mean two things, so any older release may answer for them. */
async function storedBefore(path: string): Promise<Response | undefined> {
	if (!path.startsWith("/assets/")) return undefined;
	for (const name of await caches.keys()) {
		if (!name.startsWith(PREFIX)) continue;
		const response = await (await caches.open(name)).match(path);
		if (response !== undefined) return response;
	}
	return undefined;
}

function parseRelease(text: string): readonly ReleaseFile[] {
	const list: unknown = JSON.parse(text);
	if (!isObject(list) || !("files" in list) || !Array.isArray(list.files)) {
		throw new Error("release.json: expected a list of files");
	}
	return list.files.map((file: unknown) => {
		if (isObject(file) && "path" in file && "sha256" in file) {
			const { path, sha256 } = file;
			if (typeof path === "string" && typeof sha256 === "string") return { path, sha256 };
		}
		throw new Error("release.json: expected a path and a hash");
	});
}

function isApplyUpdate(data: unknown): boolean {
	return isObject(data) && "type" in data && data.type === "apply-update";
}

function isObject(value: unknown): value is object {
	return typeof value === "object" && value !== null;
}

function hex(bytes: ArrayBuffer): string {
	return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
