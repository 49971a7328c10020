// Where trust is given, or withheld. The three are kept apart everywhere: one is never read as another.

import { choiceIn } from "./field.ts";
import type { Fields } from "./revision.ts";

export const directions = ["others", "world", "self"] as const;
export type Direction = (typeof directions)[number];

export function directionIn(fields: Fields): Direction | undefined {
	return choiceIn(fields, "direction", directions);
}
