import { expect, test } from "vitest";
import {
	type Effect,
	type Event,
	type Said,
	type State,
	start,
	step,
} from "../../src/sync/events.ts";
import { makeHearing } from "../../src/sync/listening.ts";

const minute = 60_000;

/** Plays events in turn; gives the last state and the effects of the last event by name. */
function play(events: readonly Event[], from: State = start) {
	let state = from;
	let effects: readonly Effect[] = [];
	for (const event of events) ({ state, effects } = step(state, event));
	return { state, effects, names: effects.map(({ name }) => name) };
}

const heard = (at: number, said: Said = "nothing"): Event => ({ name: "heard", at, said });
const due = (at: number): Event => ({ name: "due", at, chance: 0 });
const ended = (at: number): Event => ({ name: "ended", at, chance: 0 });
const come: Event = { name: "come", at: 0 };

test("the first byte asks what moved before; after it only a word that the head moved does", () => {
	expect(play([come]).names).toEqual(["open", "wait"]);
	expect(play([come, heard(5)]).names).toEqual(["look", "wait"]);
	expect(play([come, heard(5), heard(15_000)]).names).toEqual(["wait"]);
	expect(play([come, heard(5), heard(15_000, "moved")]).names).toEqual(["look", "wait"]);
});

test("a first word that the head is the one held asks nothing, and one that it moved asks", () => {
	expect(play([come, heard(5, "same")]).names).toEqual(["wait"]);
	expect(play([come, heard(5, "same"), heard(30_000, "moved")]).names).toEqual(["look", "wait"]);
	expect(play([come, heard(5, "moved")]).names).toEqual(["look", "wait"]);
});

test("a stream that ended in good order is opened again at once, one that ends too soon with patience", () => {
	expect(play([come, heard(5), ended(55_000)]).names).toEqual(["open", "wait"]);
	const hasty = play([come, heard(5), ended(50)]);
	expect(hasty.effects).toEqual([{ name: "wait", milliseconds: 1_000 }]);
	let { state } = hasty;
	for (let times = 0, at = 50; times < 6; times += 1) {
		at += 400_000;
		({ state } = play([due(at), heard(at + 5), ended(at + 10)], state));
	}
	expect(state).toMatchObject({ name: "resting", failures: 7 });
});

test("an outage is waited out, longer each time, and nothing is asked meanwhile", () => {
	const fail = (at: number): Event => ({
		name: "failed",
		failure: "unreachable",
		after: undefined,
		at,
		chance: 0,
	});
	const first = play([come, heard(5), fail(20_000)]);
	expect(first.effects).toEqual([{ name: "wait", milliseconds: 1_000 }]);
	const second = play([due(21_000), fail(21_010)], first.state);
	expect(second.effects).toEqual([{ name: "wait", milliseconds: 2_000 }]);
	expect(play([due(23_010)], second.state).names).toEqual(["open", "wait"]);
});

test("a server that has no place to listen is asked each half minute until its time is over", () => {
	const busy: Event = { name: "failed", failure: "busy", after: minute, at: 0, chance: 0 };
	const first = play([come, busy]);
	expect(first.effects).toEqual([{ name: "wait", milliseconds: 30_000 }]);
	const second = play([due(30_000)], first.state);
	expect(second.names).toEqual(["look", "wait"]);
	expect(play([due(60_000)], second.state).names).toEqual(["open", "wait"]);
});

test("a stream that is held back on its way is left, and the head asked for each half minute instead", () => {
	const silent = play([come, due(40_000)]);
	expect(silent.names).toEqual(["close", "look", "wait"]);
	let { state } = silent;
	for (let at = 70_000; at < 340_000; at += 30_000) {
		const next = play([due(at)], state);
		expect(next.names).toEqual(["look", "wait"]);
		state = next.state;
	}
	expect(play([due(340_000)], state).names).toEqual(["open", "wait"]);
});

test("a stream that falls silent is taken for dead", () => {
	const dead = play([come, heard(5), due(40_005)]);
	expect(dead.names).toEqual(["close", "wait"]);
	expect(dead.state.name).toBe("resting");
});

test("a timer that comes far too late was asleep: the head is asked for and the stream opened anew", () => {
	const awake = play([come, heard(5), due(60 * minute)]);
	expect(awake.names).toEqual(["close", "look", "open", "wait"]);
	const resting = play([come, ended(50)]).state;
	expect(play([due(60 * minute)], resting).names).toEqual(["open", "wait"]);
});

test("without a session the question signs in", () => {
	const out: Event = { name: "failed", failure: "signed-out", after: undefined, at: 0, chance: 0 };
	expect(play([come, out]).names).toEqual(["look", "wait"]);
});

test("out of sight the stream is closed and no timer does anything", () => {
	const away = play([come, heard(5), { name: "leave" }]);
	expect(away.names).toEqual(["close"]);
	for (const late of [due(30_000), heard(1, "moved"), ended(2)]) {
		expect(play([late], away.state)).toMatchObject({ state: start, effects: [] });
	}
});

test("only the line that says so is heard, in whatever parts it comes", () => {
	const bytes = (text: string) => new TextEncoder().encode(text);
	const hear = makeHearing();
	const parts = [
		": open\n\n",
		": rest\n",
		"\neve",
		"nt: he",
		"ad",
		"\nda",
		"ta:\n\n",
		": rest\n\n",
	];
	expect(parts.map((part) => hear(bytes(part)))).toEqual([
		...Array.from({ length: 5 }, () => "nothing"),
		"moved",
		"nothing",
		"nothing",
	]);
	expect(makeHearing()(bytes("data: event: head\nevent: heads\n"))).toBe("nothing");
	expect(makeHearing()(bytes("event: head\r\ndata:\r\n"))).toBe("moved");
	expect(makeHearing()(bytes(": same\n\n"))).toBe("same");
	expect(makeHearing()(bytes(": same\n\nevent: head\ndata:\n\n"))).toBe("moved");
	const flooded = makeHearing();
	for (let times = 0; times < 50; times += 1) flooded(bytes("x".repeat(100_000)));
	expect(flooded(bytes("\nevent: head\n"))).toBe("moved");
});
