// Asking the browser to keep what is stored here. Asked after the first entry, when there is something to keep.

export interface Persistence {
	/** Bytes in use by this origin, as far as the browser says. */
	readonly usage: number;
	readonly persisted: boolean;
}

/** Asks, if it was not granted already, and tells what came of it. Never rejects. */
export async function askToPersist(storage: StorageManager): Promise<Persistence> {
	const granted = await storage.persisted().catch(() => false);
	return measure(storage, granted || (await storage.persist().catch(() => false)));
}

/** What holds now, without asking. */
export async function persistence(storage: StorageManager): Promise<Persistence> {
	return measure(storage, await storage.persisted().catch(() => false));
}

async function measure(storage: StorageManager, persisted: boolean): Promise<Persistence> {
	const usage = await storage.estimate().then(
		(estimate) => estimate.usage ?? 0,
		() => 0,
	);
	return { usage, persisted };
}
