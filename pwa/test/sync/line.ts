// A server that gives the answers it is told to, and a memory of what it was asked.

import { encode } from "@msgpack/msgpack";

export const media = "application/vnd.msgpack";

export interface Asked {
	readonly path: string;
	readonly init: RequestInit;
}

/** A `fetch` that answers in turn; the last answer stays. */
export function line(...answers: readonly (() => Response | Promise<Response>)[]) {
	const asked: Asked[] = [];
	const fetcher: typeof fetch = async (path, init) => {
		asked.push({ path: String(path), init: init ?? {} });
		const answer = answers[Math.min(asked.length, answers.length) - 1];
		if (answer === undefined) throw new TypeError("no connection");
		return answer();
	};
	return { asked, fetcher };
}

export function packed(value: unknown, status = 200): () => Response {
	return () => new Response(encode(value), { status, headers: { "content-type": media } });
}

export function raw(body: BodyInit | null, type: string, init: ResponseInit = {}): () => Response {
	return () => new Response(body, { ...init, headers: { "content-type": type, ...init.headers } });
}

export function problem(
	status: number,
	type = "about:blank",
	headers: { readonly [name: string]: string } = {},
): () => Response {
	const body = JSON.stringify({ type, title: "no", status });
	return raw(body, "application/problem+json", { status, headers });
}
