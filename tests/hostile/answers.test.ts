// Answers that are none: other shapes, bombs, portals, redirects, and challenges that a phone must not sign.

import { decode } from "@msgpack/msgpack";
import { expect, test } from "vitest";
import { fromHex, toAccountId, toHex, toMemberId } from "../../crypto/ts/brands.ts";
import { loginActions, verifyLogin } from "../../crypto/ts/login.ts";
import { parseBytes, parseMap } from "../../pwa/src/store/wire.ts";
import { openJournal } from "../../pwa/test/anew.ts";
import type { Said } from "../../pwa/test/crooked.ts";
import { origin, problem } from "../../pwa/test/honest-server.ts";
import { exchange } from "../../pwa/test/phone.ts";
import { chosen, count, isAll } from "./choice.ts";
import { lengths } from "./damage.ts";
import { type Case, endsEqual, type Refusal, refusesAll, tampered } from "./judge.ts";
import { linksAhead } from "./pages.ts";
import { accountOn, onPath, sceneOf, wordsAhead } from "./scene.ts";

const scene = await sceneOf(wordsAhead);
const links = linksAhead(scene);

/** The server does not answer as it ought to: words wait, and nobody is alarmed. */
const faulty: Refusal = { notices: [], state: "behind server" };
const media = { "content-type": "application/vnd.msgpack" };

const answered = (name: string, made: () => Response): Case => ({
	name,
	lie: onPath("/api/log?", made),
});
const bytes = (name: string, ...values: readonly number[]) =>
	answered(name, () => new Response(new Uint8Array(values), { headers: media }));

test("[A27] no status, page or redirect of a portal is taken for an answer", async (context) => {
	const html = { "content-type": "text/html", location: "https://portal.example/" };
	const statuses = Array.from({ length: 400 }, (_, at) => 200 + at).filter(
		// These have meanings of their own: log in, come back later, another was faster, too large; or no body.
		(status) => ![204, 205, 304, 401, 403, 409, 413, 502, 504].includes(status),
	);
	const cases = statuses.map((status) =>
		answered(`status ${status}`, () => new Response("<p>hotel</p>", { status, headers: html })),
	);
	count(context, 27, await refusesAll(scene, chosen(cases, 80), faulty));
});

test("[A27] a gateway that answers in the server's place is no server: the phone is offline", async (context) => {
	const cases = [502, 504].map((status) =>
		answered(`status ${status}`, () => problem(status, "x")),
	);
	const offline: Refusal = { notices: [], state: "waiting" };
	count(context, 27, await refusesAll(scene, cases, offline));
});

test("[A20] lengths, nesting and counts that no answer has are refused before anything is set aside for them", async (context) => {
	const huge = [0xff, 0xff, 0xff, 0xff];
	const cases = [0xc6, 0xc9, 0xdb, 0xdd, 0xdf].flatMap((type) => [
		bytes(`type ${type} of 2^32`, type, ...huge),
		bytes(`type ${type} of 2^32 within a page`, 0x81, 0xa5, ...text("links"), type, ...huge),
	]);
	for (const level of [[0x91], [0x81], [0xdc, 0xff, 0xff], [0xdd, 0, 1, 0x86, 0xa0]]) {
		cases.push(answered(`${level}, nested 100,000 deep`, () => nested(level, 100_000)));
	}
	cases.push(answered("a page without an end", () => new Response(endless(), { headers: media })));
	count(context, 20, await refusesAll(scene, cases, faulty));
});

function nested(level: readonly number[], times: number): Response {
	const bomb = new Uint8Array(level.length * times);
	for (let at = 0; at < bomb.length; at += level.length) bomb.set(level, at);
	return new Response(bomb, { headers: media });
}

const text = (words: string) => new TextEncoder().encode(words);

/** As many mebibytes as are asked for. */
function endless(): ReadableStream<Uint8Array> {
	return new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(1024 * 1024)) });
}

test("[A20] false entries in any number are refused in one piece", async (context) => {
	const [first] = links;
	if (first === undefined) throw new Error("expected a link");
	const most = isAll ? 40_000 : 400;
	const cases = [2, 100, most].flatMap((times) => [
		page(`${times} times the same link`, { links: Array.from({ length: times }, () => first) }),
		page(`${times} links without revisions`, {
			links: Array.from({ length: times }, () => ({ ...first, revisions: [] })),
		}),
	]);
	count(context, 20, await refusesAll(scene, cases, tampered));
});

const page = (name: string, change: Said): Case => ({
	name,
	lie: onPath("/api/log?", (answer) => ({ ...answer, ...change })),
});

/** One value of every type that MessagePack has, and the edges of numbers. */
const values = [
	...[null, true, false, "", "words", [], [[]], {}, { links: [] }, new Date(0)],
	...[
		-1,
		0.5,
		Number.NaN,
		Number.POSITIVE_INFINITY,
		-(2 ** 53),
		new Uint8Array(0),
		new Uint8Array(31),
	],
];

test("[A20] a field of any other type than its own is no answer", async (context) => {
	const wrong = (field: string, right: (value: unknown) => boolean) =>
		values
			.filter((value) => !right(value))
			.map((value, at) => page(`${field}, value ${at}`, { [field]: value }));
	const inLink = (field: string, right: (value: unknown) => boolean) =>
		values
			.filter((value) => !right(value))
			.map((value, at) =>
				page(`${field}, value ${at}`, { links: links.with(0, { ...links[0], [field]: value }) }),
			);
	const isBytes = (value: unknown) => value instanceof Uint8Array;
	const cases = [
		...wrong("seq", () => false),
		...wrong("head", () => false),
		...wrong("links", (value) => Array.isArray(value) && value.length === 0),
		...inLink("link", isBytes),
		...inLink("roster", (value) => value === null || isBytes(value)),
		...inLink("revisions", (value) => Array.isArray(value) && value.length === 0),
	];
	expect(cases.length).toBeGreaterThan(80);
	count(context, 20, await refusesAll(scene, cases, faulty));
});

/** The session is forgotten, so that the phone has to log in. */
function loggedOut(challenge: (answer: Said) => object): Case["lie"] {
	return (path, answer) => {
		if (path === "/api/login/challenge") return challenge(answer);
		return path.startsWith("/api/log?") ? problem(401, "session") : answer;
	};
}

test("[A3] a challenge of any other length or type is not signed", async (context) => {
	const nonces = [...lengths(96, 32)].map(({ name, made }) => [name, made()] as const);
	const others = values.map((value, at) => [`value ${at}`, value] as const);
	const cases = [...nonces, ...others].map(
		([name, nonce]): Case => ({ name, lie: loggedOut(() => ({ nonce })) }),
	);
	count(context, 3, await refusesAll(scene, chosen(cases, 60), faulty));
	expect(scene.asked.filter((path) => path.includes("/api/login "))).toEqual([]);
});

test("[A3] [A17] what is signed for a challenge holds for this origin, account, member and act alone", async (context) => {
	const { victim, line, server } = scene;
	const { account, member } = openJournal(victim).vault;
	const before = server.requests.length;
	line.lie = loggedOut((answer) => answer);
	await exchange(victim);
	const sent = server.requests.slice(before).find(({ path }) => path === "/api/login");
	const login = parseMap(decode(sent?.body ?? new Uint8Array()));
	const [nonce, signature] = [parseBytes(login["nonce"]), parseBytes(login["signature"])];
	const key = accountOn(server).chain.roster?.members.find(({ id }) => id === member)?.signPublic;
	if (key === undefined) throw new Error("expected a member");
	const right = { action: loginActions.logIn, account, member, nonce, origin };
	await verifyLogin(right, key, signature);
	const flipped = (id: string) =>
		toHex(fromHex(id).map((byte, at) => (at === 0 ? byte ^ 1 : byte)));
	const wrong = [
		{ ...right, origin: "https://journal.example" },
		{ ...right, origin: "http://localhost:8001" },
		{ ...right, account: toAccountId(fromHex(flipped(account))) },
		{ ...right, member: toMemberId(fromHex(flipped(member))) },
		{ ...right, action: loginActions.deleteAccount },
		{ ...right, action: loginActions.endSessions },
		{ ...right, nonce: new Uint8Array(32) },
	];
	for (const one of wrong) {
		await expect(verifyLogin(one, key, signature)).rejects.toThrow("signature");
	}
	count(context, 3, wrong.length);
});

test("told the truth after all of these lies, both phones hold every word of both", async () => {
	await endsEqual(scene);
});
