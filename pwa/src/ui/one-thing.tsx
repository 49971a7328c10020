import type { ComponentChildren } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { Button } from "./button.tsx";
import { back } from "./route.ts";
import { Heading } from "./screen.tsx";
import { say } from "./words.ts";
import "./one-thing.css";

interface OneThingProps {
	/** In small letters above: where one is. */
	readonly over: string;
	readonly ask: string;
	readonly hint: string;
	/** What can be touched on the way. */
	readonly children?: ComponentChildren;
	readonly moves: ComponentChildren;
}

/** One thing on a screen, in large words, and the ways on below it. A new thing is a new key, so that it is heard. */
export function OneThing({ over, ask, hint, children, moves }: OneThingProps) {
	useTop();
	return (
		<main class="screen one-thing">
			<div class="one-thing-words">
				<p class="caps">{over}</p>
				<Heading>{ask}</Heading>
				<p class="lead">{hint}</p>
				{children}
			</div>
			{moves}
		</main>
	);
}

/** A new thing begins at its top, wherever the one before it was left. */
export function useTop(): void {
	useLayoutEffect(() => window.scrollTo(0, 0), []);
}

interface MovesProps {
	readonly onBack?: () => void;
	/** Undefined where nothing comes after. */
	readonly onNext?: (() => void) | undefined;
	readonly next?: "settle.next" | "settle.again" | "settle.go-on";
}

/** Back, enough and on: side by side, none with more weight than another. */
export function Moves({ onBack = back, onNext, next = "settle.next" }: MovesProps) {
	return (
		<div class="moves">
			<Button onClick={onBack}>{say("place.back")}</Button>
			<Button onClick={back}>{say("settle.enough")}</Button>
			{onNext && <Button onClick={onNext}>{say(next)}</Button>}
		</div>
	);
}
