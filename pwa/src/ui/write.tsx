import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type Draft, saysAnything } from "../app/contract.ts";
import { WritingAttachments } from "./attached/parts.ts";
import { Button, GlyphButton } from "./button.tsx";
import { useMoments } from "./context.ts";
import { dayInWords, isDay } from "./day.ts";
import { openDraft, readEntry, undoable } from "./desk.ts";
import { Glyph } from "./glyph.tsx";
import { useKeeping } from "./keeping.ts";
import { useKeyboard } from "./keyboard.ts";
import { draftAt } from "./kind-view.tsx";
import { NotSaved } from "./notices.tsx";
import { back, backOnce } from "./route.ts";
import { SaveLine } from "./save.tsx";
import { useArrival } from "./screen.tsx";
import { useShownArea } from "./shown-area.ts";
import { say } from "./words.ts";
import "./write.css";

/** A page to write on. Whatever way it is left, its words are kept. */
export function Write() {
	const moments = useMoments();
	const started = useSignal(draftAt("/write", moments) ?? moments.newDraft());
	const draft = started.value;
	const keeping = useKeeping(draft);
	const keyboard = useKeyboard();
	const area = useRef<HTMLTextAreaElement>(null);
	useArrival(area);
	useShownArea();

	useLayoutEffect(() => {
		const field = area.current;
		if (field === null) return;
		field.focus();
		field.setSelectionRange(field.value.length, field.value.length);
	}, []);

	const change = (changed: Partial<Pick<Draft, "text" | "day" | "fields">>): void => {
		started.value = { ...started.peek(), ...changed };
		if (keeping.changed(started.peek())) openDraft.value = started.peek();
	};
	const remove = (): void => {
		keeping.release();
		openDraft.value = undefined;
		if (draft.edit) {
			readEntry.value = undefined;
			void moments.dropDraft(draft.id).then(() => moments.trashEntry(draft.id));
			undoable.value = { said: "undo.trashed", undo: () => moments.restoreEntry(draft.id) };
			back();
			return;
		}
		void moments.dropDraft(draft.id);
		if (saysAnything(draft.kind, draft.text, draft.fields))
			undoable.value = { said: "undo.dropped", undo: () => moments.keepDraft(draft) };
		back();
	};

	return (
		<main class="write">
			<div class="write-bar">
				<GlyphButton glyph="back" name={say("place.back")} onClick={back} />
				<WriteDay day={draft.day} latest={moments.today()} onChoose={(day) => change({ day })} />
				<GlyphButton glyph="trash" name={say("write.delete")} onClick={remove} />
			</div>
			<NotSaved />
			<div class="write-page">
				<textarea
					{...keyboard}
					ref={area}
					aria-label={say("write.label")}
					placeholder={say("write.placeholder")}
					value={draft.text}
					onInput={(event) => change({ text: event.currentTarget.value })}
					rows={1}
					autocapitalize="sentences"
					enterkeyhint="enter"
				/>
				<WritingAttachments
					fields={draft.fields}
					newest={() => started.peek().fields}
					onChange={(fields) => change({ fields })}
					hold={keeping.hold}
				/>
			</div>
			<div class="write-foot">
				<SaveLine />
				<Button kind="stone" onClick={() => keeping.settled(() => backOnce(keeping.finish()))}>
					{say("write.done")}
				</Button>
			</div>
		</main>
	);
}

interface WriteDayProps {
	readonly day: Draft["day"];
	readonly latest: Draft["day"];
	readonly onChoose: (day: Draft["day"]) => void;
}

/** The day in words; below the finger the platform's own chooser, up to today. */
function WriteDay({ day, latest, onChoose }: WriteDayProps) {
	const open = (field: HTMLInputElement): void => {
		try {
			field.showPicker();
		} catch {
			// No chooser to show: the field itself takes the day.
		}
	};
	return (
		<div class="write-day">
			<h1>
				{dayInWords(day, latest)}
				<Glyph name="down" small />
			</h1>
			<input
				type="date"
				aria-label={say("write.day")}
				value={day}
				max={latest}
				required
				onClick={(event) => open(event.currentTarget)}
				onChange={(event) => {
					const chosen = event.currentTarget.value;
					if (isDay(chosen) && chosen <= latest) onChoose(chosen);
				}}
			/>
		</div>
	);
}
