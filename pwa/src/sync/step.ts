// When to do which act of an exchange: a pure function of state and event. The runner beside it does the acts.

import type { Failure } from "./answer.ts";
import { backoff } from "./backoff.ts";
import type { Act, Outcome } from "./exchange.ts";
import type { Refusal } from "./ports.ts";

export type Trouble = Exclude<Failure, "stale" | "busy" | "refused"> | Refusal;

export interface State {
	/** What is being done; undefined at rest. */
	readonly act: Act | undefined;
	/** The server's last position while healing. */
	readonly from: number;
	/** Woken while at work: one more round follows. */
	readonly again: boolean;
	/** Acts that are tried once a round. */
	readonly tried: readonly Act[];
	/** Rounds that failed in a row. */
	readonly failures: number;
	/** Times in this round that another device was faster. */
	readonly late: number;
	/** Why the newest words are not backed up, and since when (milliseconds since 1970). */
	readonly trouble: { readonly cause: Trouble; readonly since: number } | undefined;
	/** When everything was last seen in a verified head. */
	readonly evenAt: number | undefined;
	/** Sync has stopped for good until people act. */
	readonly frozen: boolean;
}

export type Event =
	/** Opened, came to the front, saved, back online, or a timer. */
	| { readonly name: "wake"; readonly at: number }
	| {
			readonly name: "outcome";
			readonly outcome: Outcome;
			readonly at: number;
			readonly chance: number;
	  };

export type Effect =
	| { readonly name: "act"; readonly act: Act }
	| { readonly name: "wait"; readonly milliseconds: number }
	| { readonly name: "tell"; readonly what: "healed" | Refusal };

export interface Step {
	readonly state: State;
	readonly effects: readonly Effect[];
}

export const start: State = {
	act: undefined,
	from: 0,
	again: false,
	tried: [],
	failures: 0,
	late: 0,
	trouble: undefined,
	evenAt: undefined,
	frozen: false,
};

/** Another device faster than this often in one round: leave it some room. */
const tooLate = 8;

export function step(state: State, event: Event): Step {
	if (state.frozen) return { state, effects: [] };
	if (event.name === "wake") {
		if (state.act !== undefined) return { state: { ...state, again: true }, effects: [] };
		return go({ ...state, tried: [], late: 0 }, "pull");
	}
	return settle(state, event.outcome, event.at, event.chance);
}

function settle(state: State, outcome: Outcome, at: number, chance: number): Step {
	switch (outcome.name) {
		case "more":
			return go(state, "pull");
		case "even":
			return state.act === "heal" ? healed(state) : go(state, "push");
		case "behind":
			return go({ ...state, from: outcome.seq }, "heal");
		case "pushed":
			return state.act === "heal" ? go({ ...state, from: outcome.seq }, "heal") : go(state, "push");
		case "nothing":
			return state.act === "register" ? rest(state, "signed-out", at, chance) : finished(state, at);
		case "logged-in":
			return go(state, "pull");
		case "registered":
			return go({ ...state, tried: ["register"] }, "login");
		case "failed":
			return failed(state, outcome.failure, at, chance, outcome.after);
		case "tampered":
			return told(rest(state, "tampered", at, chance), "tampered");
		default:
			return frozen(state, outcome.name, at);
	}
}

function failed(
	state: State,
	failure: Failure,
	at: number,
	chance: number,
	after: number | undefined,
): Step {
	if (failure === "signed-out") return signedOut(state, at, chance);
	if (failure === "refused") return rest(state, "signed-out", at, chance);
	if (failure === "busy") return rest(state, "server", at, chance, after);
	if (failure !== "stale") return rest(state, failure, at, chance, after);
	if (state.late >= tooLate) return rest(state, "server", at, chance);
	return go({ ...state, late: state.late + 1 }, "pull");
}

/** No session: log in. No such login: the server may have lost the account, so register it again, once. */
function signedOut(state: State, at: number, chance: number): Step {
	const next: Act = state.act === "login" ? "register" : "login";
	if (state.tried.includes(next)) return rest(state, "signed-out", at, chance);
	return go({ ...state, tried: [...state.tried, next] }, next);
}

function go(state: State, act: Act): Step {
	return { state: { ...state, act }, effects: [{ name: "act", act }] };
}

function healed(state: State): Step {
	return told(go(state, "pull"), "healed");
}

function finished(state: State, at: number): Step {
	const even = { ...state, failures: 0, trouble: undefined, evenAt: at };
	if (state.again) return go({ ...even, again: false, tried: [], late: 0 }, "pull");
	return { state: { ...even, act: undefined }, effects: [] };
}

function rest(state: State, cause: Trouble, at: number, chance: number, asked?: number): Step {
	const failures = state.failures + 1;
	const since = state.trouble?.since ?? at;
	return {
		state: { ...state, act: undefined, again: false, failures, trouble: { cause, since } },
		effects: [{ name: "wait", milliseconds: backoff(failures, chance, asked) }],
	};
}

function frozen(state: State, cause: Refusal, at: number): Step {
	const trouble = { cause, since: state.trouble?.since ?? at };
	const stopped = { ...state, act: undefined, again: false, frozen: true, trouble };
	return { state: stopped, effects: [{ name: "tell", what: cause }] };
}

function told({ state, effects }: Step, what: "healed" | Refusal): Step {
	return { state, effects: [{ name: "tell", what }, ...effects] };
}
