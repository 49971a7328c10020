// Where years are lived: with an honest server in memory, or at a real one.

import { argon2id } from "../../../crypto/ts/argon2.ts";
import { lineTo } from "../../../tests/network/line.ts";
import type { Platform } from "../../src/app/platform.ts";
import { type HonestServer, honestServer } from "../honest-server.ts";
import { seeded } from "./seeded.ts";

/** A server, the invitation that works there, and what of the surroundings is not a test's own. */
export interface Ground {
	readonly server: HonestServer;
	readonly invitation: string;
	readonly change: Partial<Platform>;
}

export function inMemory(seed: number): Ground {
	return { server: honestServer(seeded(seed).bytes, 100), invitation: "moon-river", change: {} };
}

/** With the real Argon2id, so that a browser opens what was made here. What the server holds is not looked at. */
export function at(origin: string, invitation: string): Ground {
	const connect: HonestServer["connect"] = (fault = () => "pass") => {
		const line = lineTo(origin);
		return async (input, init) => {
			const fate = fault(String(input));
			if (fate instanceof Response) return fate;
			if (fate !== "pass") throw new TypeError("no connection");
			return line.fetch(input, init);
		};
	};
	return { server: { ...honestServer(), connect }, invitation, change: { origin, argon2id } };
}
