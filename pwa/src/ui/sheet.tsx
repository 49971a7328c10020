import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { GlyphButton } from "./button.tsx";
import { LeaveButton } from "./leave-button.tsx";
import { back } from "./route.ts";
import "./sheet.css";

interface SheetProps {
	/** What a screen reader says of it. */
	readonly name: string;
	/** The name of the control that closes it. */
	readonly close: string;
	readonly children: ComponentChildren;
}

/** A layer over the screen, from below on a phone. Back, Escape and a touch beside it close it. */
export function Sheet({ name, close, children }: SheetProps) {
	const dialog = useRef<HTMLDialogElement>(null);
	useLayoutEffect(() => {
		const shown = dialog.current;
		shown?.showModal();
		// Closed while it is still there, it gives the focus back to what opened it.
		return () => shown?.close();
	}, []);
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the key is Escape, which the dialog itself hears
		<dialog
			ref={dialog}
			class="sheet"
			aria-label={name}
			onCancel={(event) => {
				event.preventDefault();
				back();
			}}
			onClick={(event) => {
				if (event.target === dialog.current) back();
			}}
		>
			<div class="sheet-page">
				{children}
				<GlyphButton glyph="close" name={close} onClick={back} class="sheet-close" />
				<LeaveButton />
			</div>
		</dialog>
	);
}
