import { useSignal } from "@preact/signals";
import type { ComponentChildren, RefObject } from "preact";
import { useId } from "preact/hooks";
import type { CivilDay } from "../app/contract.ts";
import { isDay } from "./day.ts";
import { say } from "./words.ts";
import "./field.css";

const VISIBLE = { type: "text" } as const;
const HIDDEN = { type: "password" } as const;

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
	const id = useId();
	const shown = useSignal(atFirst);
	return (
		<div class="field">
			<label for={id}>{label}</label>
			<span class="field-line">
				<input
					id={id}
					ref={field ?? null}
					{...(shown.value ? VISIBLE : HIDDEN)}
					value={value}
					onInput={(event) => onInput(event.currentTarget.value)}
					autocomplete="off"
					autocapitalize="none"
					autocorrect="off"
					spellcheck={false}
					enterkeyhint={enter}
					aria-describedby={hint ? `${id}-hint` : undefined}
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
			</span>
			{hint && (
				<p id={`${id}-hint`} class="quiet">
					{hint}
				</p>
			)}
		</div>
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
	const id = useId();
	return (
		<div class="field">
			<label for={id}>{label}</label>
			<span class="field-line">
				<input
					id={id}
					class={symbols ? "field-symbols" : ""}
					type="text"
					value={value}
					onInput={(event) => onInput(event.currentTarget.value)}
					autocomplete="off"
					autocapitalize={symbols ? "characters" : "none"}
					autocorrect="off"
					spellcheck={false}
					enterkeyhint={enter}
					aria-describedby={hint ? `${id}-hint` : undefined}
				/>
			</span>
			{hint && (
				<p id={`${id}-hint`} class="quiet">
					{hint}
				</p>
			)}
		</div>
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
	const id = useId();
	return (
		<div class="field">
			<label for={id}>{label}</label>
			<span class="field-line">
				<input
					id={id}
					type="date"
					value={value}
					min={earliest}
					max={latest}
					onInput={(event) => {
						const chosen = event.currentTarget.value;
						if (chosen === "" || isDay(chosen)) onChoose(chosen);
					}}
					aria-describedby={hint ? `${id}-hint` : undefined}
				/>
			</span>
			{hint && (
				<p id={`${id}-hint`} class="quiet">
					{hint}
				</p>
			)}
		</div>
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
				id={id}
				value={value}
				onChange={(event) => onChoose(event.currentTarget.value)}
				aria-describedby={hint ? `${id}-hint` : undefined}
			>
				{options.map((option) => (
					<option key={option.value} value={option.value} lang={option.lang}>
						{option.name}
					</option>
				))}
			</select>
			{hint && (
				<p id={`${id}-hint`} class="quiet">
					{hint}
				</p>
			)}
		</div>
	);
}
