// What can truthfully be said of the newest words.

import type { AttachedCause, BehindCause, SaveState } from "./contract.ts";

export interface Standing {
	readonly writing: "saved" | "saving" | "disk-full" | "storage" | "too-large";
	readonly backup: boolean;
	/** Revisions that no verified head contains yet. What is to be erased counts, the kit as one, and so does what the server has to say that it holds. */
	readonly waiting: number;
	/** Photos and voice notes, with their previews, that the server has not said to have whole. */
	readonly attached: number;
	/** When everything was last seen in a verified head; 0 for never. */
	readonly backedUpAt: number;
	readonly trouble: Trouble | undefined;
	/** Why those do not get through, if it is known. */
	readonly attachedTrouble: AttachedCause | undefined;
}

export interface Trouble {
	readonly cause: "unreachable" | BehindCause;
	/** Milliseconds since 1970. */
	readonly since: number;
}

export function saveStateOf(standing: Standing): SaveState {
	const { writing, trouble } = standing;
	if (writing === "saving") return { name: "saving" };
	if (writing !== "saved") return { name: "not-saved", cause: writing };
	if (!standing.backup) return { name: "saved-here" };
	if (trouble !== undefined && isApart(trouble)) return behind(trouble);
	if (standing.waiting === 0 && standing.backedUpAt > 0) {
		if (standing.attached === 0) return { name: "backed-up", at: standing.backedUpAt };
		return { name: "words-backed-up", cause: standing.attachedTrouble };
	}
	return trouble === undefined ? { name: "sending" } : behind(trouble);
}

/** The server does not know this device, or must not be believed: what was seen there once no longer counts. */
function isApart({ cause }: Trouble): boolean {
	return cause === "frozen" || cause === "removed" || cause === "signed-out";
}

function behind({ cause, since }: Trouble): SaveState {
	return cause === "unreachable" ? { name: "waiting", since } : { name: "behind", cause, since };
}
