import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { CivilDay } from "../app/contract.ts";
import { Button, GlyphButton } from "./button.tsx";
import { useMoments } from "./context.ts";
import { dayWithinWords } from "./day.ts";
import { emptyDay, openDraft, type Undoable, undoable } from "./desk.ts";
import { go } from "./route.ts";
import { say } from "./words.ts";
import "./undo.css";

const STAYS_FOR = 20_000;

/** Sentences below the words that offer one thing to do, and go by themselves. */
export function Bars() {
	const done = undoable.value;
	const day = emptyDay.value;
	const place = useRef<HTMLDivElement>(null);
	useLayoutEffect(() => makeRoom(place.current), []);
	return (
		<div class="undo-place" role="status" ref={place}>
			{done && <Undo key={done} done={done} />}
			{day && <WriteThere key={day} day={day} />}
		</div>
	);
}

/** Tells the page how high they are, with text of any size: so much room it leaves below. */
function makeRoom(bars: Element | null): (() => void) | undefined {
	if (bars === null) return undefined;
	const { style } = document.documentElement;
	const watch = new ResizeObserver(([bar]) => {
		style.setProperty("--bars", `${bar?.contentRect.height ?? 0}px`);
	});
	watch.observe(bars);
	return () => {
		watch.disconnect();
		style.removeProperty("--bars");
	};
}

/** Says what was done and takes it back. */
function Undo({ done }: { readonly done: Undoable }) {
	const close = (): void => {
		undoable.value = undefined;
	};
	return (
		<Bar
			words={say(done.said)}
			act={say("undo.undo")}
			onAct={() => void done.undo()}
			close={close}
		/>
	);
}

/** Nothing is written on a day that was chosen: it can be. */
function WriteThere({ day }: { readonly day: CivilDay }) {
	const moments = useMoments();
	const close = (): void => {
		emptyDay.value = undefined;
	};
	const write = (): void => {
		openDraft.value = moments.newDraft({ day });
		go("/write");
	};
	return (
		<Bar
			words={say("calendar.empty", { day: dayWithinWords(day, moments.today()) })}
			act={say("calendar.write")}
			onAct={write}
			close={close}
		/>
	);
}

interface BarProps {
	readonly words: string;
	readonly act: string;
	readonly onAct: () => void;
	readonly close: () => void;
}

/** Stays while it is touched or focused. */
function Bar({ words, act, onAct, close }: BarProps) {
	const bar = useRef<HTMLDivElement>(null);
	useEffect(() => {
		let timer = setTimeout(leave, STAYS_FOR);
		function leave(): void {
			if (bar.current?.matches(":is(:hover, :focus-within)")) timer = setTimeout(leave, STAYS_FOR);
			else close();
		}
		return () => clearTimeout(timer);
	}, []);
	const shut = (): void => {
		close();
		document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
	};
	return (
		<div class="undo" ref={bar}>
			<p>{words}</p>
			<Button
				kind="quiet"
				onClick={() => {
					shut();
					onAct();
				}}
			>
				{act}
			</Button>
			<GlyphButton glyph="close" name={say("undo.close")} onClick={shut} />
		</div>
	);
}
