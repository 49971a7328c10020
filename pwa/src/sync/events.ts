// When to listen to the server's event stream: a pure function of state and event. The runner beside it (`listening.ts`) listens.
// Nothing is read from the stream but that something moved; what moved is asked for and verified like everything else.

import type { Failure } from "./answer.ts";
import { backoff } from "./backoff.ts";

export type State =
	/** Nobody is here to see what changes: nothing is open and nothing asks. */
	| { readonly name: "off" }
	| {
			readonly name: "listening";
			readonly since: number;
			/** A byte has come: nothing on the way holds the stream back. */
			readonly heard: boolean;
			/** Without a byte until then it counts as dead. */
			readonly dueAt: number;
			/** Streams that broke in a row. */
			readonly failures: number;
	  }
	| {
			readonly name: "resting";
			/** When the stream is tried again. */
			readonly until: number;
			readonly dueAt: number;
			/** The server can be reached, only not listened to: it is asked now and then. */
			readonly asks: boolean;
			readonly failures: number;
	  };

/** `at` is milliseconds since 1970. */
export type Event =
	/** A person looks, and the server answers. */
	| { readonly name: "come"; readonly at: number }
	/** Out of sight, locked, or stopped. */
	| { readonly name: "leave" }
	/** Bytes came, and what they say. */
	| { readonly name: "heard"; readonly at: number; readonly said: Said }
	/** The server ended the stream, as it does after a while. */
	| { readonly name: "ended"; readonly at: number; readonly chance: number }
	| {
			readonly name: "failed";
			readonly failure: Failure;
			readonly after: number | undefined;
			readonly at: number;
			readonly chance: number;
	  }
	/** The time that was waited for has come. */
	| { readonly name: "due"; readonly at: number; readonly chance: number };

/** That the head moved; that it is the one this device holds; or only that the line holds. */
export type Said = "moved" | "same" | "nothing";

export type Effect =
	| { readonly name: "open" }
	| { readonly name: "close" }
	/** Asks whether the head has moved. */
	| { readonly name: "look" }
	/** Replaces what was waited for before. */
	| { readonly name: "wait"; readonly milliseconds: number };

export interface Step {
	readonly state: State;
	readonly effects: readonly Effect[];
}

export const start: State = { name: "off" };

/** The server says something every 25 s. */
const silence = 40_000;
/** Between two questions where no stream comes through. */
const asking = 30_000;
/** Until a stream that was held back on its way is tried again. */
const heldBack = 5 * 60_000;
/** A stream that ends sooner than this did not end in good order. */
const least = 10_000;
/** A timer this late was asleep, and everything on the network with it. */
const slept = 10_000;

export function step(state: State, event: Event): Step {
	switch (event.name) {
		case "leave":
			return { state: start, effects: [{ name: "close" }] };
		case "come":
			return state.name === "off" ? open(event.at, 0) : still(state);
		case "due":
			return due(state, event.at, event.chance);
		default:
			return state.name === "listening" ? hear(state, event) : still(state);
	}
}

type Listening = Extract<State, { name: "listening" }>;
type Told = Extract<Event, { name: "heard" | "ended" | "failed" }>;

function hear(state: Listening, event: Told): Step {
	const { at } = event;
	const lasted = at - state.since >= least;
	if (event.name === "heard") return heard(state, at, event.said);
	if (event.name === "ended" && lasted) return open(at, 0);
	const failure = event.name === "ended" ? "server" : event.failure;
	const asked = event.name === "ended" ? undefined : event.after;
	return fail(
		{ ...state, failures: lasted ? 0 : state.failures },
		failure,
		at,
		event.chance,
		asked,
	);
}

/** The first byte asks too, unless it says that nothing has moved before the stream was open. */
function heard(state: Listening, at: number, said: Said): Step {
	const asks: readonly Effect[] =
		said === "moved" || (!state.heard && said === "nothing") ? [{ name: "look" }] : [];
	const next = { ...state, heard: true, dueAt: at + silence };
	return { state: next, effects: [...asks, { name: "wait", milliseconds: silence }] };
}

function due(state: State, at: number, chance: number): Step {
	if (state.name === "off") return still(state);
	const wasAsleep = at > state.dueAt + slept || at < state.dueAt - slept;
	if (state.name === "resting") {
		if (wasAsleep || at >= state.until) return open(at, state.failures);
		return rest(state, at, state.asks ? [{ name: "look" }] : []);
	}
	const close: Effect = { name: "close" };
	if (wasAsleep) {
		const { state: next, effects } = open(at, 0);
		return { state: next, effects: [close, { name: "look" }, ...effects] };
	}
	if (state.heard) {
		const { state: next, effects } = fail(state, "unreachable", at, chance);
		return { state: next, effects: [close, ...effects] };
	}
	const resting = { until: at + heldBack, asks: true, failures: state.failures };
	return rest(resting, at, [close, { name: "look" }]);
}

function open(at: number, failures: number): Step {
	const state = { since: at, heard: false, dueAt: at + silence, failures };
	return {
		state: { name: "listening", ...state },
		effects: [{ name: "open" }, { name: "wait", milliseconds: silence }],
	};
}

/** Without a session the question signs in. */
function fail(state: Listening, failure: Failure, at: number, chance: number, asked = 0): Step {
	const failures = state.failures + 1;
	const until = at + backoff(failures, chance, asked);
	const asks = failure !== "unreachable";
	const look: readonly Effect[] = failure === "signed-out" ? [{ name: "look" }] : [];
	return rest({ until, asks, failures }, at, look);
}

type Rest = Pick<Extract<State, { name: "resting" }>, "until" | "asks" | "failures">;

function rest({ until, asks, failures }: Rest, at: number, effects: readonly Effect[]): Step {
	const milliseconds = Math.min(until - at, asking);
	return {
		state: { name: "resting", until, asks, failures, dueAt: at + milliseconds },
		effects: [...effects, { name: "wait", milliseconds }],
	};
}

function still(state: State): Step {
	return { state, effects: [] };
}
