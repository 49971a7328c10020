// What the app takes from the phone's own lock: passkeys with a PRF (R67, R68).

import type { Bytes } from "../../../crypto/ts/brands.ts";
import type { PasskeyAnswer } from "../../../crypto/ts/passkey.ts";

/** `refused`: not confirmed, or given up. `unsupported`: there is none, or none that gives what is needed. */
export type NoPasskey = "refused" | "unsupported";

export interface Passkeys {
	/** False where it is known beforehand that none can be made. */
	isOffered(): Promise<boolean>;
	/** Makes one and asks it at once. `name` shows in the phone's own list. */
	make(name: string, input: Bytes): Promise<PasskeyAnswer | NoPasskey>;
	/** Asks the person and the passkey, right now, until `stop`. */
	ask(credential: Bytes, input: Bytes, stop?: AbortSignal): Promise<PasskeyAnswer | NoPasskey>;
	/** Tells the phone that it is of no use any more, where that can be told. */
	forget(credential: Bytes): Promise<void>;
}
