// When to do which act of an exchange: a pure function of state and event. The runner beside it does the acts.

import type { Failure } from "./answer.ts";
import { backoff } from "./backoff.ts";
import type { Act, Outcome } from "./exchange.ts";
import type { Refusal, Withheld } from "./ports.ts";

export type Trouble = Exclude<Failure, "stale" | "busy" | "refused"> | Withheld | Refusal;

export interface State {
	/** What is being done; undefined at rest. */
	readonly act: Act | undefined;
	/** The server's last position while healing. */
	readonly from: number;
	/** Woken while at work: one more round follows, and begins so. */
	readonly again: "pull" | "look" | undefined;
	/** Acts that are tried once a round. */
	readonly tried: readonly Act[];
	/** Rounds that failed in a row. */
	readonly failures: number;
	/** Times in this round that another device was faster. */
	readonly late: number;
	/** Why the newest words are not backed up, and since when (milliseconds since 1970). */
	readonly trouble: { readonly cause: Trouble; readonly since: number } | undefined;
	/** True while the server has not said that it holds what was sent, or has to be sent again. */
	readonly unseen: boolean;
	/** The last pull lacked something. */
	readonly withheld: boolean;
	/** When everything was last seen in a verified head. */
	readonly evenAt: number | undefined;
	/** Sync has stopped for good until people act. */
	readonly frozen: boolean;
}

export type Event =
	/** Opened, came to the front, saved, back online, a timer; or (`look`) a word that the head moved. */
	| { readonly name: "wake"; readonly act: "pull" | "look" }
	| {
			readonly name: "outcome";
			readonly outcome: Outcome;
			readonly at: number;
			readonly chance: number;
	  };

export type Effect =
	| { readonly name: "act"; readonly act: Act }
	| { readonly name: "wait"; readonly milliseconds: number }
	| { readonly name: "tell"; readonly what: News };

/** `logged-in`: the server knew nothing of a session, as it does after a backup was put back. */
export type News = "healed" | "logged-in" | Refusal;

export interface Step {
	readonly state: State;
	readonly effects: readonly Effect[];
}

export const start: State = {
	act: undefined,
	from: 0,
	again: undefined,
	tried: [],
	failures: 0,
	late: 0,
	trouble: undefined,
	unseen: false,
	withheld: false,
	evenAt: undefined,
	frozen: false,
};

/** Another device faster than this often in one round: leave it some room. */
const tooLate = 8;

export function step(state: State, event: Event): Step {
	if (state.frozen) return { state, effects: [] };
	if (event.name === "wake") {
		const again = state.again === "pull" ? "pull" : event.act;
		if (state.act !== undefined) return { state: { ...state, again }, effects: [] };
		return go(begun(state), event.act);
	}
	return settle(state, event.outcome, event.at, event.chance);
}

function settle(state: State, outcome: Outcome, at: number, chance: number): Step {
	switch (outcome.name) {
		case "more":
			return go(state, "pull");
		case "moved":
			return state.act === "push" ? late(state, at, chance) : go(state, "pull");
		case "even":
			return state.act === "heal" ? go(state, "pull") : even(state);
		case "behind":
			return behind(state, outcome.seq, at, chance);
		case "parted":
			return parted(state, at, chance);
		case "adopted":
			return adopted(state, outcome.healed);
		case "pushed":
			return pushed({ ...state, unseen: true }, outcome.seq);
		case "nothing":
			return nothing(state, at, chance);
		case "logged-in":
			return told(go(state, "pull"), "logged-in");
		case "registered":
			return go({ ...state, tried: ["hear", "register"] }, "login");
		case "failed":
			return failed(state, outcome.failure, at, chance, outcome.after);
		case "withheld":
			return withheld(state, at, chance);
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
	return failure === "stale" ? late(state, at, chance) : rest(state, failure, at, chance, after);
}

/** Another device was faster, or the server says so: what it has comes first. */
function late(state: State, at: number, chance: number): Step {
	if (state.late >= tooLate) return rest(state, "server", at, chance);
	return go({ ...state, late: state.late + 1 }, "pull");
}

/** Once a round: a server that takes it and still does not have it is not believed a second time. */
function behind(state: State, from: number, at: number, chance: number): Step {
	const unseen = { ...state, unseen: true };
	if (state.tried.includes("heal")) return rest(unseen, "server", at, chance);
	return go({ ...unseen, from, tried: [...state.tried, "heal"] }, "heal");
}

/** Another branch: it is brought together with what is here (R75). Branches that change faster than that are left for later. */
function parted(state: State, at: number, chance: number): Step {
	const unseen = { ...state, unseen: true };
	if (state.late >= tooLate) return rest(unseen, "server", at, chance);
	return go({ ...unseen, late: state.late + 1 }, "adopt");
}

/** Whether the server still has it, or has taken what waits, is asked before it is said. */
function adopted(state: State, healed: "linked" | "waits" | undefined): Step {
	if (healed === undefined) return go(state, "pull");
	return go({ ...state, tried: [...state.tried, healed === "linked" ? "heal" : "adopt"] }, "pull");
}

function pushed(state: State, seq: number): Step {
	return state.act === "heal" ? go({ ...state, from: seq }, "heal") : go(state, "push");
}

/** All was sent. Whether the server has it is asked before it is said. */
function nothing(state: State, at: number, chance: number): Step {
	if (state.act === "register") return rest(state, "signed-out", at, chance);
	return state.unseen ? go(state, "look") : finished(state, at);
}

/** No session: log in. No such login: this device was removed, or the server has lost the account, so register it again, once. */
function signedOut(state: State, at: number, chance: number): Step {
	const next = doorAfter(state.act);
	if (state.tried.includes(next)) return rest(state, "signed-out", at, chance);
	return go({ ...state, tried: [...state.tried, next] }, next);
}

function doorAfter(act: Act | undefined): Act {
	if (act === "login") return "hear";
	return act === "hear" ? "register" : "login";
}

/** Once it may be a device that heals at this moment (R46); twice in a row it is the server. */
function withheld(state: State, at: number, chance: number): Step {
	if (state.withheld) return told(rest(state, "tampered", at, chance), "tampered");
	return rest({ ...state, withheld: true }, "withheld", at, chance);
}

function go(state: State, act: Act): Step {
	return { state: { ...state, act }, effects: [{ name: "act", act }] };
}

/** The server has all that this device has. Only now it is said that it was healed. */
function even(state: State): Step {
	const wasHealed = state.tried.includes("heal");
	const tried = state.tried.filter((act) => act !== "heal");
	const next = go({ ...state, unseen: false, withheld: false, tried }, "push");
	return wasHealed ? told(next, "healed") : next;
}

/** A new round. What a branch lacked, and was sealed again, is told once all of it was sent, in whichever round. */
function begun(state: State): State {
	return { ...state, tried: state.tried.filter((act) => act === "adopt"), late: 0 };
}

function finished(state: State, at: number): Step {
	const even = { ...state, failures: 0, trouble: undefined, evenAt: at, tried: [] };
	const next: Step = state.again
		? go({ ...even, again: undefined, late: 0 }, state.again)
		: { state: { ...even, act: undefined }, effects: [] };
	return state.tried.includes("adopt") ? told(next, "healed") : next;
}

function rest(state: State, cause: Trouble, at: number, chance: number, asked?: number): Step {
	const failures = state.failures + 1;
	const since = state.trouble?.since ?? at;
	return {
		state: { ...state, act: undefined, again: undefined, failures, trouble: { cause, since } },
		effects: [{ name: "wait", milliseconds: backoff(failures, chance, asked) }],
	};
}

function frozen(state: State, cause: Refusal, at: number): Step {
	const trouble = { cause, since: state.trouble?.since ?? at };
	const stopped = { ...state, act: undefined, again: undefined, frozen: true, trouble };
	return { state: stopped, effects: [{ name: "tell", what: cause }] };
}

function told({ state, effects }: Step, what: News): Step {
	return { state, effects: [{ name: "tell", what }, ...effects] };
}
