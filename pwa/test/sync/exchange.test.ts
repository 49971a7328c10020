// The acts of an exchange, against a server that answers as it is told to.

import { describe, expect, test } from "vitest";
import { type Bytes, noHead, toHead, toHex, toSealed } from "../../../crypto/ts/brands.ts";
import { adopt } from "../../src/sync/adopting.ts";
import { heal, hear, login, type Peers, pull, push, register } from "../../src/sync/exchange.ts";
import type { Log, Member } from "../../src/sync/ports.ts";
import { sender } from "../../src/sync/request.ts";
import { makeTransport } from "../../src/sync/transport.ts";
import type { Push } from "../../src/sync/wire.ts";
import { line, packed, problem, raw } from "./line.ts";

const bytes = (length: number, fill: number): Bytes => new Uint8Array(length).fill(fill);
const headOf = (seq: number) => (seq === 0 ? noHead : toHead(bytes(32, seq)));
const sealed = (length: number, fill: number) => toSealed(bytes(length, fill));

function waiting(seq: number): Push {
	return {
		seq,
		head: headOf(seq),
		link: sealed(200, seq),
		roster: undefined,
		wraps: [],
		revisions: [{ header: sealed(77, seq), body: sealed(60, seq), bodyHash: undefined }],
	};
}

interface Held {
	/** What the log was asked to do, in order. */
	readonly done: string[];
	readonly log: Log;
}

/** A log that is pinned at `seq`, with one link that waits. */
function held(seq: number, verdict: Awaited<ReturnType<Log["accept"]>> = "accepted"): Held {
	const done: string[] = [];
	const log: Log = {
		pinned: async () => ({ seq, head: headOf(seq) }),
		headAt: async (at) => (at <= seq ? headOf(at) : undefined),
		accept: async (links, complete) => {
			done.push(`accept ${links.length} ${complete ? "complete" : "part"}`);
			return verdict;
		},
		judge: async () => {
			done.push("judge");
			return "fork";
		},
		stands: async () => false,
		branch: async () => {
			throw new Error("no link stands on what is held here");
		},
		version: async () => 3,
		hear: async (versions) => {
			done.push(`hear ${versions.length}`);
			return versions.length === 0 ? "member" : "removed";
		},
		pending: async () => waiting(seq + 1),
		acknowledge: async (one) => {
			done.push(`acknowledge ${one.seq}`);
		},
		stored: async (at) => (at <= seq ? waiting(at) : undefined),
	};
	return { done, log };
}

const member: Member = {
	account: () => bytes(16, 1),
	id: () => bytes(16, 2),
	signLogin: async (nonce) => ({
		account: bytes(16, 1),
		member: bytes(16, 2),
		nonce,
		signature: bytes(64, 3),
	}),
	registration: async () => ({
		invitation: undefined,
		roster: sealed(1500, 1),
		link: sealed(200, 1),
		wraps: [sealed(1237, 1)],
	}),
};

function peers(log: Log, ...answers: readonly (() => Response)[]) {
	const { asked, fetcher } = line(...answers);
	const made: Peers = { transport: makeTransport(sender(fetcher)), log, member };
	return { asked, peers: made };
}

const place = (seq: number) => ({ seq, head: bytes(32, seq) });
const carried = (seq: number) => ({ link: bytes(200, seq), roster: null, revisions: [] });
const page = (seq: number, ...links: readonly number[]) =>
	packed({ links: links.map(carried), ...place(seq) });

describe("pulling", () => {
	test("links that follow the pin are accepted, and more are asked for", async () => {
		const { log, done } = held(2);
		const { asked, peers: with_ } = peers(log, page(5, 3, 4), page(4, 3, 4));
		expect(await pull(with_)).toEqual({ name: "more" });
		expect(await pull(with_)).toEqual({ name: "even" });
		expect(done).toEqual(["accept 2 part", "accept 2 complete"]);
		expect(asked.map(({ path }) => path)).toEqual(["/api/log?after=2", "/api/log?after=2"]);
	});

	test.each(["tampered", "cloned", "removed"] as const)("%s is handed on", async (verdict) => {
		const { log } = held(2, verdict);
		expect(await pull(peers(log, page(3, 3)).peers)).toEqual({ name: verdict });
	});

	test("the same head at the pin is even, and an older one of this log is behind", async () => {
		const { log, done } = held(5);
		expect(await pull(peers(log, page(5)).peers)).toEqual({ name: "even" });
		expect(await pull(peers(log, page(3)).peers)).toEqual({ name: "behind", seq: 3 });
		expect(done).toEqual([]);
	});

	test("[R47] another head at or below the pin: the link itself is asked for and judged", async () => {
		const { log, done } = held(5);
		const other = packed({ links: [], seq: 4, head: bytes(32, 99) });
		const { asked, peers: with_ } = peers(log, other, page(4, 4));
		expect(await pull(with_)).toEqual({ name: "parted" });
		expect(done).toEqual(["judge"]);
		expect(asked[1]?.path).toBe("/api/log?after=3");
	});

	test("[R47] a next link on another head is another branch, as the log judges it", async () => {
		const { log } = held(2, "fork");
		expect(await pull(peers(log, page(3, 3)).peers)).toEqual({ name: "parted" });
	});

	test("[R75] a branch that stands on no head of this log is refused, and asked for no further", async () => {
		const { log } = held(5);
		const { asked, peers: with_ } = peers(log, page(9, 5), page(9, 3), page(9, 1));
		expect(await adopt(with_)).toEqual({ name: "tampered" });
		expect(asked.map(({ path }) => path)).toEqual(
			[4, 2, 0].map((after) => `/api/log?after=${after}`),
		);
	});

	test("[R47] a claim without a link is no evidence: nothing freezes", async () => {
		const { log, done } = held(5);
		const other = packed({ links: [], seq: 4, head: bytes(32, 99) });
		expect(await pull(peers(log, other, other).peers)).toEqual({ name: "tampered" });
		const empty = packed({ links: [], seq: 0, head: bytes(32, 99) });
		expect(await pull(peers(log, empty).peers)).toEqual({ name: "tampered" });
		expect(done).toEqual([]);
	});

	test("pages that contradict themselves are not looked into", async () => {
		const { log, done } = held(5);
		expect(await pull(peers(log, page(9)).peers)).toEqual({ name: "tampered" });
		expect(await pull(peers(log, page(5, 6)).peers)).toEqual({ name: "tampered" });
		expect(done).toEqual([]);
	});

	test("a page of another shape is the server's fault and reaches no log", async () => {
		const { log, done } = held(2);
		const one = carried(3);
		const revision = { header: bytes(77, 1), body: bytes(60, 1), body_hash: null };
		for (const value of [
			null,
			{ links: [one], seq: 3 },
			{ links: [one], seq: -1, head: bytes(32, 3) },
			{ links: [one], seq: 3.5, head: bytes(32, 3) },
			{ links: [one], seq: 3, head: bytes(31, 3) },
			{ links: "none", ...place(3) },
			{ links: [{ ...one, link: "text" }], ...place(3) },
			{ links: [{ ...one, roster: 5 }], ...place(3) },
			{ links: [{ ...one, revisions: [{ ...revision, body: null }] }], ...place(3) },
			{ links: [{ ...one, revisions: [{ ...revision, body_hash: bytes(32, 1) }] }], ...place(3) },
		]) {
			const outcome = await pull(peers(log, packed(value)).peers);
			expect(outcome).toMatchObject({ name: "failed", failure: "server" });
		}
		expect(done).toEqual([]);
	});
});

describe("pushing", () => {
	test("[R39] only the head that this link makes acknowledges it", async () => {
		const { log, done } = held(2);
		expect(await push(peers(log, packed(place(3))).peers)).toEqual({ name: "pushed", seq: 3 });
		expect(done).toEqual(["acknowledge 3"]);
		const later = peers(log, packed({ seq: 7, head: bytes(32, 7) }));
		expect(await push(later.peers)).toEqual({ name: "moved" });
		expect(done).toEqual(["acknowledge 3"]);
	});

	test("nothing that waits asks nothing", async () => {
		const { log } = held(2);
		const { asked, peers: with_ } = peers({ ...log, pending: async () => undefined }, page(2));
		expect(await push(with_)).toEqual({ name: "nothing" });
		expect(asked).toEqual([]);
	});

	test("a refusal is handed on with the time that the server asks for", async () => {
		const { log, done } = held(2);
		const full = await push(peers(log, problem(413, "urn:x:account-full")).peers);
		expect(full).toEqual({ name: "failed", failure: "account-full", after: undefined });
		const busy = await push(peers(log, problem(429, "busy", { "retry-after": "9" })).peers);
		expect(busy).toEqual({ name: "failed", failure: "busy", after: 9_000 });
		expect(done).toEqual([]);
	});

	test("[R39] whatever failed, the same bytes are sent again", async () => {
		const { log } = held(2);
		const { asked, peers: with_ } = peers(
			log,
			problem(500),
			raw("<p>hotel</p>", "text/html"),
			problem(401),
			problem(429, "busy", { "retry-after": "9" }),
			raw(new Uint8Array([0x82]), "application/vnd.msgpack"),
			packed({ seq: 3, head: "text" }),
			packed(place(3)),
		);
		for (let times = 0; times < 7; times += 1) await push(with_);
		const sent = asked.map(({ path, init }) => [path, init.method, init.headers, init.body]);
		expect(sent).toHaveLength(7);
		for (const one of sent) expect(one).toEqual(sent[0]);
	});

	test("[R46] healing sends the stored link of the next position, and ends after the last", async () => {
		const { log } = held(4);
		const { asked, peers: with_ } = peers(log, packed(place(4)));
		expect(await heal(with_, 3)).toEqual({ name: "pushed", seq: 4 });
		expect(await heal(with_, 4)).toEqual({ name: "even" });
		expect(asked).toHaveLength(1);
	});
});

describe("logging in", () => {
	test("[R50] a challenge, then its nonce signed", async () => {
		const { log } = held(1);
		const nonce = bytes(32, 9);
		const ok = () => new Response(null, { status: 204 });
		const { asked, peers: with_ } = peers(log, packed({ nonce }), ok);
		expect(await login(with_)).toEqual({ name: "logged-in" });
		expect(asked.map(({ path }) => path)).toEqual(["/api/login/challenge", "/api/login"]);
		const { body } = asked[1]?.init ?? {};
		expect(body instanceof Uint8Array && toHex(body)).toContain(toHex(nonce));
	});

	test("[R51] a nonce of another length is never signed", async () => {
		const { log } = held(1);
		const { asked, peers: with_ } = peers(log, packed({ nonce: bytes(31, 9) }));
		expect(await login(with_)).toMatchObject({ name: "failed", failure: "server" });
		expect(asked).toHaveLength(1);
	});

	test("[R51] who may not log in asks for the versions after the one that it holds, signed afresh", async () => {
		const { log, done } = held(1);
		const challenge = packed({ nonce: bytes(32, 9) });
		const left = peers(log, challenge, packed({ rosters: [bytes(1500, 4)] }));
		expect(await hear(left.peers)).toEqual({ name: "removed" });
		expect(left.asked.map(({ path }) => path)).toEqual(["/api/login/challenge", "/api/rosters"]);
		const still = peers(log, challenge, packed({ rosters: [] }));
		expect(await hear(still.peers)).toMatchObject({ name: "failed", failure: "signed-out" });
		const refused = peers(log, challenge, problem(401));
		expect(await hear(refused.peers)).toMatchObject({ name: "failed", failure: "signed-out" });
		expect(done).toEqual(["hear 1", "hear 0"]);
		const none = { ...log, version: async () => undefined };
		const unknown = peers(none);
		expect(await hear(unknown.peers)).toMatchObject({ name: "failed", failure: "signed-out" });
		expect(unknown.asked).toEqual([]);
	});

	test("registering again needs no invitation where there is none", async () => {
		const { log } = held(1);
		const { asked, peers: with_ } = peers(log, packed(place(1), 201));
		expect(await register(with_)).toEqual({ name: "registered" });
		expect(asked[0]).toMatchObject({ path: "/api/accounts", init: { method: "POST" } });
	});
});
