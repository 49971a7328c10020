// A phone whose storage was copied.

import { expect } from "vitest";
import { passphrase } from "./holders.ts";
import { type Fault, type HonestServer, unheard } from "./honest-server.ts";
import { noProgress, type Phone, phone } from "./phone.ts";

/** Another phone with everything that lies on the disk of this one. */
export async function copyOf(
	one: Phone,
	server: HonestServer,
	fault: Fault = () => "pass",
): Promise<Phone> {
	const from = one.context.database;
	if (from === undefined) throw new Error("expected a database");
	const copy = phone(server.connect(unheard(fault)));
	await copy.started;
	const to = copy.context.database;
	if (to === undefined) throw new Error("expected a database");
	for (const table of from.objectStoreNames) {
		const keys = await from.getAllKeys(table);
		const rows = await from.getAll(table);
		for (const [at, key] of keys.entries()) {
			const row = rows[at];
			if (row !== undefined) await to.put(table, row, key);
		}
	}
	expect(await copy.moments.unlock(passphrase, noProgress)).toBe("open");
	await copy.context.open?.exchange.settled();
	return copy;
}
