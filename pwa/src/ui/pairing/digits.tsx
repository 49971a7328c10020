import { useRef } from "preact/hooks";
import { Button } from "../button.tsx";
import { useArrival } from "../screen.tsx";
import { say } from "../words.ts";
import "./pairing.css";

interface DigitsProps {
	readonly digits: string;
	readonly onAnswer: (same: boolean) => void;
}

/** Six digits on both phones, and the question whether they are the same. Neither answer is the easier one to touch. */
export function Digits({ digits, onAnswer }: DigitsProps) {
	const question = useRef<HTMLHeadingElement>(null);
	useArrival(question);
	return (
		<section class="part pair-compare">
			<h2 tabIndex={-1} ref={question}>
				{say("pair.compare")}
			</h2>
			<p class="pair-digits" data-digits={digits}>
				{digits}
			</p>
			<p class="prose">{say("pair.compare.why")}</p>
			<div class="button-row">
				<Button onClick={() => onAnswer(true)}>{say("pair.same")}</Button>
				<Button onClick={() => onAnswer(false)}>{say("pair.different")}</Button>
			</div>
		</section>
	);
}
