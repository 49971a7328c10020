// The part of the seam that is about entries: what the fields of each kind hold, how they read, and what can be said of many of them.
// Pure, and the same on every device. Screens know it by `contract.ts`.

export { attachedSorts, attachmentsIn } from "../journal/attachment.ts";
export { type Change, changeOf } from "../journal/change.ts";
export { type CheckIn, checkIn, type Sign, signs } from "../journal/check-in.ts";
export { type Columns, columnsOf, type Stretch, type Unit } from "../journal/columns.ts";
export { todayParts } from "../journal/default-settings.ts";
export { type Direction, directions } from "../journal/direction.ts";
export { sameWords } from "../journal/entry.ts";
export { type GuidedPiece, guidedPiece } from "../journal/guided-piece.ts";
export { type Intuition, intuition, turnouts } from "../journal/intuition.ts";
export { changeFields } from "../journal/kind.ts";
export { entryKinds, isClosed, saysAnything } from "../journal/kinds.ts";
export {
	type Deed,
	deedsNoted,
	type Lane,
	lanesOf,
	momentsNoted,
	type Noted,
	type Where,
} from "../journal/lanes.ts";
export { type Later, later } from "../journal/later.ts";
export { type Letter, letter } from "../journal/letter.ts";
export { type Moment, moment, type Turn, turns } from "../journal/moment.ts";
export { type Need, need, needSorts } from "../journal/need.ts";
export { type Promised, promise } from "../journal/promise.ts";
export { isNeverRecalled, neverRecalled } from "../journal/recall.ts";
export { sentenceMark, sentencesOf } from "../journal/sentences.ts";
export {
	type Picked,
	type Picture,
	pictures,
	type Session,
	session,
} from "../journal/session.ts";
export {
	type Holding,
	holdings,
	type Match,
	matches,
	type Quality,
	qualities,
	type Shown,
	type Sighting,
	shows,
	sighting,
} from "../journal/sighting.ts";
export {
	type PerSign,
	perSign,
	runsOf,
	type SignColumn,
	type SignSaid,
	signColumns,
	signsSaid,
} from "../journal/sign-columns.ts";
