// The calls of the API that a device makes. Each gives an `Answer` and never rejects.

import type { Bytes, Sealed } from "../../../crypto/ts/brands.ts";
import { type Answer, mapAnswer } from "./answer.ts";
import { type KeptTable, parseKept } from "./kept.ts";
import type { Send } from "./request.ts";
import {
	type Page,
	type Place,
	type Push,
	parseNonce,
	parsePage,
	parsePlace,
	parseRosters,
	parseWraps,
	pushBody,
	type Registration,
	registrationBody,
	type SignedLogin,
	type SignedQuestion,
} from "./wire.ts";

export interface Transport {
	register(registration: Registration): Promise<Answer<Place>>;
	challenge(account: Bytes, member: Bytes): Promise<Answer<Bytes>>;
	login(login: SignedLogin): Promise<Answer<true>>;
	/** The roster versions after one, up to the one that leaves the asking member out; needs no session. */
	rosters(question: SignedQuestion): Promise<Answer<readonly Sealed[]>>;
	logout(): Promise<Answer<true>>;
	/** Ends every session of the account. */
	endSessions(login: SignedLogin): Promise<Answer<true>>;
	/** Deletes the account with all that is kept of it. */
	deleteAccount(login: SignedLogin): Promise<Answer<true>>;
	/** The newest position, as the server claims it. */
	head(): Promise<Answer<Place>>;
	/** The links after `seq`, as many as fit. */
	pull(seq: number): Promise<Answer<Page>>;
	push(push: Push): Promise<Answer<Place>>;
	/** Every row that the server keeps about the account. */
	kept(): Promise<Answer<readonly KeptTable[]>>;
	/** The wraps for the member that is logged in, oldest first. */
	wraps(): Promise<Answer<readonly Sealed[]>>;
}

export function makeTransport(send: Send): Transport {
	const post = (path: string, body: unknown) => send({ method: "POST", path, body });
	const get = (path: string) => send({ method: "GET", path });
	return {
		register: async (registration) =>
			mapAnswer(await post("/api/accounts", registrationBody(registration)), parsePlace),
		challenge: async (account, member) =>
			mapAnswer(await post("/api/login/challenge", { account, member }), parseNonce),
		login: async (login) => mapAnswer(await post("/api/login", login), nothing),
		rosters: async (question) => mapAnswer(await post("/api/rosters", question), parseRosters),
		logout: async () => mapAnswer(await send({ method: "DELETE", path: "/api/session" }), nothing),
		endSessions: async (login) => mapAnswer(await post("/api/sessions/end", login), nothing),
		deleteAccount: async (login) => mapAnswer(await post("/api/account/delete", login), nothing),
		head: async () => mapAnswer(await get("/api/head"), parsePlace),
		pull: async (seq) => mapAnswer(await get(`/api/log?after=${seq}`), parsePage),
		push: async (push) => mapAnswer(await post("/api/log", pushBody(push)), parsePlace),
		kept: async () =>
			mapAnswer(await send({ method: "GET", path: "/api/me", all: true }), parseKept),
		wraps: async () => mapAnswer(await get("/api/wraps"), parseWraps),
	};
}

const nothing = (): true => true;
