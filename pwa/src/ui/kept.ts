import type { KeptRow } from "../app/contract.ts";
import { language } from "./language.ts";

/** Bytes in hexadecimal, by twos, so that a line can end between any of them. */
export function hexOf(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

/** About how many bytes a row takes: those of its values. */
export function sizeOf(row: KeptRow): number {
	return row.reduce((sum, { value }) => sum + (value instanceof Uint8Array ? value.length : 8), 0);
}

/** "1.2 kB" in the language of the screens. */
export function bytesInWords(bytes: number): string {
	const [unit, size] = bytes < 1_000 ? ["byte", bytes] : ["kilobyte", bytes / 1_000];
	const options = { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 1 } as const;
	return new Intl.NumberFormat(language.value, options).format(Number(size));
}
