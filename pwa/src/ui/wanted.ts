import type { EntryKind } from "../app/contract.ts";

/** Which entries of a list are wanted. */
export interface Wanted {
	/** Any of these; all kinds where none is named. */
	readonly kinds: readonly EntryKind[];
	/** All of these. */
	readonly tags: readonly string[];
}

export const everything: Wanted = { kinds: [], tags: [] };
