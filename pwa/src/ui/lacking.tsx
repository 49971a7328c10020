import { useRef } from "preact/hooks";
import { Button } from "./button.tsx";
import { useArrival } from "./screen.tsx";
import { say, sayCount } from "./words.ts";

interface LackingProps {
	readonly count: number;
	readonly onGo: () => void;
	readonly onLater: () => void;
}

/** What would stay behind where a journal becomes part of another one. Neither answer is the easier one to touch. */
export function Lacking({ count, onGo, onLater }: LackingProps) {
	const words = useRef<HTMLParagraphElement>(null);
	useArrival(words);
	return (
		<section class="part" data-lacks={count}>
			<p class="prose" tabIndex={-1} ref={words}>
				{sayCount("attach.lacks", count)}
			</p>
			<div class="button-row">
				<Button onClick={onLater}>{say("attach.lacks.later")}</Button>
				<Button onClick={onGo}>{say("attach.lacks.go")}</Button>
			</div>
		</section>
	);
}
