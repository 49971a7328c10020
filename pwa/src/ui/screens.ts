// Which screen stands at which address while the journal is open, and which of them before.

import type { ComponentType } from "preact";
import { About } from "./about.tsx";
import { BackupScreen } from "./backup.tsx";
import { ReadEntry } from "./entry.tsx";
import { History } from "./history.tsx";
import { Journal } from "./journal.tsx";
import { late } from "./late.tsx";
import type { Path } from "./route.ts";
import { Search } from "./search.tsx";
import { Sees } from "./sees.tsx";
import { SettingsScreen } from "./settings.tsx";
import { Today } from "./today.tsx";
import { Trash } from "./trash.tsx";

const screens: Readonly<Partial<Record<Path, ComponentType>>> = {
	"/": Today,
	"/journal": Journal,
	"/entry": ReadEntry,
	"/history": History,
	"/search": Search,
	"/trash": Trash,
	"/backup": BackupScreen,
	"/settings": SettingsScreen,
	"/about": About,
	"/help": late(async () => (await import("./help.tsx")).Help),
	"/sees": Sees,
};

/** Undefined for an address that leads nowhere while the journal is open. */
export function screenAt(path: Path): ComponentType | undefined {
	return screens[path];
}

/** What can be opened before the journal is, and shows nothing of it (C11, C18). */
const before: ReadonlySet<Path> = new Set(["/help"]);

/** Undefined for an address that waits for the journal to be open. */
export function screenBefore(path: Path): ComponentType | undefined {
	return before.has(path) ? screens[path] : undefined;
}
