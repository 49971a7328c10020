// Looking back at an entry is asked about first, and can be declined for good. The answer stands in its fields, whatever its kind.

import { choiceIn } from "./field.ts";
import type { Fields } from "./revision.ts";

/** True if the person wants never to be asked about it again. */
export function isNeverRecalled(fields: Fields): boolean {
	return choiceIn(fields, "recall", ["never"]) !== undefined;
}

/** The same fields, never to be asked about again. */
export function neverRecalled(fields: Fields): Fields {
	return { ...fields, recall: "never" };
}
