// What a browser's storage can refuse, as one typed error.

export type FailureKind =
	/** The disk or the quota is full: nothing of the transaction was written. */
	| "disk-full"
	/** The browser refuses storage, or took it away. */
	| "refused"
	/** What is stored cannot be read, or is not what was written. */
	| "damaged"
	/** A newer version of this app has opened the database: this one knows nothing of what lies there. */
	| "newer"
	/** Another tab has written meanwhile. */
	| "stale";

export class StoreFailure extends Error {
	override readonly name = "StoreFailure";
	readonly kind: FailureKind;

	constructor(kind: FailureKind, detail: string, options?: ErrorOptions) {
		super(`${kind}: ${detail}`, options);
		this.kind = kind;
	}
}

/** Runs an operation on the database; its DOMExceptions become a StoreFailure. */
export async function guarded<T>(operation: () => Promise<T>): Promise<T> {
	try {
		return await operation();
	} catch (error) {
		throw error instanceof StoreFailure ? error : failureOf(error);
	}
}

function failureOf(error: unknown): StoreFailure {
	const name = error instanceof Error ? error.name : "unknown";
	return new StoreFailure(kindOf(name), name, { cause: error });
}

function kindOf(name: string): FailureKind {
	if (name === "QuotaExceededError") return "disk-full";
	if (name === "VersionError") return "newer";
	// Chromium says NotReadableError for a database whose files were harmed, DataError for a value.
	return ["NotReadableError", "DataError", "DataCloneError"].includes(name) ? "damaged" : "refused";
}
