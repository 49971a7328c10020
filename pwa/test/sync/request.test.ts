// What an answer has to be before anything of it is used.

import { encode } from "@msgpack/msgpack";
import { describe, expect, test } from "vitest";
import { sender } from "../../src/sync/request.ts";
import { line, media, packed, problem, raw } from "./line.ts";

const get = { method: "GET", path: "/api/head" } as const;

async function answerTo(answer: () => Response | Promise<Response>) {
	return sender(line(answer).fetcher)(get);
}

const server = { ok: false, failure: "server" };
const unreachable = { ok: false, failure: "unreachable" };

test("an honest answer is decoded, and no content is no value", async () => {
	expect(await answerTo(packed({ seq: 3 }))).toEqual({ ok: true, value: { seq: 3 } });
	const none = await answerTo(() => new Response(null, { status: 204 }));
	expect(none).toEqual({ ok: true, value: undefined });
});

describe("what is not an honest answer is the server's fault, and nothing of it is used", () => {
	const whole = encode({ seq: 3, head: new Uint8Array(32) });
	const cases: readonly (readonly [string, () => Response])[] = [
		["HTML of a captive portal", raw("<p>Welcome to the hotel</p>", "text/html")],
		["HTML that says it is MessagePack", raw("<p>Welcome to the hotel</p>", media)],
		["JSON", raw('{"seq":3}', "application/json")],
		["MessagePack under another type", raw(whole, "application/octet-stream")],
		["no type at all", () => new Response(whole)],
		["half a body", raw(whole.slice(0, 20), media)],
		["nothing", raw(null, media)],
		["more after the end", raw(new Uint8Array([...whole, 0]), media)],
		["a length that no body keeps", raw(new Uint8Array([0xdd, 0xff, 0xff, 0xff, 0xff]), media)],
		["an extension type", raw(new Uint8Array([0xc7, 4, 1, 0, 0, 0, 0]), media)],
	];
	test.each(cases)("%s", async (_, answer) => {
		expect(await answerTo(answer)).toEqual(server);
	});

	test("a body that never ends is cut off", async () => {
		let given = 0;
		let isCut = false;
		const endless = new ReadableStream({
			pull(stream) {
				given += 1;
				stream.enqueue(new Uint8Array(1_048_576));
			},
			cancel() {
				isCut = true;
			},
		});
		expect(await answerTo(raw(endless, media))).toEqual(server);
		expect(isCut).toBe(true);
		expect(given).toBeLessThan(20);
	});
});

describe("what never becomes an answer is as good as offline", () => {
	test("no connection", async () => {
		expect(await answerTo(() => Promise.reject(new TypeError("failed to fetch")))).toEqual(
			unreachable,
		);
	});

	test("a connection that breaks within the body", async () => {
		const broken = new ReadableStream({
			start: (stream) => stream.enqueue(new Uint8Array([0x82])),
			pull: (stream) => stream.error(new TypeError("reset")),
		});
		expect(await answerTo(raw(broken, media))).toEqual(unreachable);
	});

	test("a gateway without a server behind it", async () => {
		for (const status of [502, 504]) {
			expect(await answerTo(raw("<h1>Bad gateway</h1>", "text/html", { status }))).toEqual(
				unreachable,
			);
		}
	});
});

test("redirects are refused by the request itself, and so are caches and other origins' cookies", async () => {
	const { asked, fetcher } = line(packed({}));
	await sender(fetcher)(get);
	expect(asked[0]?.init).toMatchObject({
		redirect: "error",
		cache: "no-store",
		credentials: "same-origin",
		referrerPolicy: "no-referrer",
		headers: { accept: media, "x-small-moments": "1" },
	});
	expect(asked[0]?.init.signal).toBeInstanceOf(AbortSignal);
});

describe("each refusal has its reason", () => {
	const cases = [
		[400, "server"],
		[401, "signed-out"],
		[403, "refused"],
		[404, "server"],
		[409, "stale"],
		[415, "server"],
		[429, "busy"],
		[500, "server"],
		[503, "server"],
		[507, "server"],
	] as const;
	test.each(cases)("%i", async (status, failure) => {
		expect(await answerTo(problem(status))).toEqual({ ok: false, failure });
		const html = raw("<p>no</p>", "text/html", { status });
		expect(await answerTo(html)).toEqual({ ok: false, failure });
	});

	test("413 tells a full account from an entry that is too large", async () => {
		const full = await answerTo(problem(413, "urn:small-moments:account-full"));
		expect(full).toEqual({ ok: false, failure: "account-full" });
		const tooLarge = { ok: false, failure: "too-large" };
		expect(await answerTo(problem(413, "urn:small-moments:too-large"))).toEqual(tooLarge);
		expect(await answerTo(raw("<p>413</p>", "text/html", { status: 413 }))).toEqual(tooLarge);
		expect(await answerTo(raw("[]", "application/json", { status: 413 }))).toEqual(tooLarge);
	});

	test("Retry-After is kept in milliseconds; one that is no number of seconds is nothing", async () => {
		const waitFor = (value: string) => answerTo(problem(429, "busy", { "retry-after": value }));
		expect(await waitFor("7")).toEqual({ ok: false, failure: "busy", after: 7_000 });
		for (const value of ["-1", "0", "soon", "1e9", "Tue, 24 Nov 2026 08:00:00 GMT"]) {
			expect(await waitFor(value)).toEqual({ ok: false, failure: "busy" });
		}
		const broken = await answerTo(problem(503, "broken", { "retry-after": "30" }));
		expect(broken).toEqual({ ok: false, failure: "server", after: 30_000 });
	});
});
