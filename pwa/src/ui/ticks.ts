import { useEffect } from "preact/hooks";

/** Calls `tick` at once, and after each `wait` milliseconds again. Out of sight it rests; in sight again it goes on at once. */
export function useTicks(tick: () => void, wait: () => number): void {
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const go = (): void => {
			clearTimeout(timer);
			if (document.visibilityState === "hidden") return;
			tick();
			timer = setTimeout(go, wait());
		};
		go();
		document.addEventListener("visibilitychange", go);
		return () => {
			clearTimeout(timer);
			document.removeEventListener("visibilitychange", go);
		};
	}, []);
}
