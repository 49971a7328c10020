import { expect, test } from "vitest";
import { everything, fittingPieces, toggled } from "../../../src/ui/path/fitting.ts";
import { piece } from "./given.ts";

const pieces = [
	piece({ id: "clock", timed: true, hard: true, for: "one" }),
	piece({ id: "pair", for: "two", direction: "others", reasons: ["broken", "shame"] }),
	piece({ id: "plain" }),
];

function ids(change: Partial<typeof everything>): readonly string[] {
	return fittingPieces(pieces, { ...everything, ...change }).map(({ id }) => id);
}

test("[C4] what is written by the clock never stands first", () => {
	expect(ids({})).toEqual(["pair", "plain", "clock"]);
});

test("nothing chosen fits everything; what is for anyone fits one and two", () => {
	expect(ids({ for: ["two"] })).toEqual(["pair", "plain"]);
	expect(ids({ for: ["one"] })).toEqual(["plain", "clock"]);
});

test("[C8] any of the chosen directions and reasons will do", () => {
	expect(ids({ directions: ["others", "world"] })).toEqual(["pair"]);
	expect(ids({ reasons: ["shame", "leaving"] })).toEqual(["pair"]);
	expect(ids({ directions: ["world"] })).toEqual([]);
});

test("touching twice is as not touching", () => {
	expect(toggled(toggled(["a"], "b"), "b")).toEqual(["a"]);
});
