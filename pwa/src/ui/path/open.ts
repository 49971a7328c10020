// Pieces that are open: begun and not closed. One is opened at the question where it was left.

import {
	type CivilDay,
	type Draft,
	type Entry,
	type EntryId,
	type GuidedPiece,
	guidedPiece,
	type Moments,
} from "../../app/contract.ts";
import type { Content } from "../content.ts";
import { openDraft, openPiece } from "../desk.ts";
import { type Known, pieceOf } from "./asked.ts";
import { begunPieces } from "./begun.ts";
import { mayBeginTimed, timedDays } from "./timed.ts";

/** A piece that was begun. */
export interface Begun {
	readonly written: Entry | Draft;
	readonly known: Known;
}

/** A new go at a piece. */
export function newPiece(moments: Moments, id: string): Draft {
	return moments.newDraft({ kind: "piece", fields: guidedPiece.fields(blank(id)) });
}

export function blank(piece: string): GuidedPiece {
	return {
		piece,
		answers: new Map(),
		at: "",
		skipped: [],
		timed: [],
		done: false,
		before: undefined,
		after: undefined,
	};
}

/** What lies open and still stands in the content, the newest first. */
export function openPieces(moments: Moments, content: Content): readonly Begun[] {
	return begunPieces(moments).flatMap((written): readonly Begun[] => {
		const known = pieceOf(content, guidedPiece.read(written.fields).piece);
		return known === undefined ? [] : [{ written, known }];
	});
}

/** True if a piece by the clock may be offered: once a day, whatever it is about. `id`: a go that counts as itself. */
export function mayOfferTimed(moments: Moments, today: CivilDay, id?: EntryId): boolean {
	const written = [...moments.drafts.value, ...moments.entries.value];
	return mayBeginTimed(timedDays(written, id), today);
}

/**
 * The piece to show: the one that was just opened; else the one that was left for a moment, with what is remembered of it; else the
 * newest that waits among the drafts. Undefined if there is none.
 */
export function shownPiece(moments: Moments): Draft | undefined {
	const opened = openDraft.peek();
	if (opened?.kind === "piece") {
		openPiece.value = undefined;
		return opened;
	}
	const left = openPiece.peek()?.draft;
	const drafts = moments.drafts.peek().filter(({ kind }) => kind === "piece");
	if (left === undefined) return drafts[0];
	const { id } = left;
	if (moments.entries.peek().some((entry) => entry.id === id)) return moments.editDraft(id);
	return drafts.find((draft) => draft.id === id) ?? left;
}
