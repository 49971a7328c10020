// Judging many signatures away from the page, which goes on meanwhile. What the worker does not answer clearly, the page judges itself:
// no signature counts as verified but by a verdict on it.

import type { Bytes } from "../../../crypto/ts/brands.ts";
import { type Verify, verifier } from "../../../crypto/ts/ed25519.ts";
import { type Kind, kinds, Refused } from "../../../crypto/ts/errors.ts";

export interface Judge {
	readonly verify: Verify;
	/** Ends the worker. What is asked from then on is judged here. */
	end(): void;
}

/** One signature. */
export interface Check {
	readonly publicKey: Bytes;
	readonly message: Bytes;
	readonly signature: Bytes;
}

/** A worker, as far as it is asked. */
export type Bench = Pick<Worker, "addEventListener" | "postMessage" | "terminate">;

interface Asked extends Check {
	resolve(): void;
	reject(error: unknown): void;
}

/** So many are sent together, or as many as there are when `soon` calls. */
const handful = 128;

/** `bench` runs `judge.worker.ts`; `soon` calls back in a moment. */
export function judgeIn(bench: Bench, soon: (work: () => void) => void): Judge {
	const own = verifier();
	const under = new Map<number, readonly Asked[]>();
	let waiting: Asked[] = [];
	let last = 0;
	let isOver = false;
	const judgeHere = (asked: readonly Asked[]): void => {
		for (const { publicKey, message, signature, resolve, reject } of asked) {
			own(publicKey, message, signature).then(resolve, reject);
		}
	};
	const send = (): void => {
		if (waiting.length === 0) return;
		last += 1;
		under.set(last, waiting);
		const checks = waiting.map(({ publicKey, message, signature }): Check => {
			return { publicKey, message, signature };
		});
		waiting = [];
		bench.postMessage({ number: last, checks });
	};
	const giveUp = (): void => {
		isOver = true;
		const left = [...under.values()].flat();
		under.clear();
		judgeHere([...left, ...waiting]);
		waiting = [];
	};
	bench.addEventListener("error", giveUp);
	bench.addEventListener("message", ({ data }: { readonly data: unknown }) => {
		const { number, verdicts } = readAnswer(data);
		const asked = under.get(number);
		under.delete(number);
		for (const [at, one] of (asked ?? []).entries()) settle(one, verdicts[at], judgeHere);
	});
	return {
		verify: (publicKey, message, signature) =>
			new Promise((resolve, reject) => {
				const one = { publicKey, message, signature, resolve, reject };
				if (isOver) return judgeHere([one]);
				if (waiting.push(one) === handful) send();
				else if (waiting.length === 1) soon(send);
			}),
		end() {
			bench.terminate();
			giveUp();
		},
	};
}

function settle(
	asked: Asked,
	verdict: unknown,
	judgeHere: (asked: readonly Asked[]) => void,
): void {
	const kind = kinds.find((one) => one === verdict);
	if (verdict === null) asked.resolve();
	else if (kind === undefined) judgeHere([asked]);
	else asked.reject(new Refused(kind, "it does not verify"));
}

function readAnswer(data: unknown): {
	readonly number: number;
	readonly verdicts: readonly unknown[];
} {
	const none = { number: 0, verdicts: [] };
	if (typeof data !== "object" || data === null) return none;
	if (!("number" in data && "verdicts" in data)) return none;
	const { number, verdicts } = data;
	return typeof number === "number" && Array.isArray(verdicts) ? { number, verdicts } : none;
}

/** What the worker answers: for each check null, or the kind of refusal. Throws what is no refusal. */
export async function verdictsOn(
	checks: readonly Check[],
	judge: Verify,
): Promise<readonly (Kind | null)[]> {
	return Promise.all(
		checks.map(({ publicKey, message, signature }) =>
			judge(publicKey, message, signature).then(
				() => null,
				(error: unknown) => {
					if (error instanceof Refused) return error.kind;
					throw error;
				},
			),
		),
	);
}
