// Asks the KDF worker. A worker lives for one question, so that its 64 MiB are free again at once.

import type { Bytes } from "../../../crypto/ts/brands.ts";
import type { Argon2id } from "../../../crypto/ts/kdf.ts";

/** `makeWorker` starts `kdf.worker.ts`. */
export function argon2idIn(makeWorker: () => Worker): Argon2id {
	return (passphrase, salt) => {
		const worker = makeWorker();
		return ask(worker, { passphrase, salt }).finally(() => worker.terminate());
	};
}

function ask(worker: Worker, question: object): Promise<Bytes> {
	return new Promise((resolve, reject) => {
		worker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
			const stretched = readAnswer(data);
			if (stretched === undefined) reject(new Error("argon2id failed"));
			else resolve(stretched);
		});
		worker.addEventListener("error", () => reject(new Error("the kdf worker did not start")));
		worker.postMessage(question);
	});
}

function readAnswer(data: unknown): Bytes | undefined {
	if (typeof data !== "object" || data === null || !("stretched" in data)) return undefined;
	const { stretched } = data;
	return stretched instanceof Uint8Array ? new Uint8Array(stretched) : undefined;
}
