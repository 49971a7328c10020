// A small honest server in memory, behind the same HTTP interface: it verifies every link by the chain rule and appends by
// compare-and-set. Tests make it forget, lie and fail.

import { decode } from "@msgpack/msgpack";
import {
	type Bytes,
	fromHex,
	type Random,
	toAccountId,
	toHex,
	toMemberId,
} from "../../crypto/ts/brands.ts";
import type { Carried } from "../../crypto/ts/carried.ts";
import { advance, type Chain, emptyChain } from "../../crypto/ts/chain.ts";
import { Refused } from "../../crypto/ts/errors.ts";
import { headOf, linkKinds, parseLink } from "../../crypto/ts/link.ts";
import { type LoginAction, loginActions, verifyLogin } from "../../crypto/ts/login.ts";
import { findMember, parseRoster, type Roster } from "../../crypto/ts/roster.ts";
import { parseWrap, wrapsNeeded } from "../../crypto/ts/wrap.ts";
import { parseBytes, parseCarried, parseList, parseMap } from "../src/store/wire.ts";
import { answer, nothing, problem } from "./answers.ts";
import { type Blobs, makeBlobs } from "./blobs.ts";
import { toWire, withoutBody } from "./carried.ts";
import { type Mailboxes, makeMailboxes } from "./mailboxes.ts";

export { problem };
export const origin = "http://localhost:8000";

interface Account {
	chain: Chain;
	log: Carried[];
	/** The same as it came, before any purge: what an older backup still holds. */
	sent: Carried[];
	/** The chain after each link. */
	chains: Chain[];
	wraps: Bytes[];
	/** Those who listen to its event stream. */
	readonly listeners: Set<() => void>;
}

/**
 * What a fault does with a request: answers in the server's place, lets it through and loses the answer, brings it twice, brings it
 * only before the next one, or answers well and keeps nothing of it.
 */
export type Fault = (
	path: string,
) => "pass" | "lose-request" | "lose-answer" | "repeat" | "late" | "forget" | Response;

interface Values {
	readonly [name: string]: unknown;
}

interface Session {
	readonly account: string;
	readonly member: string;
}

export interface HonestServer {
	/** One phone's own connection: its session is its cookie. */
	connect(fault?: Fault): typeof fetch;
	readonly accounts: Map<string, Account>;
	readonly mailboxes: Mailboxes;
	readonly blobs: Blobs;
	/** Invitations that still work. */
	readonly invitations: Set<string>;
	/** Goes back to the state after `seq` links, as a restored backup does. */
	restore(account: string, seq: number): void;
	/** How many sessions are open. */
	sessions(): number;
	/** Every phone has to log in anew, as after a backup was put back. */
	endSessions(): void;
	/** Everything that was sent, also what was lost on the way. */
	readonly requests: { readonly path: string; readonly body: Uint8Array }[];
}

/** `random` draws the nonces: tests that need to repeat bring their own. So many links are in a page of the log. */
export function honestServer(random: Random = realRandom, perPage = 3): HonestServer {
	const accounts = new Map<string, Account>();
	const invitations = new Set(["moon-river"]);
	const requests: { path: string; body: Uint8Array }[] = [];
	const nonces = new Set<string>();
	const sessions = new Set<Session>();
	const mailboxes = makeMailboxes();
	const blobs = makeBlobs();

	function connect(fault: Fault = () => "pass"): typeof fetch {
		let session: Session | undefined;
		const late: (() => Promise<Response>)[] = [];

		return async (input, init) => {
			const path = String(input);
			const body = await bytesOf(init?.body);
			requests.push({ path, body });
			const fate = fault(path);
			if (fate === "lose-request") throw new TypeError("no connection");
			if (fate instanceof Response) return fate;
			const arrive = () => handle(init?.method ?? "GET", path, body, init);
			for (const earlier of late.splice(0)) await earlier();
			if (fate === "late") {
				// A login that comes late would open a session that nobody has the cookie of.
				if (path === "/api/log") late.push(arrive);
				throw new TypeError("no connection");
			}
			const held = session && accounts.get(session.account)?.chain.seq;
			const answer = await arrive();
			if (fate === "repeat") await arrive();
			// Of whoever was not logged in before there is nothing to be forgotten.
			if (fate === "forget" && session && held) restore(session.account, held);
			if (fate === "lose-answer") throw new TypeError("the connection was lost");
			return answer;
		};

		async function handle(
			method: string,
			path: string,
			body: Uint8Array<ArrayBuffer>,
			init: RequestInit | undefined,
		): Promise<Response> {
			const blob = blobs.handle(method, path, body, mine());
			if (blob !== undefined) return blob;
			const value = body.length === 0 ? {} : parseMap(decode(body));
			const [route, query] = path.split("?");
			switch (`${method} ${route}`) {
				case "POST /api/accounts":
					return register(value);
				case "POST /api/login/challenge":
					return challenge();
				case "POST /api/login":
					return login(value);
				case "POST /api/rosters":
					return rosters(value);
				case "DELETE /api/session":
					return logout();
				case "POST /api/sessions/end":
					return endSessions(value);
				case "POST /api/account/delete":
					return deleteAccount(value);
				case "GET /api/head":
					return head();
				case "GET /api/events":
					return events(init);
				case "GET /api/log":
					return pull(Number(new URLSearchParams(query).get("after")));
				case "POST /api/log":
					return push(value);
				case "GET /api/wraps":
					return wraps();
				default:
					return (await mailboxes.handle(path, value)) ?? problem(404, "not-found");
			}
		}

		function mine(): Account | undefined {
			const account = session === undefined ? undefined : accounts.get(session.account);
			const roster = account?.chain.roster;
			if (session === undefined || !sessions.has(session) || !roster) return undefined;
			return findMember(roster, toMemberId(session.member)) === null ? undefined : account;
		}

		async function register(value: Values): Promise<Response> {
			const roster = parseBytes(value["roster"]);
			const parsed = await parseRoster(roster);
			const known = accounts.get(parsed.account);
			const first = known?.log[0]?.roster;
			if (known !== undefined) {
				return toHex(first ?? new Uint8Array()) === toHex(roster)
					? answer(headOfAccount(known))
					: problem(409, "taken");
			}
			const { invitation } = value;
			if (typeof invitation !== "string" || !invitations.delete(invitation)) {
				return problem(403, "invitation");
			}
			const account = emptyAccount(parsed.account);
			const carried = { link: parseBytes(value["link"]), roster, revisions: [] };
			await append(account, carried, parseList(value["wraps"]).map(parseBytes));
			accounts.set(parsed.account, account);
			return answer(headOfAccount(account), 201);
		}

		function challenge(): Response {
			const nonce = random(32);
			nonces.add(toHex(nonce));
			return answer({ nonce });
		}

		async function login(value: Values): Promise<Response> {
			const signer = await signerOf(value, loginActions.logIn);
			if (signer === undefined) return problem(401, "login");
			session = signer;
			sessions.add(signer);
			return nothing();
		}

		/** The versions after one, up to the one that leaves the member out. */
		async function rosters(value: Values): Promise<Response> {
			const account = toAccountId(parseBytes(value["account"]));
			const member = toMemberId(parseBytes(value["member"]));
			const after = Number(value["after"]);
			const log = accounts.get(account)?.log ?? [];
			const versions = await Promise.all(
				log.flatMap(({ roster }) => (roster === null ? [] : [parseRoster(roster)])),
			);
			const signer = await signerOf(value, loginActions.logIn, versions[after] ?? null);
			if (signer === undefined) return problem(401, "login");
			const following = versions.slice(after + 1);
			const out = following.findIndex((roster) => findMember(roster, member) === null);
			const heard = out < 0 ? following : following.slice(0, out + 1);
			return answer({ rosters: heard.map(({ bytes }) => bytes) });
		}

		/** Who has signed for an action as a member of a roster, the one in force by default, with a nonce that was not used before. */
		async function signerOf(
			value: Values,
			action: LoginAction,
			version?: Roster | null,
		): Promise<Session | undefined> {
			const nonce = parseBytes(value["nonce"]);
			const account = toAccountId(parseBytes(value["account"]));
			const member = toMemberId(parseBytes(value["member"]));
			const roster = version === undefined ? accounts.get(account)?.chain.roster : version;
			const found = roster ? findMember(roster, member) : null;
			if (!nonces.delete(toHex(nonce)) || found === null) return undefined;
			const signed = { action, account, member, nonce, origin };
			try {
				await verifyLogin(signed, found.signPublic, parseBytes(value["signature"]));
			} catch {
				return undefined;
			}
			return { account, member };
		}

		function logout(): Response {
			if (mine() === undefined || session === undefined) return problem(401, "session");
			sessions.delete(session);
			return nothing();
		}

		async function endSessions(value: Values): Promise<Response> {
			const signer = await signerOf(value, loginActions.endSessions);
			if (signer === undefined) return problem(401, "login");
			for (const one of sessions) if (one.account === signer.account) sessions.delete(one);
			return nothing();
		}

		async function deleteAccount(value: Values): Promise<Response> {
			const signer = await signerOf(value, loginActions.deleteAccount);
			if (signer === undefined) return problem(401, "login");
			accounts.delete(signer.account);
			return nothing();
		}

		function head(): Response {
			const account = mine();
			return account === undefined ? problem(401, "session") : answer(headOfAccount(account));
		}

		function events(init: RequestInit | undefined): Response {
			const account = mine();
			if (account === undefined) return problem(401, "session");
			const signal = init?.signal;
			const isSame = new Headers(init?.headers).get("last-event-id") === account.chain.head;
			const text = new TextEncoder();
			const body = new ReadableStream<Uint8Array>({
				start(stream) {
					const tell = () => stream.enqueue(text.encode("event: head\ndata:\n\n"));
					stream.enqueue(text.encode(isSame ? ": same\n\n" : ": open\n\n"));
					account.listeners.add(tell);
					signal?.addEventListener("abort", () => {
						account.listeners.delete(tell);
						stream.error(signal.reason);
					});
				},
			});
			return new Response(body, { headers: { "content-type": "text/event-stream" } });
		}

		function pull(after: number): Response {
			const account = mine();
			if (account === undefined) return problem(401, "session");
			const links = account.log.slice(after, after + perPage).map(toWire);
			return answer({ links, ...headOfAccount(account) });
		}

		async function push(value: Values): Promise<Response> {
			const account = mine();
			if (account === undefined) return problem(401, "session");
			const carried = parseCarried(value);
			const { seq } = parseLink(carried.link);
			const same = account.log[seq - 1];
			if (same !== undefined && toHex(same.link) === toHex(carried.link)) {
				return answer({ seq, head: fromHex(await headOf(carried.link)) });
			}
			if (seq !== account.chain.seq + 1) return problem(409, "stale");
			try {
				await append(account, carried, parseList(value["wraps"]).map(parseBytes));
			} catch (error) {
				if (!(error instanceof Refused)) throw error;
				return problem(error.kind === "previous" ? 409 : 400, error.kind);
			}
			return answer(headOfAccount(account));
		}

		function wraps(): Response {
			const account = mine();
			if (account === undefined) return problem(401, "session");
			const own = account.wraps.filter((wrap) => parseWrap(wrap).member === session?.member);
			return answer({ wraps: own });
		}
	}

	function restore(name: string, seq: number): void {
		const account = accounts.get(name);
		if (account === undefined) return;
		if (seq === 0) accounts.delete(name);
		account.sent.length = seq;
		account.chains.length = seq;
		account.log = [...account.sent];
		for (const { link } of account.sent) purge(account, link);
		account.chain = account.chains.at(-1) ?? emptyChain(toAccountId(name));
		const rosters = new Set(account.chains.map(({ roster }) => roster?.hash));
		account.wraps = account.wraps.filter((wrap) => rosters.has(parseWrap(wrap).roster));
	}

	return {
		connect,
		accounts,
		mailboxes,
		blobs,
		invitations,
		restore,
		requests,
		sessions: () => sessions.size,
		endSessions: () => sessions.clear(),
	};
}

/** A line on which nothing is heard by itself: what happens on it goes by the test's own steps. */
export function unheard(fault: Fault = () => "pass"): Fault {
	return (path) => (path === "/api/events" ? problem(503, "events") : fault(path));
}

const realRandom: Random = (length) => crypto.getRandomValues(new Uint8Array(length));

function emptyAccount(id: string): Account {
	return {
		chain: emptyChain(toAccountId(id)),
		log: [],
		sent: [],
		chains: [],
		wraps: [],
		listeners: new Set(),
	};
}

async function append(account: Account, carried: Carried, wraps: readonly Bytes[]): Promise<void> {
	const before = account.chain;
	const { chain } = await advance(before, [carried]);
	const needed =
		chain.roster === before.roster || chain.roster === null
			? []
			: wrapsNeeded(before.roster, chain.roster);
	const given = wraps.map((wrap) => parseWrap(wrap).member);
	if (needed.toSorted().join() !== given.toSorted().join()) throw new Refused("encoding", "wraps");
	// Compare-and-set: another push may have come first while this one was verified.
	if (account.chain !== before) throw new Refused("previous", "another link came first");
	account.chain = chain;
	account.log.push(carried);
	account.sent.push(carried);
	purge(account, carried.link);
	account.chains.push(chain);
	account.wraps.push(...wraps);
	for (const tell of account.listeners) tell();
}

/** Bodies that a purge names are gone; header and body hash stay (R45). */
function purge(account: Account, bytes: Bytes): void {
	const link = parseLink(bytes);
	if (link.kind !== linkKinds.purge) return;
	const ids = new Set<string>(link.payload);
	account.log = account.log.map((carried) => {
		const { payload } = parseLink(carried.link);
		const revisions = carried.revisions.map((one, at) =>
			one.body !== null && ids.has(payload[at] ?? "") ? withoutBody(one) : one,
		);
		return { ...carried, revisions };
	});
}

async function bytesOf(body: RequestInit["body"] | undefined): Promise<Uint8Array<ArrayBuffer>> {
	if (body instanceof Uint8Array) return new Uint8Array(body);
	return new Uint8Array(await new Response(body ?? null).arrayBuffer());
}

function headOfAccount({ chain }: Account): object {
	return { seq: chain.seq, head: fromHex(chain.head) };
}
