import { useEffect } from "preact/hooks";
import { GlyphButton } from "./button.tsx";
import { useMoments } from "./context.ts";
import { canLeave, leave } from "./leave.ts";
import { isThrice, none, step, type Touch, touchOf } from "./thrice.ts";
import { say } from "./words.ts";
import "./leave-button.css";

/** The quick way out, in the corner of every screen and over what lies on it. */
export function LeaveButton() {
	const { lock } = useMoments();
	if (!canLeave.value) return null;
	return (
		<GlyphButton
			glyph="leave"
			name={say("leave.leave")}
			onClick={() => leave(lock)}
			class="leave-button"
		/>
	);
}

/** The same by Shift pressed three times, whatever has the focus. Call once. */
export function useLeaveByKeys(): void {
	const { lock } = useMoments();
	useEffect(() => {
		let presses = none;
		const take = (touch: Touch | undefined): void => {
			if (touch === undefined) return;
			presses = step(presses, touch);
			if (!isThrice(presses)) return;
			presses = none;
			if (canLeave.peek()) leave(lock);
		};
		const hear = (event: KeyboardEvent): void => take(touchOf(event));
		const interrupt = (): void => take({ name: "other" });
		// Capturing: no field keeps a key to itself.
		const early = { capture: true };
		window.addEventListener("keydown", hear, early);
		window.addEventListener("keyup", hear, early);
		window.addEventListener("pointerdown", interrupt, early);
		return () => {
			window.removeEventListener("keydown", hear, early);
			window.removeEventListener("keyup", hear, early);
			window.removeEventListener("pointerdown", interrupt, early);
		};
	}, [lock]);
}
