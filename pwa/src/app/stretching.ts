// Argon2id in a worker of its own, as the page starts it.

import { argon2idIn } from "../vault/kdf.ts";
import workerPath from "../vault/kdf.worker.ts?worker&url";
import { scriptUrl } from "./policy.ts";

export const argon2id = argon2idIn(
	() => new Worker(scriptUrl(workerPath), { type: "module", name: "kdf" }),
);
