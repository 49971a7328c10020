// Saving is loaded once, when a page to write on is opened: what is written then waits for no loading, however short.

type Saving = typeof import("./saving.ts");

let loaded: Promise<Saving> | undefined;

export function loadSaving(): Promise<Saving> {
	loaded ??= import("./saving.ts").catch((error: unknown) => {
		loaded = undefined;
		throw error;
	});
	return loaded;
}

/** The same, ahead of time; what goes wrong shows when it is needed. */
export function loadSavingSoon(): void {
	loadSaving().catch(() => undefined);
}
