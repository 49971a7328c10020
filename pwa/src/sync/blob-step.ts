// When to send which chunk of which blob: a pure function of state and event. The runner beside it (`blob-runner.ts`) sends.
// Words come first: nothing of this begins before all that waits in the log was sent.

import { backoff } from "./backoff.ts";
import type { Begun, BlobFailure } from "./blob-transport.ts";

/** One thing that the server is to have, or to be told (R87). */
export type Job = { readonly name: "send"; readonly blob: Begun } | Refer;

interface Refer {
	readonly name: "refer";
	readonly revision: string;
	readonly blobs: readonly string[];
}

/** Why it does not get through. */
export type BlobTrouble =
	| "unreachable"
	| "server"
	| "signed-out"
	| "account-full"
	| "too-large"
	| "no-room";

export interface State {
	/** What is to be done, the first of them now. */
	readonly jobs: readonly Job[];
	readonly act: Act | undefined;
	/** The chunks that the server lacks of the blob that is being sent. */
	readonly missing: readonly number[];
	/** All of them were sent once: a server that still lacks some is not believed. */
	readonly sent: boolean;
	/** Woken while at work: what there is to do is looked up once more. */
	readonly again: boolean;
	readonly failures: number;
	/** `since` is milliseconds since 1970. */
	readonly trouble: { readonly cause: BlobTrouble; readonly since: number } | undefined;
}

export type Act =
	/** Looks up what there is to do. */
	| { readonly name: "plan" }
	| { readonly name: "begin"; readonly blob: Begun }
	| { readonly name: "put"; readonly id: string; readonly index: number }
	| Refer;

export type Outcome =
	| { readonly name: "planned"; readonly jobs: readonly Job[] }
	| { readonly name: "begun"; readonly missing: readonly number[] }
	| { readonly name: "done" }
	/** The chunk is not on this disk: what it is of goes on without this device. */
	| { readonly name: "lost" }
	| { readonly name: "failed"; readonly failure: BlobFailure; readonly after: number | undefined };

/** `at` is milliseconds since 1970. */
export type Event =
	| { readonly name: "wake" }
	| {
			readonly name: "outcome";
			readonly outcome: Outcome;
			readonly at: number;
			readonly chance: number;
	  };

export type Effect =
	| { readonly name: "act"; readonly act: Act }
	/** The server has all of it. */
	| { readonly name: "sent"; readonly job: Job }
	/** The server does not have the one blob that it was to be told of, or knows the revision no more. */
	| { readonly name: "refused"; readonly job: Job; readonly why: "unknown" | "purged" }
	| { readonly name: "wait"; readonly milliseconds: number };

export interface Step {
	readonly state: State;
	readonly effects: readonly Effect[];
}

export const start: State = {
	jobs: [],
	act: undefined,
	missing: [],
	sent: false,
	again: false,
	failures: 0,
	trouble: undefined,
};

export function step(state: State, event: Event): Step {
	if (event.name === "wake") {
		return state.act === undefined ? go(state, { name: "plan" }) : still({ ...state, again: true });
	}
	const { outcome, at, chance } = event;
	switch (outcome.name) {
		case "planned":
			return next({ ...state, jobs: outcome.jobs });
		case "begun":
			return begun({ ...state, missing: outcome.missing }, at, chance);
		case "done":
			return done(state);
		case "lost":
			return next({ ...state, jobs: state.jobs.slice(1) });
		case "failed":
			return failed(state, outcome.failure, at, chance, outcome.after);
	}
}

/** The first of what is to be done; at the end of it, once more what came meanwhile. */
function next(state: State): Step {
	const [job] = state.jobs;
	const fresh = { ...state, missing: [], sent: false };
	if (job?.name === "send") return go(fresh, { name: "begin", blob: job.blob });
	if (job !== undefined) return go(fresh, job);
	const rested = { ...fresh, failures: 0, trouble: undefined, again: false };
	return state.again ? go(rested, { name: "plan" }) : still({ ...rested, act: undefined });
}

function begun(state: State, at: number, chance: number): Step {
	const [job] = state.jobs;
	const [index] = state.missing;
	if (job?.name !== "send") return next(state);
	if (index === undefined) return told(next({ ...state, jobs: state.jobs.slice(1) }), job);
	if (state.sent) return rest(state, "server", at, chance);
	return go(state, { name: "put", id: job.blob.id, index });
}

/** Behind the last chunk it is asked whether all are there. */
function done(state: State): Step {
	const [job] = state.jobs;
	if (job === undefined) return next(state);
	if (job.name === "refer") return told(next({ ...state, jobs: state.jobs.slice(1) }), job);
	const missing = state.missing.slice(1);
	const [index] = missing;
	// What got through ends a row of failures: a line that breaks often is not left alone for longer each time.
	const through = { ...state, missing, failures: 0, trouble: undefined };
	if (index !== undefined) return go(through, { name: "put", id: job.blob.id, index });
	return go({ ...through, sent: true }, { name: "begin", blob: job.blob });
}

function failed(
	state: State,
	failure: BlobFailure,
	at: number,
	chance: number,
	after: number | undefined,
): Step {
	const [job, ...others] = state.jobs;
	const isUnknown = failure === "unknown" && job?.name === "refer";
	// It refers all of them or none: those that it does have are not to wait for the others.
	if (isUnknown && job.blobs.length > 1) return next({ ...state, jobs: [...each(job), ...others] });
	// A server that knows nothing of a revision which the log holds, or of blobs, is asked again later.
	const why = failure === "purged" || isUnknown ? failure : undefined;
	if (why === undefined || job === undefined)
		return rest(state, causes[failure], at, chance, after);
	const passed = next({ ...state, jobs: others });
	return { ...passed, effects: [{ name: "refused", job, why }, ...passed.effects] };
}

function each({ name, revision, blobs }: Refer): readonly Refer[] {
	return blobs.map((blob) => ({ name, revision, blobs: [blob] }));
}

const causes: { readonly [failure in BlobFailure]: BlobTrouble } = {
	unreachable: "unreachable",
	busy: "server",
	"signed-out": "signed-out",
	refused: "signed-out",
	stale: "server",
	"account-full": "account-full",
	"too-large": "too-large",
	server: "server",
	unknown: "server",
	"revision-unknown": "server",
	purged: "server",
	taken: "server",
	"no-room": "no-room",
};

function rest(state: State, cause: BlobTrouble, at: number, chance: number, asked?: number): Step {
	const failures = state.failures + 1;
	const since = state.trouble?.since ?? at;
	return {
		state: { ...start, failures, trouble: { cause, since } },
		effects: [{ name: "wait", milliseconds: backoff(failures, chance, asked) }],
	};
}

function go(state: State, act: Act): Step {
	return { state: { ...state, act }, effects: [{ name: "act", act }] };
}

function still(state: State): Step {
	return { state, effects: [] };
}

function told({ state, effects }: Step, job: Job): Step {
	return { state, effects: [{ name: "sent", job }, ...effects] };
}
