import { encode } from "@msgpack/msgpack";
import { expect, test } from "vitest";
import { parseKept } from "../../src/sync/kept.ts";
import { sender } from "../../src/sync/request.ts";

const POSITION = (1_078_206n << 40n) | 257n;
const rows = {
	account: [{ alias: 1_078_206, head: new Uint8Array(32), note: null }],
	link: [{ position: POSITION, size: 400 }],
	session: [],
};

test("every row is there, with its numbers exactly as the server has them", async () => {
	const body = encode({ rows }, { useBigInt64: true });
	const headers = { "content-type": "application/vnd.msgpack" };
	const send = sender(async () => new Response(body, { headers }));
	const answer = await send({ method: "GET", path: "/api/me", all: true });
	const tables = answer.ok ? parseKept(answer.value) : undefined;
	expect(tables?.map(({ name, rows: { length } }) => [name, length])).toEqual([
		["account", 1],
		["link", 1],
		["session", 0],
	]);
	expect(tables?.[1]?.rows[0]).toEqual([
		{ name: "position", value: POSITION },
		{ name: "size", value: 400n },
	]);
	expect(tables?.[0]?.rows[0]?.[1]).toEqual({ name: "head", value: new Uint8Array(32) });
	expect(tables?.[0]?.rows[0]?.[2]).toEqual({ name: "note", value: null });
});

test.each([
	undefined,
	[],
	{},
	{ rows: [] },
	{ rows: { link: {} } },
	{ rows: { link: [[1]] } },
	{ rows: { link: [{ size: 1.5 }] } },
	{ rows: { link: [{ size: { deep: 1 } }] } },
])("what is no list of rows is none: %j", (answer) => {
	expect(parseKept(answer)).toBeUndefined();
});
