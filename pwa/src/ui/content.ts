import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type Direction, directions, type Language } from "../app/contract.ts";
import { language } from "./language.ts";

// The guided content: one file for each language, loaded when a screen first asks for it. Its form is `content/schema.json`; what is
// written in the file is checked against the types below by the compiler, and names that stand for a choice are read at run time.

export const stepIds = [
	"acknowledge",
	"communicate",
	"time",
	"actions",
	"self",
	"present",
] as const;
export const circles = ["anyone", "one", "two"] as const;
export const reasons = ["broken", "caregivers", "control", "leaving", "shame", "doubt"] as const;
export const approaches = ["", "pace", "closeness", "bids", "parts"] as const;

export type StepId = (typeof stepIds)[number];
export type Circle = (typeof circles)[number];
export type Reason = (typeof reasons)[number];
export type Approach = (typeof approaches)[number];

export interface Prompt {
	readonly id: string;
	readonly ask: string;
	/** A gentler way in, or an example; may be empty. */
	readonly hint: string;
}

interface PieceOf<D, C, R, A> {
	readonly id: string;
	readonly title: string;
	readonly asks: string;
	readonly minutes: number;
	readonly direction: D;
	readonly for: C;
	readonly reasons: readonly R[];
	readonly approach: A;
	readonly hard: boolean;
	readonly timed: boolean;
	readonly prompts: readonly Prompt[];
}
export type Piece = PieceOf<Direction, Circle, Reason, Approach>;

interface StepOf<I, P> {
	readonly id: I;
	readonly title: string;
	readonly line: string;
	readonly lesson: readonly string[];
	readonly asks: string;
	readonly pieces: readonly P[];
}
export type Step = StepOf<StepId, Piece>;

/** One thing on a screen. */
export interface Passage {
	readonly ask: string;
	readonly hint: string;
}
/** An answer that can be touched, and what is said to it. */
export interface Answered extends Passage {
	readonly answer: string;
}
interface Titled {
	readonly title: string;
	readonly line: string;
}
export interface Senses extends Titled {
	/** `ways`: by the sense itself, then without it. */
	readonly parts: readonly { readonly count: number; readonly ways: readonly Passage[] }[];
	readonly close: Passage;
}
/** Seconds of breathing in and out. */
export interface Pace extends Titled {
	readonly in: number;
	readonly out: number;
}
export interface Breathing extends Titled, Passage {
	readonly paces: readonly Pace[];
	readonly own: Titled & Passage;
	/** Said once after about three minutes. */
	readonly long: string;
}
export interface Body extends Titled {
	readonly open: Passage;
	readonly parts: readonly (Passage & { readonly place: string })[];
	readonly close: Passage;
}
export interface ThenOrNow extends Titled {
	readonly safe: Passage & {
		readonly no: string;
		readonly yes: Answered;
		readonly unsure: Answered;
	};
	readonly parts: readonly Passage[];
	readonly which: Passage & {
		readonly then: Answered;
		readonly now: Answered;
		readonly both: Answered;
		readonly unknown: Answered;
	};
}
export interface Settling {
	readonly senses: Senses;
	readonly breathing: Breathing;
	readonly body: Body;
	readonly "then-or-now": ThenOrNow;
	readonly sit: Titled & Passage;
}

interface ContentOf<S> {
	readonly steps: readonly S[];
	readonly closing: {
		readonly title: string;
		readonly paragraphs: readonly string[];
		readonly prompts: readonly Prompt[];
	};
	readonly borrow: {
		readonly needs: readonly string[];
		readonly boundaries: readonly string[];
		readonly letter: readonly string[];
		readonly promises: readonly string[];
	};
	readonly settling: Settling;
}
export type Content = ContentOf<Step>;

type WrittenPiece = PieceOf<string, string, string, string>;
/** A file as it is: where a choice is named, the compiler only knows that there is a text. */
export type Written = ContentOf<StepOf<string, WrittenPiece>>;

const files: Readonly<Record<Language, () => Promise<{ readonly default: Written }>>> = {
	en: () => import("../../content/en.json"),
	es: () => import("../../content/es.json"),
};
const held = signal<Readonly<Partial<Record<Language, Content>>>>({});

/** The guided content in the language of the screens; undefined while it loads. */
export function useContent(): Content | undefined {
	const wanted = language.value;
	useEffect(() => {
		void load(wanted);
		// Asked for before the release was kept here, and with no connection: the connection brings it.
		const again = (): void => void load(wanted);
		addEventListener("online", again);
		return () => removeEventListener("online", again);
	}, [wanted]);
	return held.value[wanted];
}

/** The same for what stands in a list: it is asked for, and shows when it has come. */
export function contentNow(): Content | undefined {
	const wanted = language.value;
	const here = held.value[wanted];
	if (here === undefined) void load(wanted);
	return here;
}

async function load(wanted: Language): Promise<void> {
	if (held.peek()[wanted] !== undefined) return;
	const file = await files[wanted]().catch(() => undefined);
	if (file === undefined) return;
	held.value = { ...held.peek(), [wanted]: readContent(file.default) };
}

/** Reads a file. Throws where it names a choice that there is not. */
export function readContent(written: Written): Content {
	return { ...written, steps: written.steps.map(readStep) };
}

function readStep(step: Written["steps"][number]): Step {
	return { ...step, id: oneOf(stepIds, step.id), pieces: step.pieces.map(readPiece) };
}

function readPiece(piece: WrittenPiece): Piece {
	return {
		...piece,
		direction: oneOf(directions, piece.direction),
		for: oneOf(circles, piece.for),
		reasons: piece.reasons.map((reason) => oneOf(reasons, reason)),
		approach: oneOf(approaches, piece.approach),
	};
}

function oneOf<T extends string>(known: readonly T[], text: string): T {
	const found = known.find((one) => one === text);
	if (found === undefined) throw new Error(`expected one of ${known.join(", ")}, got ${text}`);
	return found;
}
