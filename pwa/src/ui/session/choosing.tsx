import { useSignal } from "@preact/signals";
import {
	type CivilDay,
	type Entry,
	type Picked,
	type Picture,
	pictures,
	type Session,
	sentencesOf,
} from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { dayInWords } from "../day.ts";
import { DayField } from "../field.tsx";
import { kindViews } from "../kind-view.tsx";
import { beginning } from "../leaf.ts";
import { Unfold } from "../unfold.tsx";
import { say, type Word } from "../words.ts";
import { WordsField } from "../words-field.tsx";
import { choosable, isChosen, withEntry, withSentence } from "./picking.ts";
import "../foot.css";
import "../search.css";

const SHOWN_AT_ONCE = 40;
const SHOWN_OF_AN_ENTRY = 220;

export const pictureWords: Readonly<Record<Picture, Word>> = {
	signs: "patterns.signs.title",
	moments: "patterns.moments.title",
	deeds: "patterns.deeds.title",
};

interface ChoosingProps {
	readonly text: string;
	readonly day: CivilDay;
	readonly value: Session;
	readonly onText: (text: string) => void;
	readonly onChange: (part: Partial<Session>) => void;
	readonly onDone: () => void;
}

/** Everything that can be on the page; each may be left out. */
export function Choosing({ text, day, value, onText, onChange, onDone }: ChoosingProps) {
	const { from, to } = value;
	const chosen = (other: CivilDay | ""): CivilDay | undefined => (other === "" ? undefined : other);
	return (
		<>
			<p class="lead session-lead">{say("session.lead")}</p>
			<WordsField
				label={say("session.own")}
				value={text}
				onInput={onText}
				hint={say("session.own.hint")}
			/>
			<section class="part">
				<h2>{say("session.days")}</h2>
				<div class="search-range">
					<DayField
						label={say("search.from")}
						value={from ?? ""}
						onChoose={(other) => onChange({ from: chosen(other) })}
					/>
					<DayField
						label={say("search.to")}
						value={to ?? day}
						onChoose={(other) => onChange({ to: chosen(other) })}
					/>
				</div>
			</section>
			<Pictures value={value} onChange={onChange} />
			<Lines key={`${from} ${to}`} value={value} day={day} onChange={onChange} />
			<div class="foot">
				<Button kind="stone" onClick={onDone}>
					{say("session.see")}
				</Button>
			</div>
		</>
	);
}

function Pictures({ value, onChange }: Pick<ChoosingProps, "value" | "onChange">) {
	const change = (picture: Picture, on: boolean): void => {
		const others = [...value.pictures].filter((one) => one !== picture);
		onChange({ pictures: new Set(on ? [...others, picture] : others) });
	};
	return (
		<fieldset class="part session-part">
			<legend>{say("session.pictures")}</legend>
			{pictures.map((picture) => (
				<label key={picture} class="pick">
					<input
						type="checkbox"
						checked={value.pictures.has(picture)}
						onChange={(event) => change(picture, event.currentTarget.checked)}
					/>
					<span>{say(pictureWords[picture])}</span>
				</label>
			))}
		</fieldset>
	);
}

/** What was written on these days; of each all or only some sentences. */
function Lines({ value, day, onChange }: Pick<ChoosingProps, "value" | "day" | "onChange">) {
	const most = useSignal(SHOWN_AT_ONCE);
	const days = { from: value.from ?? "", to: value.to ?? day } as const;
	const entries = choosable(useMoments().entries.value, days);
	const { picks } = value;
	return (
		<section class="part session-part">
			<h2>{say("session.lines")}</h2>
			{entries.length === 0 && <p class="quiet">{say("session.lines.none")}</p>}
			<ul class="session-lines">
				{entries.slice(0, most.value).map((entry) => (
					<Line
						key={entry.id}
						entry={entry}
						picked={picks.get(entry.id)}
						onEntry={(on) => onChange({ picks: withEntry(picks, entry.id, on) })}
						onSentence={(sentence, on) =>
							onChange({ picks: withSentence(picks, entry, sentence, on) })
						}
					/>
				))}
			</ul>
			{entries.length > most.value && (
				<Button
					kind="quiet"
					onClick={() => {
						most.value += SHOWN_AT_ONCE;
					}}
				>
					{say("session.lines.more")}
				</Button>
			)}
		</section>
	);
}

interface LineProps {
	readonly entry: Entry;
	readonly picked: Picked | undefined;
	readonly onEntry: (on: boolean) => void;
	readonly onSentence: (sentence: string, on: boolean) => void;
}

function Line({ entry, picked, onEntry, onSentence }: LineProps) {
	const sentences = sentencesOf(entry.words);
	return (
		<li data-pick={entry.id}>
			<label class="pick">
				<input
					type="checkbox"
					checked={picked !== undefined}
					onChange={(event) => onEntry(event.currentTarget.checked)}
				/>
				<span>
					<span class="pick-day">{nameOf(entry)}</span>
					<span class="pick-words">{beginning(entry.words, SHOWN_OF_AN_ENTRY)}</span>
				</span>
			</label>
			{picked !== undefined && sentences.length > 1 && (
				<div class="pick-parts">
					<Unfold title={say("session.part")} open={picked !== "all"}>
						{sentences.map((sentence, at) => (
							<label key={`${at} ${sentence}`} class="pick">
								<input
									type="checkbox"
									checked={isChosen(picked, sentence)}
									onChange={(event) => onSentence(sentence, event.currentTarget.checked)}
								/>
								<span class="pick-words">{sentence}</span>
							</label>
						))}
					</Unfold>
				</div>
			)}
		</li>
	);
}

/** As it is told apart in a list: with what its kind says of it. */
function nameOf(entry: Entry): string {
	const line = kindViews[entry.kind].line?.(entry);
	return line === undefined ? captionOf(entry) : `${dayInWords(entry.day)} · ${line}`;
}

/** The day, and what it is unless it is a page. On the page, where nothing stands that was not chosen. */
export function captionOf({ kind, day }: Entry): string {
	return kind === "entry" ? dayInWords(day) : `${dayInWords(day)} · ${say(kindViews[kind].name)}`;
}
