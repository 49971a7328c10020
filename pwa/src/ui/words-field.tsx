import { useId } from "preact/hooks";
import { Field } from "./field.tsx";
import { unaided, useKeyboard } from "./keyboard.ts";

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
	const keyboard = useKeyboard();
	return (
		<Field label={label} hint={hint} large={large}>
			{(bound) => (
				<textarea
					{...bound}
					{...keyboard}
					value={value}
					onInput={(event) => onInput(event.currentTarget.value)}
					rows={large ? 4 : 2}
					autocapitalize="sentences"
					enterkeyhint="enter"
				/>
			)}
		</Field>
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
	const list = useId();
	return (
		<Field
			label={label}
			hint={hint}
			foot={
				<datalist id={list}>
					{known.map((name) => (
						<option key={name} value={name} />
					))}
				</datalist>
			}
		>
			{(bound) => (
				<input
					{...bound}
					{...unaided}
					type="text"
					value={value}
					list={known.length > 0 ? list : undefined}
					onInput={(event) => onInput(event.currentTarget.value)}
					autocapitalize="words"
					enterkeyhint="next"
				/>
			)}
		</Field>
	);
}
