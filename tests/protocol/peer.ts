// The TypeScript implementation as a peer: `node tests/protocol/peer.ts`. One JSON object a line on standard input,
// `{"op", "input"}` as in crypto/vectors/README.md; for each one line on standard output, in the same order:
// `{"values": {…}}`, or `{"refused": kind}`. Anything that is neither ends the peer with a trace on standard error.

import { stdin, stdout } from "node:process";
import { createInterface } from "node:readline";
import { Refused } from "../../crypto/ts/errors.ts";
import { textOf, toObject } from "../../crypto/ts/test/given.ts";
import { run } from "../../crypto/ts/test/ops.ts";

async function answer(line: string): Promise<unknown> {
	const { op, input } = toObject(JSON.parse(line));
	try {
		return { values: await run(textOf(op), input) };
	} catch (error) {
		if (error instanceof Refused) return { refused: error.kind };
		throw error;
	}
}

for await (const line of createInterface({ input: stdin })) {
	stdout.write(`${JSON.stringify(await answer(line))}\n`);
}
