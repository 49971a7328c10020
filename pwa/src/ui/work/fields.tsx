import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { type Direction, directions } from "../../app/contract.ts";
import { say } from "../words.ts";
import "./fields.css";

interface WordsProps {
	readonly label: string;
	readonly value: string;
	readonly onInput: (text: string) => void;
	readonly hint?: string;
	/** The one thing of a screen: larger, with room from the start. */
	readonly large?: boolean;
}

/** A place for words, as high as they are. */
export function WordsField({ label, value, onInput, hint, large = false }: WordsProps) {
	const id = useId();
	return (
		<div class={large ? "field field-large" : "field"}>
			<label for={id}>{label}</label>
			<span class="field-line">
				<textarea
					id={id}
					value={value}
					onInput={(event) => onInput(event.currentTarget.value)}
					rows={large ? 4 : 2}
					autocapitalize="sentences"
					autocomplete="off"
					enterkeyhint="enter"
					spellcheck={false}
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

interface NameProps {
	readonly label: string;
	readonly value: string;
	readonly onInput: (text: string) => void;
	/** Names that were used before. */
	readonly known?: readonly string[];
	readonly hint?: string;
}

/** A name in a line, in the person's own words. */
export function NameField({ label, value, onInput, known = [], hint }: NameProps) {
	const id = useId();
	return (
		<div class="field">
			<label for={id}>{label}</label>
			<span class="field-line">
				<input
					id={id}
					type="text"
					value={value}
					list={known.length > 0 ? `${id}-known` : undefined}
					onInput={(event) => onInput(event.currentTarget.value)}
					autocapitalize="words"
					autocomplete="off"
					autocorrect="off"
					spellcheck={false}
					enterkeyhint="next"
					aria-describedby={hint ? `${id}-hint` : undefined}
				/>
			</span>
			<datalist id={`${id}-known`}>
				{known.map((name) => (
					<option key={name} value={name} />
				))}
			</datalist>
			{hint && (
				<p id={`${id}-hint`} class="quiet">
					{hint}
				</p>
			)}
		</div>
	);
}

interface TogglesProps<T extends string> {
	readonly label: string;
	readonly value: T | undefined;
	readonly options: readonly {
		readonly value: T;
		readonly name: string;
		readonly mark?: ComponentChildren;
	}[];
	/** Touched again, what was chosen is taken back. */
	readonly onChoose: (value: T | undefined) => void;
}

/** One of a few, or none. */
export function Toggles<T extends string>({ label, value, options, onChoose }: TogglesProps<T>) {
	const id = useId();
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in a row with its choices
		<div class="toggles" role="group" aria-labelledby={id}>
			<p class="toggles-label" id={id}>
				{label}
			</p>
			<div class="toggles-row">
				{options.map((option) => (
					<button
						key={option.value}
						class="toggle"
						type="button"
						aria-pressed={option.value === value}
						onClick={() => onChoose(option.value === value ? undefined : option.value)}
					>
						{option.mark}
						{option.name}
					</button>
				))}
			</div>
		</div>
	);
}

interface DirectionProps {
	readonly label: string;
	readonly value: Direction | undefined;
	readonly onChoose: (direction: Direction | undefined) => void;
}

/** With others, in the world, or with oneself. */
export function DirectionField({ label, value, onChoose }: DirectionProps) {
	return (
		<Toggles
			label={label}
			value={value}
			options={directions.map((one) => ({ value: one, name: say(`moment.direction.${one}`) }))}
			onChoose={onChoose}
		/>
	);
}
