// What is looked at before an answer is decoded.

import { encode } from "@msgpack/msgpack";
import { expect, test } from "vitest";
import { isShallow } from "../../src/sync/nesting.ts";

/** Arrays and maps in turn, so many deep, with other values before and after each. */
function nested(depth: number): unknown {
	const beside = [1, -1, 300, 70_000, 2 ** 40, -200, -70_000, 0.5, "a", "b".repeat(40), null, true];
	const bytes = [new Uint8Array(3), new Uint8Array(300), new Uint8Array(70_000)];
	if (depth === 0) return [];
	const within = nested(depth - 1);
	return depth % 2 === 0
		? [...beside, ...bytes, "c".repeat(300), within, ...beside]
		: { first: beside.length, within, last: "d".repeat(70_000), bytes: bytes[1] };
}

test("[A20] a value is as deep as its arrays and maps lie within one another, whatever stands beside them", () => {
	for (let depth = 1; depth <= 12; depth += 1) {
		const bytes = encode(nested(depth));
		expect(isShallow(bytes, depth)).toBe(true);
		if (depth > 1) expect(isShallow(bytes, depth - 1)).toBe(false);
	}
});

test("[A20] what waits for nothing more is not counted: long lists are not deep", () => {
	const rows = Array.from({ length: 66_000 }, (_, at) => ({ at, none: [], all: [[1], [2]] }));
	expect(isShallow(encode({ rows }), 5)).toBe(true);
	expect(isShallow(encode({ rows }), 4)).toBe(false);
});
