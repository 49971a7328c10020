import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** True while the person wants nothing on the screen to move. */
export function useStillness(): boolean {
	const query = "(prefers-reduced-motion: reduce)";
	const still = useSignal(matchMedia(query).matches);
	useEffect(() => {
		const wish = matchMedia(query);
		const look = (): void => {
			still.value = wish.matches;
		};
		wish.addEventListener("change", look);
		return () => wish.removeEventListener("change", look);
	}, [still]);
	return still.value;
}
