// Which screen stands at which address while the journal is open.

import type { ComponentType } from "preact";
import { ReadEntry } from "./entry.tsx";
import { Journal } from "./journal.tsx";
import { late } from "./late.tsx";
import type { Path } from "./route.ts";
import { Help, LeavePage } from "./screens-before.ts";
import { Today } from "./today.tsx";

const screens: Readonly<Partial<Record<Path, ComponentType>>> = {
	"/": Today,
	"/journal": Journal,
	"/moment": late(async () => (await import("./today/moment.tsx")).MomentScreen),
	"/check-in": late(async () => (await import("./today/check-in.tsx")).CheckInScreen),
	"/path": late(async () => (await import("./path/path.tsx")).PathScreen),
	"/step": late(async () => (await import("./path/step.tsx")).StepScreen),
	"/piece": late(async () => (await import("./path/piece.tsx")).PieceScreen),
	"/closing": late(async () => (await import("./path/closing.tsx")).Closing),
	"/patterns": late(async () => (await import("./patterns/patterns.tsx")).Patterns),
	"/session": late(async () => (await import("./session/session.tsx")).SessionScreen),
	"/entry": ReadEntry,
	"/history": late(async () => (await import("./history.tsx")).History),
	"/search": late(async () => (await import("./search.tsx")).Search),
	"/trash": late(async () => (await import("./trash.tsx")).Trash),
	"/backup": late(async () => (await import("./backup.tsx")).BackupScreen),
	"/keys": late(async () => (await import("./keys/keys.tsx")).Keys),
	"/drill": late(async () => (await import("./drill/drill-screen.tsx")).DrillScreen),
	"/passphrase": late(async () => (await import("./keys/new-passphrase.tsx")).NewPassphrase),
	"/add-phone": late(async () => (await import("./pairing/add-phone.tsx")).AddPhone),
	"/settings": late(async () => (await import("./settings.tsx")).SettingsScreen),
	"/take": late(async () => (await import("./leaving/take.tsx")).Take),
	"/bring": late(async () => (await import("./leaving/bring.tsx")).Bring),
	"/move": late(async () => (await import("./leaving/move.tsx")).Move),
	"/about": late(async () => (await import("./about.tsx")).About),
	"/help": Help,
	"/leave": LeavePage,
	"/doors": late(async () => (await import("./doors.tsx")).Doors),
	"/sees": late(async () => (await import("./sees.tsx")).Sees),
	"/needs": late(async () => (await import("./work/needs.tsx")).Needs),
	"/letter": late(async () => (await import("./work/letters.tsx")).Letters),
	"/later": late(async () => (await import("./work/laters.tsx")).Laters),
	"/words": late(async () => (await import("./work/said.tsx")).WordsAndActions),
	"/word": late(async () => (await import("./work/speaker.tsx")).SpeakerScreen),
	"/self": late(async () => (await import("./work/self.tsx")).Self),
	"/long-view": late(async () => (await import("./work/long-view.tsx")).LongView),
	"/recall": late(async () => (await import("./work/recalled.tsx")).Recalled),
	"/note": late(async () => (await import("./work/note.tsx")).Note),
};

/** Undefined for an address that leads nowhere while the journal is open. */
export function screenAt(path: Path): ComponentType | undefined {
	return screens[path];
}
