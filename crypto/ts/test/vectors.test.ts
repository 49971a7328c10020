import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { kinds, Refused } from "../errors.ts";
import { textOf, toObject } from "./given.ts";
import { run } from "./ops.ts";

const folder = new URL("../../vectors/", import.meta.url);

interface Case {
	readonly name: string;
	readonly rules: readonly string[];
	readonly op: string;
	readonly input: unknown;
	readonly expect: string;
	readonly values: Readonly<Record<string, unknown>>;
}

for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
	const { cases, logs } = readFile(file);
	describe(file, () => {
		test.for(cases)("[$rules] $op: $name is $expect", async (one) => {
			if (one.expect === "ok") {
				expect(await run(one.op, one.input, logs)).toMatchObject(one.values);
			} else {
				await expect(kindOf(run(one.op, one.input, logs))).resolves.toBe(one.expect);
			}
		});
	});
}

test("[R1] every expected kind is one of the specification's", () => {
	const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
	const expected = files.flatMap((file) => readFile(file).cases.map((one) => one.expect));
	expect(expected.filter((kind) => kind !== "ok" && !kinds.some((one) => one === kind))).toEqual(
		[],
	);
	expect(expected.filter((kind) => kind !== "ok").length).toBeGreaterThanOrEqual(100);
});

async function kindOf(running: Promise<unknown>): Promise<string> {
	try {
		await running;
		return "ok";
	} catch (error) {
		if (error instanceof Refused) return error.kind;
		throw error;
	}
}

function readFile(file: string) {
	const json = toObject(JSON.parse(readFileSync(new URL(file, folder), "utf8")));
	const logs = Object.entries(toObject(json["logs"] ?? {}));
	return {
		cases: listOf(json["cases"]).map(readCase),
		logs: new Map(logs.map(([name, links]) => [name, listOf(links)])),
	};
}

function readCase(value: unknown): Case {
	const json = toObject(value);
	return {
		name: textOf(json["name"]),
		rules: listOf(json["rules"]).map(textOf),
		op: textOf(json["op"]),
		input: json["input"],
		expect: textOf(json["expect"]),
		values: toObject(json["values"] ?? {}),
	};
}

function listOf(value: unknown): readonly unknown[] {
	if (Array.isArray(value)) return value;
	throw new TypeError("a list expected");
}
