// The table of ops (`crypto/vectors/README.md`), as the TypeScript implementation answers them.

import { toHex } from "../brands.ts";
import { archiveOps } from "./archive-ops.ts";
import { blobOps } from "./blob-ops.ts";
import { chainOp, type Logs } from "./chain-op.ts";
import { readGiven } from "./given.ts";
import { keyOps } from "./key-ops.ts";
import { logOps } from "./log-ops.ts";
import { pairingOps } from "./pairing-ops.ts";
import { passkeyOps } from "./passkey-ops.ts";

const table = { ...keyOps, ...logOps, ...pairingOps, ...archiveOps, ...passkeyOps, ...blobOps };

/** The values of an op as plain JSON. Rejects with `Refused`; an op that there is not is a `TypeError`. */
export async function run(op: string, input: unknown, logs: Logs = new Map()): Promise<unknown> {
	const given = readGiven(input);
	if (op === "chain") return plainly(await chainOp(given, logs));
	const found = table[op];
	if (found === undefined) throw new TypeError(`there is no op ${op}`);
	return plainly(await found(given));
}

/** Bytes as hex, all through. */
function plainly(value: unknown): unknown {
	if (value instanceof Uint8Array) return toHex(value);
	if (Array.isArray(value)) return value.map(plainly);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plainly(one)]));
}
