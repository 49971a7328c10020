import { useId } from "preact/hooks";

interface NoteWordsProps {
	readonly label: string;
	readonly value: string;
	readonly onInput: (text: string) => void;
}

/** A place for a few words, as high as they are. */
export function NoteWords({ label, value, onInput }: NoteWordsProps) {
	const id = useId();
	return (
		<div class="field">
			<label for={id}>{label}</label>
			<span class="field-line">
				<textarea
					id={id}
					value={value}
					onInput={(event) => onInput(event.currentTarget.value)}
					rows={2}
					autocapitalize="sentences"
					autocomplete="off"
					enterkeyhint="enter"
					spellcheck={false}
				/>
			</span>
		</div>
	);
}
