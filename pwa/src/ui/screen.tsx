import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { GlyphButton } from "./button.tsx";
import { back } from "./route.ts";
import { say } from "./words.ts";
import "./screen.css";

let shownBefore = false;

/** Moves the focus to a new screen's heading, except on the very first one, which the browser reads. */
export function useArrival(at: RefObject<HTMLElement | null>): void {
	useLayoutEffect(() => {
		if (shownBefore) at.current?.focus({ preventScroll: true });
		shownBefore = true;
	}, [at]);
}

export function Heading({ children }: { readonly children: ComponentChildren }) {
	const heading = useRef<HTMLHeadingElement>(null);
	useArrival(heading);
	return (
		<h1 tabIndex={-1} ref={heading}>
			{children}
		</h1>
	);
}

interface ScreenProps {
	readonly name: string;
	readonly title: string;
	readonly children: ComponentChildren;
	/** False where there is nothing to go back to. */
	readonly leave?: boolean;
	readonly actions?: ComponentChildren;
}

/** A screen of quiet reading: the way back, its heading, its words. */
export function Screen({ name, title, children, leave = true, actions }: ScreenProps) {
	return (
		<main class={`screen ${name}`}>
			{(leave || actions) && (
				<div class="screen-bar">
					{leave && <GlyphButton glyph="back" name={say("place.back")} onClick={back} />}
					<span class="screen-bar-rest">{actions}</span>
				</div>
			)}
			<header class="screen-head">
				<Heading>{title}</Heading>
			</header>
			{children}
		</main>
	);
}
