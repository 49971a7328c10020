import { useSignal } from "@preact/signals";
import type { ComponentChildren, RefObject } from "preact";
import { useId } from "preact/hooks";
import type { CivilDay } from "../app/contract.ts";
import { isDay } from "./day.ts";
import { unaided } from "./keyboard.ts";
import { say } from "./words.ts";
import "./field.css";

const VISIBLE = { type: "text" } as const;
const HIDDEN = { type: "password" } as const;

/** What binds a control to its label and its hint. */
interface Bound {
	readonly id: string;
	readonly "aria-describedby": string | undefined;
}

interface FieldProps {
	readonly label: string;
	readonly hint?: ComponentChildren;
	/** The one thing of a screen: larger, with room from the start. */
	readonly large?: boolean;
	/** The control, and what stands in a line with it. */
	readonly children: (bound: Bound) => ComponentChildren;
	readonly foot?: ComponentChildren;
}

/** A label, the line to fill in, and a hint below it. */
export function Field({ label, hint, large = false, children, foot }: FieldProps) {
	const id = useId();
	return (
		<div class={large ? "field field-large" : "field"}>
			<label for={id}>{label}</label>
			<span class="field-line">{children(bound(id, hint))}</span>
			<Hint id={id} hint={hint} />
			{foot}
		</div>
	);
}

function bound(id: string, hint: ComponentChildren): Bound {
	return { id, "aria-describedby": hint ? `${id}-hint` : undefined };
}

interface HintProps {
	readonly id: string;
	readonly hint: ComponentChildren;
}

function Hint({ id, hint }: HintProps) {
	if (!hint) return null;
	return (
		<p id={`${id}-hint`} class="quiet">
			{hint}
		</p>
	);
}

interface SecretProps {
	readonly label: string;
	readonly value: string;
	readonly onInput: (text: string) => void;
	readonly hint?: ComponentChildren;
	/** Shown from the start: a mistype in a new passphrase would be for good. */
	readonly shown?: boolean;
	readonly field?: RefObject<HTMLInputElement | null>;
	readonly enter?: "go" | "done" | "next";
}

/** A field for a passphrase, which can be shown and hidden. */
export function Secret(props: SecretProps) {
	const { label, value, onInput, hint, shown: atFirst = false, field, enter = "go" } = props;
	const shown = useSignal(atFirst);
	return (
		<Field label={label} hint={hint}>
			{(bound) => (
				<>
					<input
						{...bound}
						{...unaided}
						ref={field ?? null}
						{...(shown.value ? VISIBLE : HIDDEN)}
						value={value}
						onInput={(event) => onInput(event.currentTarget.value)}
						autocapitalize="none"
						enterkeyhint={enter}
					/>
					<button
						class="field-show"
						type="button"
						onClick={() => {
							shown.value = !shown.value;
						}}
					>
						<Eye open={shown.value} />
						<span class="aside-words">
							{say(shown.value ? "passphrase.hide" : "passphrase.show")}
						</span>
					</button>
				</>
			)}
		</Field>
	);
}

function Eye({ open }: { readonly open: boolean }) {
	return (
		<svg class="glyph" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
			<path d="M3.5 12.5c2-3.6 5-5.5 8.5-5.5s6.5 1.9 8.5 5.5c-2 3.3-5 5-8.5 5s-6.5-1.7-8.5-5Z" />
			{open ? (
				<path d="M12 9.7a2.6 2.6 0 1 1 0 5.2 2.6 2.6 0 0 1 0-5.2Z" />
			) : (
				<path d="m5.5 18.5 13-12.5" />
			)}
		</svg>
	);
}

interface TextProps {
	readonly label: string;
	readonly value: string;
	readonly onInput: (text: string) => void;
	readonly hint?: ComponentChildren;
	readonly symbols?: boolean;
	readonly enter?: "go" | "done" | "next" | "search";
}

/** A field of one line for a code or a group of a kit. */
export function TextField({
	label,
	value,
	onInput,
	hint,
	symbols = false,
	enter = "next",
}: TextProps) {
	return (
		<Field label={label} hint={hint}>
			{(bound) => (
				<input
					{...bound}
					{...unaided}
					class={symbols ? "field-symbols" : ""}
					type="text"
					value={value}
					onInput={(event) => onInput(event.currentTarget.value)}
					autocapitalize={symbols ? "characters" : "none"}
					enterkeyhint={enter}
				/>
			)}
		</Field>
	);
}

interface DayProps {
	readonly label: string;
	/** Empty where none is chosen. */
	readonly value: CivilDay | "";
	readonly onChoose: (day: CivilDay | "") => void;
	readonly earliest?: CivilDay;
	readonly latest?: CivilDay;
	readonly hint?: string;
}

/** A day by the platform's own chooser, or none. */
export function DayField({ label, value, onChoose, earliest, latest, hint }: DayProps) {
	return (
		<Field label={label} hint={hint}>
			{(bound) => (
				<input
					{...bound}
					type="date"
					value={value}
					min={earliest}
					max={latest}
					onInput={(event) => {
						const chosen = event.currentTarget.value;
						if (chosen === "" || isDay(chosen)) onChoose(chosen);
					}}
				/>
			)}
		</Field>
	);
}

interface ChoiceProps {
	readonly label: string;
	readonly value: string;
	readonly options: readonly {
		readonly value: string;
		readonly name: string;
		readonly lang?: string;
	}[];
	readonly onChoose: (value: string) => void;
	readonly hint?: string;
}

/** One of a few, by the platform's own chooser. */
export function Choice({ label, value, options, onChoose, hint }: ChoiceProps) {
	const id = useId();
	return (
		<div class="choice">
			<label for={id}>{label}</label>
			<select
				{...bound(id, hint)}
				value={value}
				onChange={(event) => onChoose(event.currentTarget.value)}
			>
				{options.map((option) => (
					<option key={option.value} value={option.value} lang={option.lang}>
						{option.name}
					</option>
				))}
			</select>
			<Hint id={id} hint={hint} />
		</div>
	);
}
