// What this device keeps in mind of the kit and the sheet: a part of what it keeps of keys.

import { type CivilDay, isCivilDay } from "../journal/day.ts";
import { list, number, orNull, text } from "../vault/shape.ts";

/** One group of a paper, so that it can be asked for (R8). */
export interface KnownPart {
	/** The id of the member that the paper is. */
	readonly member: string;
	/** Which group (7 to 12: those hold the secret), and its five symbols. */
	readonly ask: number;
	readonly group: string;
	/** When a person last typed it here; null until they did. */
	readonly typed: CivilDay | null;
}

export interface PapersMemo {
	readonly kit: KnownPart | null;
	readonly sheet: KnownPart | null;
}

export const noPapersMemo: PapersMemo = { kit: null, sheet: null };

export function papersRow({ kit, sheet }: PapersMemo): readonly unknown[] {
	return [kit, sheet].map((part) => part && [part.member, part.ask, part.group, part.typed]);
}

export function readPapers(value: unknown): PapersMemo {
	const [kit, sheet] = list(value);
	return { kit: orNull(kit, readPart), sheet: orNull(sheet, readPart) };
}

function readPart(value: unknown): KnownPart {
	const [member, ask, group, typed] = list(value);
	return {
		member: text(member),
		ask: number(ask),
		group: text(group),
		typed: typeof typed === "string" && isCivilDay(typed) ? typed : null,
	};
}
