// One request to this origin's API: MessagePack both ways, no redirects, bounded in size and time.

import { decode, encode } from "@msgpack/msgpack";
import { type Answer, done, type Failure, failed } from "./answer.ts";
import { isShallow } from "./nesting.ts";

const media = "application/vnd.msgpack";
/** A page is about 4 MiB and one link of 1 MiB at most; twice that is no honest answer. */
const maxAnswer = 12 * 1024 * 1024;
/** All that is kept about one account, at once: an account's limit and what its rows weigh beside the bodies. */
const maxOfAll = 768 * 1024 * 1024;
/** Counts that no honest page reaches: a length bomb fails before anything is set aside for it. */
const bounds = { maxArrayLength: 100_000, maxMapLength: 1_000, maxExtLength: 0 };
/** A page is five deep: links, a link, its revisions, one of them. */
const deepest = 8;
const ofAll = { maxArrayLength: 2_000_000, useBigInt64: true };
/** Milliseconds until an answer has to be whole. */
const patience = 30_000;

export interface Request {
	readonly method: "GET" | "POST" | "DELETE";
	readonly path: string;
	readonly body?: unknown;
	/** Everything at once is asked for, with whole numbers kept exactly. */
	readonly all?: boolean;
}

export type Send = (request: Request) => Promise<Answer<unknown>>;

/** Sends through `fetch`. The answer is undefined where there is no body (204). */
export function sender(fetcher: typeof fetch): Send {
	return async (request) => {
		const signal = AbortSignal.timeout(patience);
		try {
			const response = await fetcher(request.path, { ...options(request), signal });
			return response.ok ? await read(response, request.all ?? false) : await refusal(response);
		} catch {
			return failed("unreachable");
		}
	};
}

/** How everything is asked for: from this origin alone, kept nowhere on the way. */
export function getOptions(accept: string) {
	return {
		redirect: "error",
		cache: "no-store",
		credentials: "same-origin",
		referrerPolicy: "no-referrer",
		headers: { accept, "x-small-moments": "1" },
	} as const;
}

function options({ method, body }: Request): RequestInit {
	const common = { method, ...getOptions(media) };
	if (body === undefined) return common;
	return {
		...common,
		headers: { ...common.headers, "content-type": media },
		body: encode(body, { ignoreUndefined: true }),
	};
}

async function read(response: Response, all: boolean): Promise<Answer<unknown>> {
	if (response.status === 204) return done(undefined);
	if (!(response.headers.get("content-type") ?? "").startsWith(media)) return failed("server");
	const bytes = await bounded(response, all ? maxOfAll : maxAnswer);
	if (bytes === undefined) return failed("server");
	try {
		if (!isShallow(bytes, deepest)) return failed("server");
		return done(decode(bytes, all ? { ...bounds, ...ofAll } : bounds));
	} catch {
		return failed("server");
	}
}

/** The body, or undefined if it is larger than any honest one. */
export async function bounded(
	response: Response,
	most: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
	if (response.body === null) return new Uint8Array();
	const chunks: Uint8Array[] = [];
	let size = 0;
	const reader = response.body.getReader();
	for (let part = await reader.read(); !part.done; part = await reader.read()) {
		size += part.value.byteLength;
		if (size > most) {
			await reader.cancel();
			return undefined;
		}
		chunks.push(part.value);
	}
	const whole = new Uint8Array(size);
	let at = 0;
	for (const chunk of chunks) {
		whole.set(chunk, at);
		at += chunk.byteLength;
	}
	return whole;
}

const failures: { readonly [status: number]: Failure } = {
	401: "signed-out",
	403: "refused",
	409: "stale",
	413: "too-large",
	429: "busy",
	502: "unreachable",
	504: "unreachable",
};

type Refused = Extract<Answer<never>, { readonly ok: false }>;

/** What an answer that is not ok says. */
export async function refusal(response: Response): Promise<Refused> {
	const failure = failures[response.status] ?? "server";
	if (failure === "too-large" && (await problemType(response)).endsWith("account-full")) {
		return { ok: false, failure: "account-full" };
	}
	const seconds = Number(response.headers.get("retry-after"));
	if (!(seconds > 0 && seconds < 86_400)) return { ok: false, failure };
	return { ok: false, failure, after: seconds * 1000 };
}

async function problemType(response: Response): Promise<string> {
	try {
		const problem: unknown = await response.json();
		if (typeof problem !== "object" || problem === null || !("type" in problem)) return "";
		return typeof problem.type === "string" ? problem.type : "";
	} catch {
		return "";
	}
}
