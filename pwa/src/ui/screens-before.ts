// Which screens can be opened before the journal is, and show nothing of it (C11, C18).

import type { ComponentType } from "preact";
import { late } from "./late.tsx";
import type { Path } from "./route.ts";

export const Help = late(async () => (await import("./help.tsx")).Help);

export const LeavePage = late(async () => (await import("./leave-page.tsx")).LeavePage);

/** Undefined for an address that waits for the journal to be open. */
export function screenBefore(path: Path): ComponentType | undefined {
	if (path === "/leave") return LeavePage;
	return path === "/help" ? Help : undefined;
}
