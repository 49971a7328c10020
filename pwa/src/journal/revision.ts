// A revision as the journal sees it: decoded content with the id under which the log holds it. Ids are lower-case hex.

/** What a field can hold (spec, R28). */
export type Value = null | boolean | number | string | Uint8Array | readonly Value[] | Fields;

export interface Fields {
	readonly [name: string]: Value;
}

export interface Revision {
	readonly id: string;
	readonly kind: string;
	readonly record: string;
	readonly parents: readonly string[];
	/** Civil date, `YYYY-MM-DD`. */
	readonly day: string;
	readonly fields: Fields;
	/** 1 where it is not said. */
	readonly schema?: number;
	/** The revision that this one is a new sealing of. */
	readonly replaces: string | undefined;
}

/** The id that the revision had when it was first sealed: by this one others name it (R71). */
export function originOf({ id, replaces }: Revision): string {
	return replaces ?? id;
}

export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
	if (a === b) return true;
	const [left, right] = [partsOf(a), partsOf(b)];
	if (left === undefined || right === undefined || left.size !== right.size) return false;
	return [...left].every(([name, value]) => right.has(name) && sameValue(value, right.get(name)));
}

/** The parts of a list, map or byte string by their names; undefined for a plain value. */
function partsOf(value: Value | undefined): ReadonlyMap<string, Value> | undefined {
	if (typeof value !== "object" || value === null) return undefined;
	const sort = value instanceof Uint8Array ? "bin" : Array.isArray(value) ? "array" : "map";
	return new Map<string, Value>([["", sort], ...Object.entries(value)]);
}
