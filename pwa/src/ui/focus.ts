import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * Where what had the focus goes away with a change of the part that it stood in, the first of `next` there has it: whoever uses
 * the keys goes on from where they were.
 */
export function useFocusKept(next: string): RefObject<HTMLElement | null> {
	const part = useRef<HTMLElement>(null);
	const held = useRef<Element | undefined>(undefined);
	useLayoutEffect(() => {
		const { current } = part;
		const note = (event: FocusEvent): void => {
			held.current = event.target instanceof Element ? event.target : undefined;
		};
		current?.addEventListener("focusin", note);
		return () => current?.removeEventListener("focusin", note);
	}, []);
	useLayoutEffect(() => {
		if (held.current === undefined || held.current.isConnected) return;
		held.current = undefined;
		if (document.activeElement !== document.body) return;
		part.current?.querySelector<HTMLElement>(next)?.focus({ preventScroll: true });
	});
	return part;
}
