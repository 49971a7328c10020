import { useLayoutEffect } from "preact/hooks";

/**
 * Keeps `--shown-block` and `--shown-top` on the root equal to what the keyboard leaves free. Chromium
 * shrinks the page itself (`interactive-widget`); WebKit lays the keyboard over it.
 */
export function useShownArea(): void {
	useLayoutEffect(() => {
		const area = window.visualViewport;
		const root = document.documentElement.style;
		if (!area) return;
		const measure = (): void => {
			// Pinched: the person looks closer, nothing is to move.
			if (area.scale > 1.01) return;
			root.setProperty("--shown-block", `${area.height}px`);
			root.setProperty("--shown-top", `${area.offsetTop}px`);
		};
		measure();
		area.addEventListener("resize", measure);
		area.addEventListener("scroll", measure);
		return () => {
			area.removeEventListener("resize", measure);
			area.removeEventListener("scroll", measure);
			root.removeProperty("--shown-block");
			root.removeProperty("--shown-top");
		};
	}, []);
}
