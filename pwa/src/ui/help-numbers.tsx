import { callAddress, textAddress } from "./contacts.ts";
import { say } from "./words.ts";

interface NumbersProps {
	readonly phone?: string | undefined;
	/** A number for messages. */
	readonly text?: string | undefined;
	/** What is to be written to it, if something is asked for. */
	readonly word?: string | undefined;
}

/** Numbers that a touch dials, or begins a message to. */
export function Numbers({ phone, text, word }: NumbersProps) {
	return (
		<p class="button-row">
			{phone && (
				<a class="button button-plain" href={callAddress(phone)}>
					{say("help.call", { number: phone })}
				</a>
			)}
			{text && (
				<a class="button button-plain" href={textAddress(text, word)}>
					{word
						? say("help.text.word", { word, number: text })
						: say("help.text", { number: text })}
				</a>
			)}
		</p>
	);
}
