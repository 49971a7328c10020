// Reading sealed local values back: `unknown` in, types out. Another shape throws a TypeError.

import type { Bytes } from "../../../crypto/ts/brands.ts";
import type { Fields, Value } from "../journal/revision.ts";

export function list(value: unknown): readonly unknown[] {
	if (Array.isArray(value)) return value;
	throw new TypeError("expected an array");
}

export function text(value: unknown): string {
	if (typeof value === "string") return value;
	throw new TypeError("expected text");
}

export function number(value: unknown): number {
	if (typeof value === "number") return value;
	throw new TypeError("expected a number");
}

export function bytes(value: unknown): Bytes {
	if (value instanceof Uint8Array) return new Uint8Array(value);
	throw new TypeError("expected bytes");
}

export function orNull<T>(value: unknown, read: (value: unknown) => T): T | null {
	return value === null || value === undefined ? null : read(value);
}

export function fields(value: unknown): Fields {
	if (isFields(value)) return value;
	throw new TypeError("expected fields");
}

function isFields(value: unknown): value is Fields {
	if (typeof value !== "object" || value === null) return false;
	return !Array.isArray(value) && Object.values(value).every(isValue);
}

function isValue(value: unknown): value is Value {
	if (value === null || ["string", "number", "boolean"].includes(typeof value)) return true;
	if (value instanceof Uint8Array) return true;
	return Array.isArray(value) ? value.every(isValue) : isFields(value);
}
