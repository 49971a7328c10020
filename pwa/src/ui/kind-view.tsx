import type { ComponentType } from "preact";
import { type Draft, type Entry, type EntryKind, type Moments, session } from "../app/contract.ts";
import { stretchInWords } from "./day.ts";
import { openDraft } from "./desk.ts";
import { latePart } from "./late.tsx";
import { pieceTitle } from "./path/piece-title.ts";
import { go, type Path } from "./route.ts";
import { checkInLine, momentLine } from "./today/lines.ts";
import { SignMark, TurnMark } from "./today/marks.tsx";
import { say, type Word } from "./words.ts";
import * as lines from "./work/lines.ts";

/** What an entry, a draft or an earlier version says, whichever of them it is. */
export type Said = Pick<Entry, "kind" | "day" | "text" | "tags" | "fields">;

interface OfEntry {
	readonly entry: Entry;
}

/** How a kind of entry shows. */
export interface KindView {
	readonly name: Word;
	/** Where it is written and edited. */
	readonly editor: Path;
	/** One line beside the words in a list; the name of the kind where there is none. */
	line?(said: Said): string;
	/** True for what is short, and may come several times a day: it is set small. */
	readonly isLight?: boolean;
	/** The words of a list, where they are not all of the person's own. */
	words?(said: Said): string;
	/** A small drawing beside that line. Whatever it shows, the line or the facts say too. */
	readonly Mark?: ComponentType<{ readonly said: Said }>;
	/** What its fields say, above the text of the entry that is read, and on a page for a session. Nothing of other entries. */
	readonly Facts?: ComponentType<OfEntry>;
	/** Where the entry is read: what belongs to it, and what can be done with it. */
	readonly Beside?: ComponentType<OfEntry>;
}

const momentFacts = latePart(async () => (await import("./today/facts.tsx")).MomentFacts);
const pieceFacts = latePart(async () => (await import("./path/reading.tsx")).PieceFacts);
const checkInFacts = latePart(async () => (await import("./today/facts.tsx")).CheckInFacts);
const workFacts = () => import("./work/facts.tsx");
const workBeside = () => import("./work/beside.tsx");

export const kindViews: Readonly<Record<EntryKind, KindView>> = {
	entry: { name: "kind.entry", editor: "/write" },
	moment: {
		name: "kind.moment",
		editor: "/moment",
		isLight: true,
		line: momentLine,
		words: ({ text }) => text,
		Mark: TurnMark,
		Facts: momentFacts,
	},
	"check-in": {
		name: "kind.check-in",
		editor: "/check-in",
		isLight: true,
		line: checkInLine,
		Mark: SignMark,
		Facts: checkInFacts,
	},
	piece: { name: "kind.piece", editor: "/piece", line: pieceTitle, Facts: pieceFacts },
	need: {
		name: "kind.need",
		editor: "/note",
		line: lines.needLine,
		Facts: latePart(async () => (await workFacts()).NeedFacts),
		Beside: latePart(async () => (await workBeside()).BesideNeed),
	},
	letter: {
		name: "kind.letter",
		editor: "/note",
		line: lines.letterLine,
		Facts: latePart(async () => (await workFacts()).LetterFacts),
		Beside: latePart(async () => (await workBeside()).BesideLetter),
	},
	later: {
		name: "kind.later",
		editor: "/note",
		line: lines.laterLine,
		Facts: latePart(async () => (await workFacts()).LaterFacts),
		Beside: latePart(async () => (await workBeside()).BesideLater),
	},
	promise: {
		name: "kind.promise",
		editor: "/note",
		line: lines.promiseLine,
		Facts: latePart(async () => (await workFacts()).PromiseFacts),
		Beside: latePart(async () => (await workBeside()).BesidePromise),
	},
	sighting: {
		name: "kind.sighting",
		editor: "/note",
		line: lines.sightingLine,
		Facts: latePart(async () => (await workFacts()).SightingFacts),
		Beside: latePart(async () => (await workBeside()).BesideSighting),
	},
	intuition: {
		name: "kind.intuition",
		editor: "/note",
		line: lines.intuitionLine,
		Facts: latePart(async () => (await workFacts()).IntuitionFacts),
	},
	session: {
		name: "kind.session",
		editor: "/session",
		line: sessionLine,
		Facts: latePart(async () => (await import("./session/facts.tsx")).SessionFacts),
	},
};

/** What to go on with on the screen of an address: the draft in front of the person, else one left open there. */
export function draftAt(path: Path, { drafts }: Moments): Draft | undefined {
	const isOfHere = ({ kind }: Draft): boolean => kindViews[kind].editor === path;
	const open = openDraft.peek();
	return open !== undefined && isOfHere(open) ? open : drafts.peek().find(isOfHere);
}

/** The words of a list. */
export function listedWords(entry: Said & Pick<Entry, "words">): string {
	return kindViews[entry.kind].words?.(entry) ?? entry.words;
}

/** The line of a list; empty for a page, which speaks for itself. */
export function listedLine(said: Said): string {
	const { name, line } = kindViews[said.kind];
	return line?.(said) ?? (said.kind === "entry" ? "" : say(name));
}

function sessionLine({ day, fields }: Said): string {
	const { from = day, to = day } = session.read(fields);
	return `${say("kind.session")} · ${stretchInWords(from, to)}`;
}

/** Opens a draft on the screen that its kind is written on. */
export function openToEdit(draft: Draft): void {
	openDraft.value = draft;
	go(kindViews[draft.kind].editor);
}
