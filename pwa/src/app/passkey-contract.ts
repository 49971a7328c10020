// The part of the seam that is about opening with this phone's own lock. Screens know it by `contract.ts`.

import type { ReadonlySignal } from "@preact/signals";
import type { Progress } from "./contract.ts";

/** `refused`: the phone did not confirm who is there, or the journal was locked meanwhile. `unsupported`: its lock cannot keep a key. */
export type PasskeyResult = "on" | "passphrase" | "refused" | "unsupported" | "storage";
/** `refused`: not confirmed, given up or stopped, or the passkey is gone. */
export type PasskeyUnlock = "open" | "refused" | "failed";

export interface PasskeyMoments {
	/** This phone's lock opens the journal here, beside the passphrase. Known while it is locked, too. */
	readonly passkey: ReadonlySignal<boolean>;
	/** False where it is known beforehand that it cannot be turned on. */
	canUsePasskey(): Promise<boolean>;
	/** `name`, which tells nothing of a person, shows in the phone's own list of passkeys. */
	turnOnPasskey(passphrase: string, name: string, progress: Progress): Promise<PasskeyResult>;
	/** From here on the passphrase alone opens the journal here. */
	turnOffPasskey(): Promise<"off" | "storage">;
	/** The phone asks until `stop`, so that a passphrase can be typed meanwhile. */
	unlockByPasskey(progress: Progress, stop: AbortSignal): Promise<PasskeyUnlock>;
}
