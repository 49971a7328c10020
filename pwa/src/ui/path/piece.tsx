import { signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import {
	type Draft,
	type EntryId,
	type GuidedPiece,
	guidedPiece,
	type Moments,
} from "../../app/contract.ts";
import { type Content, useContent } from "../content.ts";
import { useMoments } from "../context.ts";
import { openPiece } from "../desk.ts";
import { Distress, Eased } from "../distress.tsx";
import { easingFrom } from "../easing.ts";
import { useKeeping } from "../keeping.ts";
import { goInstead } from "../route.ts";
import { say } from "../words.ts";
import { type Known, pieceOf, pieceWithout } from "./asked.ts";
import { Before } from "./before.tsx";
import { type Clock, pauseClock, resumeClock, startClock } from "./clock.ts";
import { End } from "./end.tsx";
import { type OpenPiece, openingOf, withPiece } from "./going.ts";
import { Landing } from "./landing.tsx";
import { mayOfferTimed, shownPiece } from "./open.ts";
import { Prompt } from "./prompt.tsx";
import { askedAt, type WalkEvent, walk } from "./walk.ts";

/** A guided piece, one question on a screen. Whatever way it is left, its words are kept. */
export function PieceScreen() {
	const moments = useMoments();
	const content = useContent();
	const shown = useMemo(() => signal(shownPiece(moments)), [moments]);
	const draft = shown.value;
	useEffect(() => {
		if (draft === undefined) goInstead("/path");
	}, [draft]);
	if (content === undefined || draft === undefined) return <main class="screen" aria-busy="true" />;
	const goOn = (id: EntryId): void => {
		openPiece.value = undefined;
		shown.value = moments.editDraft(id);
	};
	return <Going key={draft.id} draft={draft} content={content} onGoOn={goOn} />;
}

/** Minutes that there are to land in. */
const LANDING_MINUTES = 10;

interface GoingProps {
	readonly draft: Draft;
	readonly content: Content;
	/** Goes on with another one instead. */
	readonly onGoOn: (id: EntryId) => void;
}

/** Leads from what is said before a piece to its quiet end. */
function Going({ draft, content, onGoOn }: GoingProps) {
	const moments = useMoments();
	const keeping = useKeeping(draft);
	const known = knownOf(content, guidedPiece.read(draft.fields));
	const open = useMemo(() => signal(opening(moments, draft, known)), []);
	const { part, easing, clock } = open.value;
	const piece = guidedPiece.read(open.value.draft.fields);
	const asked = askedAt(known.asked, piece);

	const set = (change: Partial<OpenPiece>): void => {
		open.value = { ...open.peek(), ...change };
		openPiece.value = open.value;
	};
	const write = (next: GuidedPiece): void => {
		set({ draft: withPiece(open.peek().draft, next) });
		keeping.changed(open.peek().draft);
	};
	const stop = (): void => set({ part: "stopped" });
	const begin = (): void => {
		write({ ...piece, at: asked?.id ?? "" });
		set({ part: "asking", clock: clockFor(moments, known, draft) });
	};
	const end = (): void => set({ part: "ended", clock: undefined });
	const land = (): void => {
		if (clock === undefined) end();
		else set({ part: "landing", clock: startClock(LANDING_MINUTES, Date.now()) });
	};
	const close = (): void => {
		if (known.hard && easing?.said === undefined) set({ part: "easing" });
		else land();
	};
	const move = (event: WalkEvent): void => {
		const walked = walk(known.asked, piece, event);
		write(walked.piece);
		if (walked.ended) close();
		else set({ part: "asking" });
	};
	useRestingClock(draft.id, () => {
		if (clock !== undefined) set({ clock: pauseClock(clock, Date.now()) });
	});

	switch (asked === undefined && part === "asking" ? "ended" : part) {
		case "before":
			return (
				<Before
					known={known}
					onBegin={() => (known.hard ? set({ part: "weighing" }) : begin())}
					onGoOn={onGoOn}
				/>
			);
		case "weighing":
			return (
				<Distress
					key="before"
					when="before"
					onDone={(rating) => {
						set({ easing: easingFrom(rating) });
						begin();
					}}
				/>
			);
		case "asking":
			if (asked === undefined) return null;
			return (
				<Prompt
					key={asked.id}
					known={known}
					asked={asked}
					piece={piece}
					clock={clock}
					onWrite={write}
					onMove={move}
					onStop={stop}
					onClock={(clock) => set({ clock })}
					onLand={close}
				/>
			);
		case "easing":
			return (
				<Eased
					easing={easing ?? easingFrom(undefined)}
					onChange={(next) => set({ easing: next })}
					onDone={land}
					onStop={stop}
				/>
			);
		case "landing":
			return <Landing piece={piece} clock={clock} onWrite={write} onDone={end} />;
		case "ended":
		case "stopped":
			return (
				<End
					key={part}
					stopped={part === "stopped"}
					known={known}
					draft={open.value.draft}
					easing={easing}
					onWrite={write}
					onTo={(id) => move({ name: "to", id })}
					onWeigh={() => set({ part: "easing", easing: easingFrom(easing?.before) })}
				/>
			);
	}
}

/** As it was left a moment ago, else as it opens. */
function opening(moments: Moments, draft: Draft, known: Known): OpenPiece {
	const left = openPiece.peek();
	if (left?.draft.id === draft.id) return { ...left, draft, clock: goingOn(left) };
	const open = openingOf(draft);
	const clock = open.part === "asking" ? clockFor(moments, known, draft) : undefined;
	return { ...open, clock };
}

/** To land goes on by itself after settling; to write, when the person says so. */
function goingOn({ part, clock }: OpenPiece): Clock | undefined {
	return part === "landing" && clock ? resumeClock(clock, Date.now()) : clock;
}

/** A clock where one writes by it: once a day at most, and not to change what is done. */
function clockFor(moments: Moments, known: Known, draft: Draft): Clock | undefined {
	const { done } = guidedPiece.read(draft.fields);
	const isDue = known.timed && !done && mayOfferTimed(moments, moments.today(), draft.id);
	return isDue ? startClock(known.minutes, Date.now()) : undefined;
}

/** The clock stands still while one is elsewhere, and nothing of it is left once the journal is locked. */
function useRestingClock(id: EntryId, rest: () => void): void {
	const newest = useRef(rest);
	newest.current = rest;
	useEffect(() => {
		return () => {
			if (openPiece.peek()?.draft.id === id) newest.current();
		};
	}, [id]);
}

function knownOf(content: Content, { piece, answers }: GuidedPiece): Known {
	const without = (): Known =>
		pieceWithout(piece, say("kind.piece"), say("path.question.gone"), answers);
	return pieceOf(content, piece) ?? without();
}
