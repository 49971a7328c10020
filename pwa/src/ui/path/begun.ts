import { type Draft, type Entry, guidedPiece, type Moments } from "../../app/contract.ts";

/** The guided pieces that were begun and not closed, the newest first; a draft stands for its entry. */
export function begunPieces(moments: Moments): readonly (Entry | Draft)[] {
	return [...moments.drafts.value, ...moments.entries.value]
		.filter(({ kind }) => kind === "piece")
		.filter(({ id }, at, all) => all.findIndex((one) => one.id === id) === at)
		.filter(({ fields }) => !guidedPiece.read(fields).done)
		.sort((a, b) => (a.day === b.day ? b.at - a.at : a.day < b.day ? 1 : -1));
}
