import { expect, test } from "vitest";
import { backoff } from "../../src/sync/backoff.ts";
import type { Act, Outcome } from "../../src/sync/exchange.ts";
import { type Effect, type State, start, step } from "../../src/sync/step.ts";

const failed = (failure: "unreachable" | "signed-out" | "stale" | "server"): Outcome => ({
	name: "failed",
	failure,
	after: undefined,
});

const healed = { name: "tell", what: "healed" };

/** Wakes a machine and answers each act in turn; gives the acts, all effects and the last state. */
function play(outcomes: readonly Outcome[], from: State = start) {
	let { state, effects } = step(from, { name: "wake", act: "pull" });
	const all: Effect[] = [...effects];
	for (const outcome of outcomes) {
		({ state, effects } = step(state, { name: "outcome", outcome, at: 2, chance: 0 }));
		all.push(...effects);
	}
	const acts: Act[] = all.flatMap((effect) => (effect.name === "act" ? [effect.act] : []));
	return { state, effects: all, acts };
}

test("a round pulls, pushes what waits, asks whether the server has it, and rests even", () => {
	const { acts, state } = play([
		{ name: "more" },
		{ name: "even" },
		{ name: "pushed", seq: 3 },
		{ name: "nothing" },
		{ name: "even" },
		{ name: "nothing" },
	]);
	expect(acts).toEqual(["pull", "pull", "push", "push", "look", "push"]);
	expect(state).toMatchObject({ act: undefined, evenAt: 2, trouble: undefined });
});

test("a wake during a round is one more round after it, not a second one beside it", () => {
	const busy = step(step(start, { name: "wake", act: "pull" }).state, {
		name: "wake",
		act: "pull",
	});
	expect(busy.effects).toEqual([]);
	const outcomes: Outcome[] = [{ name: "even" }, { name: "nothing" }];
	let state = busy.state;
	for (const outcome of outcomes) {
		({ state } = step(state, { name: "outcome", outcome, at: 2, chance: 0 }));
	}
	expect(state).toMatchObject({ act: "pull", again: undefined });
});

test("without a session it logs in once and goes on", () => {
	const { acts, effects } = play([failed("signed-out"), { name: "logged-in" }, { name: "even" }]);
	expect(acts).toEqual(["pull", "login", "pull", "push"]);
	expect(effects).toContainEqual({ name: "tell", what: "logged-in" });
});

test("[R46] an account newer than the backup registers itself again, once", () => {
	const { acts, state } = play([
		failed("signed-out"),
		failed("signed-out"),
		failed("signed-out"),
		{ name: "registered" },
		failed("signed-out"),
	]);
	expect(acts).toEqual(["pull", "login", "hear", "register", "login"]);
	expect(state.trouble).toEqual({ cause: "signed-out", since: 2 });
});

test("a device whose log-in is refused asks whether it was removed, and then asks for nothing more", () => {
	const { acts, state, effects } = play([
		failed("signed-out"),
		failed("signed-out"),
		{ name: "removed" },
	]);
	expect(acts).toEqual(["pull", "login", "hear"]);
	expect(effects).toContainEqual({ name: "tell", what: "removed" });
	expect(step(state, { name: "wake", act: "pull" }).effects).toEqual([]);
});

test("[R39] a stale link is pulled over and sent again, and a race that does not end gives way", () => {
	const round: Outcome[] = [{ name: "even" }, failed("stale")];
	const { acts } = play([...round, { name: "even" }]);
	expect(acts).toEqual(["pull", "push", "pull", "push"]);
	const lost = play(Array.from({ length: 10 }, () => round).flat());
	expect(lost.state).toMatchObject({ act: undefined, trouble: { cause: "server" } });
});

test("[R46] a server that is behind gets each missing link again, and then it is told", () => {
	const { acts, effects } = play([
		{ name: "behind", seq: 4 },
		{ name: "pushed", seq: 5 },
		{ name: "pushed", seq: 6 },
		{ name: "even" },
		{ name: "even" },
	]);
	expect(acts).toEqual(["pull", "heal", "heal", "heal", "pull", "push"]);
	expect(effects).toContainEqual({ name: "tell", what: "healed" });
});

test("a word that the head moved asks for the head, and pulls only if it did", () => {
	const looking = step(start, { name: "wake", act: "look" }).state;
	const told = (name: "even" | "moved") =>
		step(looking, { name: "outcome", outcome: { name }, at: 2, chance: 0 }).state.act;
	expect(told("even")).toBe("push");
	expect(told("moved")).toBe("pull");
	const busy = step(looking, { name: "wake", act: "pull" }).state;
	expect(step(busy, { name: "wake", act: "look" }).state.again).toBe("pull");
});

test("a server that takes what it is sent and does not have it is not believed", () => {
	const { acts, effects, state } = play([
		{ name: "even" },
		{ name: "pushed", seq: 5 },
		{ name: "nothing" },
		{ name: "moved" },
		{ name: "behind", seq: 4 },
		{ name: "pushed", seq: 5 },
		{ name: "even" },
		{ name: "behind", seq: 4 },
	]);
	expect(acts).toEqual(["pull", "push", "push", "look", "pull", "heal", "heal", "pull"]);
	expect(effects).not.toContainEqual({ name: "tell", what: "healed" });
	expect(state).toMatchObject({ act: undefined, unseen: true, trouble: { cause: "server" } });
});

test("a server that names another head than that of the link it took does not keep a device busy", () => {
	const round: Outcome[] = [{ name: "even" }, { name: "moved" }];
	const { state } = play(Array.from({ length: 10 }, () => round).flat());
	expect(state).toMatchObject({ act: undefined, trouble: { cause: "server" } });
});

test("[R35] what lacks something once may be a device that heals; twice in a row it is the server", () => {
	const once = play([{ name: "withheld" }]);
	expect(once.effects.map(({ name }) => name)).toEqual(["act", "wait"]);
	expect(once.state.trouble?.cause).toBe("withheld");
	const twice = play([{ name: "withheld" }], once.state);
	expect(twice.effects).toContainEqual({ name: "tell", what: "tampered" });
	const between = play([{ name: "even" }, { name: "nothing" }], once.state);
	expect(play([{ name: "withheld" }], between.state).state.trouble?.cause).toBe("withheld");
});

test("[R77] another branch is brought together, and told once the head was seen again", () => {
	const brought = (healed: "linked" | "waits" | undefined) =>
		play([{ name: "parted" }, { name: "adopted", healed }, { name: "even" }]);
	expect(brought("linked").acts).toEqual(["pull", "adopt", "pull", "push"]);
	expect(brought("linked").effects).toContainEqual(healed);
	for (const not of ["waits", undefined] as const) {
		expect(brought(not).effects).not.toContainEqual(healed);
	}
});

test("[R77] what a branch lacked, and waits to be sent, is told once all of it was seen, in whichever round", () => {
	const begun = play([{ name: "parted" }, { name: "adopted", healed: "waits" }, { name: "even" }]);
	const cut = step(begun.state, { name: "outcome", outcome: failed("server"), at: 2, chance: 0 });
	const sent = play(
		[{ name: "even" }, { name: "pushed", seq: 9 }, { name: "nothing" }, { name: "even" }],
		cut.state,
	);
	expect([...begun.effects, ...cut.effects, ...sent.effects]).not.toContainEqual(healed);
	const nothing: Outcome = { name: "nothing" };
	const ended = step(sent.state, { name: "outcome", outcome: nothing, at: 2, chance: 0 });
	expect(ended.effects).toContainEqual(healed);
	expect(play([{ name: "even" }, { name: "nothing" }], ended.state).effects).not.toContainEqual(
		healed,
	);
});

test("[R77] a server whose branches change without end does not keep a device busy", () => {
	const round: Outcome[] = [{ name: "parted" }, { name: "adopted", healed: "linked" }];
	const { state, effects } = play([
		...Array.from({ length: 8 }, () => round).flat(),
		{ name: "parted" },
	]);
	expect(state).toMatchObject({ act: undefined, unseen: true, trouble: { cause: "server" } });
	expect(effects).not.toContainEqual({ name: "tell", what: "healed" });
});

test("[R47] a fork freezes: nothing more is asked of the server, whatever happens", () => {
	const { state, effects } = play([{ name: "fork" }]);
	expect(effects).toContainEqual({ name: "tell", what: "fork" });
	expect(step(state, { name: "wake", act: "pull" }).effects).toEqual([]);
	expect(state).toMatchObject({ frozen: true, trouble: { cause: "fork" } });
});

test("what does not verify is told, and the next round is the same pull as ever", () => {
	const { state, effects } = play([{ name: "tampered" }]);
	expect(effects.map(({ name }) => name)).toEqual(["act", "tell", "wait"]);
	expect(step(state, { name: "wake", act: "pull" }).effects).toEqual([
		{ name: "act", act: "pull" },
	]);
});

test("trouble keeps the time when it began, and ends with the first even round", () => {
	const first = play([failed("unreachable")]).state;
	const later = play([failed("server")], first).state;
	expect(later.trouble).toEqual({ cause: "server", since: 2 });
	expect(later.failures).toBe(2);
	expect(play([{ name: "even" }, { name: "nothing" }], later).state).toMatchObject({
		failures: 0,
		trouble: undefined,
	});
});

test("waiting grows, is spread, honours the server's wish and never exceeds five minutes by itself", () => {
	expect([1, 2, 3].map((failures) => backoff(failures, 0))).toEqual([1000, 2000, 4000]);
	expect(backoff(1, 0.5)).toBe(1500);
	expect(backoff(50, 0.999)).toBeLessThanOrEqual(300_000);
	expect(backoff(1, 0, 60_000)).toBe(60_000);
});
