// Values as JSON can hold them.

import type { Value } from "./revision.ts";

/** How bytes stand in JSON. No field of a content can be called so (R28). */
export const binary = "$bin";

/** Bytes in hexadecimal, all else as it is. */
export function toJson(value: Value): Value {
	if (typeof value !== "object" || value === null) return value;
	if (value instanceof Uint8Array) return { [binary]: hexOf(value) };
	if (isList(value)) return value.map(toJson);
	return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toJson(part)]));
}

export function isList(value: Value): value is readonly Value[] {
	return Array.isArray(value);
}

function hexOf(bytes: Uint8Array): string {
	return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
