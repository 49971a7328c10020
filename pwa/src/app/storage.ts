// Whether the browser will keep what is stored. It is asked once the first entry lies here: before, it has no reason to say yes.

import { addNotice } from "./board.ts";
import type { Context } from "./context.ts";

/** `ask` false only looks. What a browser cannot say stays unsaid. */
export function keepStorage(context: Context, ask: boolean): void {
	const { board, open, platform } = context;
	if (open === undefined || (ask && open.askedForStorage)) return;
	open.askedForStorage ||= ask;
	void platform.keepStorage?.(ask).then(
		(storage) => {
			if (context.open !== open) return;
			board.storage.value = storage;
			if (ask && !storage.persisted) addNotice(board, "not-persistent");
		},
		() => undefined,
	);
}
