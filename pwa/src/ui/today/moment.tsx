import { useSignal } from "@preact/signals";
import { changeFields, type Moment, moment } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { Screen } from "../screen.tsx";
import { say } from "../words.ts";
import { MomentWords } from "./moment-words.tsx";
import { useShortNote } from "./short-note.ts";
import { Turns } from "./turns.tsx";
import { type Way, Ways } from "./ways.tsx";
import { Where } from "./where.tsx";
import "./short-note.css";

/** What is asked now. One thing is on the screen at a time. */
export type Ask = "turn" | "where" | "words";

/** A small moment, in three touches: which way it turned, with whom or where, kept. */
export function MomentScreen() {
	const note = useShortNote("/moment", "moment");
	const { turn, direction } = moment.read(note.draft.fields);
	const isBegun = note.draft.edit || direction !== undefined || note.draft.text !== "";
	const asked = useSignal<Ask>(isBegun ? "words" : turn ? "where" : "turn");
	const go = (ask: Ask): void => {
		asked.value = ask;
	};
	const set = (part: Partial<Moment>): void =>
		note.change({ fields: changeFields(moment, note.draft.fields, part) });
	const skip: Way = {
		word: "today.way.skip",
		onTake: () => go(asked.value === "turn" ? "where" : "words"),
	};
	const past: readonly Way[] = [
		{ word: "today.way.later", onTake: note.later },
		{ word: "today.way.stop", onTake: note.stop },
	];
	return (
		<Screen key={asked.value} name="short-note" title={say(`moment.ask.${asked.value}`)}>
			{asked.value === "turn" && (
				<Turns
					chosen={turn}
					onChoose={(chosen) => {
						set({ turn: chosen });
						go(direction === undefined ? "where" : "words");
					}}
				/>
			)}
			{asked.value === "where" && (
				<Where
					onChoose={(where, who) => {
						set({ direction: where, who });
						go("words");
					}}
				/>
			)}
			{asked.value === "words" && <MomentWords note={note} set={set} go={go} />}
			<div class="short-note-foot">
				{asked.value === "words" && (
					<Button kind="stone" onClick={note.keep}>
						{say("today.keep")}
					</Button>
				)}
				{!note.draft.edit && <Ways ways={asked.value === "words" ? past : [skip, ...past]} />}
			</div>
		</Screen>
	);
}
