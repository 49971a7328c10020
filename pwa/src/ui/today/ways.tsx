import { say, type Word } from "../words.ts";
import "./ways.css";

export interface Way {
	readonly word: Word;
	readonly onTake: () => void;
}

/** Ways past a question, side by side and alike. None of them is the lesser answer. */
export function Ways({ ways }: { readonly ways: readonly Way[] }) {
	return (
		<ul class="ways">
			{ways.map(({ word, onTake }) => (
				<li key={word}>
					<button class="way-past" type="button" onClick={onTake}>
						{say(word)}
					</button>
				</li>
			))}
		</ul>
	);
}
