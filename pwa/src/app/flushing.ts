// What came of writing to this device's disk.

import { StoreFailure } from "../store/failure.ts";

/** `too-large`: no revision can hold the text (256 KiB, R27); the draft stays. */
export type Saved = "saved" | "disk-full" | "storage" | "too-large";

export async function flushing(work: () => Promise<void>): Promise<Saved> {
	try {
		await work();
		return "saved";
	} catch (error) {
		if (error instanceof StoreFailure) return error.kind === "disk-full" ? "disk-full" : "storage";
		throw error;
	}
}
