// Which screens can be opened before the journal is, and show nothing of it (C11, C18).

import type { ComponentType } from "preact";
import { late } from "./late.tsx";
import type { Path } from "./route.ts";

export const Help = late(async () => (await import("./help.tsx")).Help);

export const Leaving = late(async () => (await import("./leaving.tsx")).Leaving);

/** Undefined for an address that waits for the journal to be open. */
export function screenBefore(path: Path): ComponentType | undefined {
	if (path === "/leaving") return Leaving;
	return path === "/help" ? Help : undefined;
}
