// Argon2id, alone in a worker: its response has a CSP of its own that lets WebAssembly compile and no connection be made.

import { argon2id } from "../../../crypto/ts/argon2.ts";

declare const self: DedicatedWorkerGlobalScope;

self.addEventListener("message", (event: MessageEvent<unknown>) => {
	void answer(event.data);
});

async function answer(question: unknown): Promise<void> {
	try {
		if (!isQuestion(question)) throw new TypeError("expected a passphrase and a salt");
		const stretched = await argon2id(question.passphrase, question.salt);
		self.postMessage({ stretched }, [stretched.buffer]);
	} catch {
		self.postMessage({ failed: true });
	}
}

interface Question {
	readonly passphrase: Uint8Array<ArrayBuffer>;
	readonly salt: Uint8Array<ArrayBuffer>;
}

function isQuestion(value: unknown): value is Question {
	return (
		typeof value === "object" &&
		value !== null &&
		"passphrase" in value &&
		value.passphrase instanceof Uint8Array &&
		"salt" in value &&
		value.salt instanceof Uint8Array
	);
}
