// The fast suite's answers, in place of the platform's: their bytes are there, and come in one piece. What waits on this machine's own
// clock waits for ever: a history has a clock that is moved by hand.

import { afterAll } from "vitest";

interface Said {
	readonly status?: number;
	readonly headers?: { readonly [name: string]: string };
}

/** The part of Response that is used. */
class Answer {
	readonly status: number;
	readonly ok: boolean;
	readonly headers: { get(name: string): string | null };
	readonly body: { getReader(): Reader } | null;
	readonly #bytes: Uint8Array;

	constructor(body: Uint8Array | string | null = null, { status = 200, headers = {} }: Said = {}) {
		this.status = status;
		this.ok = status < 300;
		this.headers = { get: (name) => headers[name] ?? null };
		this.#bytes = typeof body === "string" ? Buffer.from(body) : (body ?? new Uint8Array());
		this.body = body === null ? null : { getReader: () => new Reader(this.#bytes) };
	}

	async json(): Promise<unknown> {
		return JSON.parse(Buffer.from(this.#bytes).toString());
	}

	async arrayBuffer(): Promise<ArrayBuffer> {
		return new Uint8Array(this.#bytes).buffer;
	}
}

class Reader {
	#left: Uint8Array | undefined;

	constructor(bytes: Uint8Array) {
		this.#left = bytes;
	}

	async read(): Promise<{ readonly done: boolean; readonly value: Uint8Array | undefined }> {
		const value = this.#left;
		this.#left = undefined;
		return { done: value === undefined, value };
	}

	async cancel(): Promise<void> {
		this.#left = undefined;
	}
}

const never = new AbortController().signal;
const { Response: response } = globalThis;
const { timeout } = AbortSignal;

function put(answer: unknown, waits: unknown): void {
	Object.defineProperty(globalThis, "Response", { value: answer, configurable: true });
	Object.defineProperty(AbortSignal, "timeout", { value: waits, configurable: true });
}

put(Answer, () => never);
// Other files may follow in the same process.
afterAll(() => put(response, timeout));
