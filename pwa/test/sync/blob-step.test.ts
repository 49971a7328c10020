// When which chunk is sent: decided without a network, a disk or a clock.
import { expect, test } from "vitest";
import {
	type Effect,
	type Event,
	type Job,
	type Outcome,
	type State,
	start,
	step,
} from "../../src/sync/blob-step.ts";

const blobOf = (id: string, chunks: number) => ({
	id,
	revision: "r",
	chunks,
	chunk: 262_144,
	bytes: chunks * 262_160,
});
const send = (id: string, chunks = 1): Job => ({ name: "send", blob: blobOf(id, chunks) });
const refer: Job = { name: "refer", revision: "r", blobs: ["a", "b"] };

const came = (outcome: Outcome, at = 0): Event => ({ name: "outcome", outcome, at, chance: 0.5 });
const planned = (...jobs: readonly Job[]) => came({ name: "planned", jobs });
const begun = (...missing: readonly number[]) => came({ name: "begun", missing });
const done = came({ name: "done" });
const failed = (failure: Extract<Outcome, { name: "failed" }>["failure"], after?: number, at = 0) =>
	came({ name: "failed", failure, after }, at);

/** What is done, in a few words, as these events come one after the other. */
function told(events: readonly Event[], from: State = start): readonly string[] {
	let state = from;
	return events.flatMap((event) => {
		const next = step(state, event);
		state = next.state;
		return next.effects.map(words);
	});
}

function after(events: readonly Event[]): State {
	return events.reduce((state, event) => step(state, event).state, start);
}

function words(effect: Effect): string {
	switch (effect.name) {
		case "act": {
			const { act } = effect;
			if (act.name === "put") return `put ${act.id}/${act.index}`;
			if (act.name === "begin") return `begin ${act.blob.id}`;
			return act.name === "refer" ? `refer ${act.blobs.join(" ")}` : act.name;
		}
		case "sent":
			return `sent ${blobsOf(effect.job)}`;
		case "refused":
			return `refused ${blobsOf(effect.job)}: ${effect.why}`;
		case "wait":
			return `wait ${effect.milliseconds}`;
	}
}

function blobsOf(job: Job): string {
	return job.name === "send" ? job.blob.id : job.blobs.join(" ");
}

const wake: Event = { name: "wake" };

test("[R87] a blob is begun, what is missing of it is sent, and that all is there is asked once more", () => {
	expect(told([wake, planned(send("a", 3)), begun(0, 2), done, done, begun()])).toEqual([
		"plan",
		"begin a",
		"put a/0",
		"put a/2",
		"begin a",
		"sent a",
	]);
});

test("one that the server has already is not sent again, and what follows comes in its order", () => {
	expect(
		told([wake, planned(send("a"), send("b"), refer), begun(), begun(0), done, begun(), done]),
	).toEqual([
		"plan",
		"begin a",
		"sent a",
		"begin b",
		"put b/0",
		"begin b",
		"sent b",
		"refer a b",
		"sent a b",
	]);
});

test("a server that takes all chunks and still lacks some is not believed for ever", () => {
	const all = [wake, planned(send("a", 2)), begun(0, 1), done, done, begun(1)];
	expect(told(all).at(-1)).toMatch(/^wait/);
	expect(after(all).trouble?.cause).toBe("server");
});

test("woken while at work, it looks once more what there is to do, once", () => {
	const all = [wake, wake, wake, planned(send("a")), begun()];
	expect(told([...all, planned()])).toEqual(["plan", "begin a", "sent a", "plan"]);
	expect(after([...all, planned()]).act).toBeUndefined();
});

test("a failure rests, longer each time, and at least as long as the server asks; then it begins from what is there", () => {
	const down = failed("unreachable");
	const waits = told([wake, down, wake, down, wake, down]).filter((one) => one.startsWith("wait"));
	const times = waits.map((one) => Number(one.slice(5)));
	expect(times).toEqual(times.toSorted((a, b) => a - b));
	expect(new Set(times).size).toBe(3);
	expect(told([wake, failed("busy", 120_000)]).at(-1)).toBe("wait 120000");
	const full = [wake, planned(send("a", 9)), begun(4, 5), failed("no-room", undefined, 7)];
	expect(after(full).trouble).toEqual({ cause: "no-room", since: 7 });
	expect(told([...full, wake]).at(-1)).toBe("plan");
	const through = [...full, wake, planned(send("a", 9)), begun(5), done, begun()];
	expect(after(through)).toEqual({ ...start });
});

test("a line that breaks after every few chunks is tried again as soon the tenth time as the first", () => {
	const broken = [wake, planned(send("a", 99)), begun(0, 1, 2), done, failed("unreachable")];
	const once = told(broken).at(-1);
	const often = Array.from({ length: 10 }, () => broken).flat();
	expect(told(often).at(-1)).toBe(once);
	const going = after([...often, wake, planned(send("a", 99)), begun(0, 1)]);
	expect(going.trouble?.cause).toBe("unreachable");
	expect(step(going, done).state.trouble).toBeUndefined();
});

test.each(["account-full", "too-large", "signed-out", "no-room"] as const)(
	"what stands in the way is named: %s",
	(cause) => {
		expect(after([wake, planned(send("a")), failed(cause)]).trouble?.cause).toBe(cause);
	},
);

test("a revision that was purged is told and passed over", () => {
	const all = [wake, planned(refer, send("b")), failed("purged"), begun()];
	expect(told(all)).toEqual(["plan", "refer a b", "refused a b: purged", "begin b", "sent b"]);
});

test("[R87] of several blobs of which the server has not all, each is referred alone, and what it does not have is passed over", () => {
	const all = [wake, planned(refer, send("c")), failed("unknown"), failed("unknown"), done];
	expect(told([...all, begun()])).toEqual([
		"plan",
		"refer a b",
		"refer a",
		"refused a: unknown",
		"refer b",
		"sent b",
		"begin c",
		"sent c",
	]);
});

test("[R87] a revision that the server does not know is referred again later", () => {
	const all = [wake, planned(refer, send("b")), failed("revision-unknown")];
	expect(told(all).at(-1)).toMatch(/^wait/);
	expect(after(all).trouble?.cause).toBe("server");
});

test("a server that has no place for blobs is asked again later, and that is said", () => {
	const all = [wake, planned(send("a")), failed("unknown")];
	expect(told(all).at(-1)).toMatch(/^wait/);
	expect(after(all).trouble?.cause).toBe("server");
});

test("a chunk that is not on this disk ends the sending of its blob alone", () => {
	const all = [
		wake,
		planned(send("a", 2), send("b")),
		begun(0, 1),
		came({ name: "lost" }),
		begun(),
	];
	expect(told(all)).toEqual(["plan", "begin a", "put a/0", "begin b", "sent b"]);
});

test("whatever comes in whatever order, nothing is sent twice at a time and it comes to rest", () => {
	let seed = 7;
	const dice = (of: number): number => {
		seed = (seed * 1_103_515_245 + 12_345) & 0x7fff_ffff;
		return (seed >> 16) % of;
	};
	for (let round = 0; round < 300; round += 1) {
		let state = step(start, wake).state;
		const pick = (): Event => {
			const act = state.act;
			const bad = dice(6) === 0;
			if (act === undefined) return wake;
			if (bad) return failed(dice(2) === 0 ? "unreachable" : "unknown");
			if (act.name === "plan") return planned(send("a", 3), send("b"), refer);
			return act.name === "begin" ? begun(...[0, 1].slice(dice(3))) : done;
		};
		for (let turn = 0; turn < 60; turn += 1) {
			const next = step(state, pick());
			expect(next.effects.filter(({ name }) => name === "act").length).toBeLessThan(2);
			// At rest or at work, never both.
			const acts = next.effects.some(({ name }) => name === "act");
			expect(acts || next.state.act === undefined || next.state === state).toBe(true);
			state = next.state;
		}
	}
});
