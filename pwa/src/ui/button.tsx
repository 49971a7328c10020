import type { ComponentChildren } from "preact";
import { Glyph, type GlyphName } from "./glyph.tsx";
import "./button.css";

interface ButtonProps {
	readonly children: ComponentChildren;
	readonly onClick?: () => void;
	/** `stone` is the one main thing of a screen; `plain` is all else. */
	readonly kind?: "stone" | "plain" | "quiet";
	readonly type?: "button" | "submit";
	readonly disabled?: boolean;
	readonly glyph?: GlyphName;
}

export function Button(props: ButtonProps) {
	const { children, onClick, kind = "plain", type = "button", disabled = false, glyph } = props;
	return (
		<button class={`button button-${kind}`} type={type} onClick={onClick} aria-disabled={disabled}>
			{glyph && <Glyph name={glyph} small />}
			{children}
		</button>
	);
}

interface GlyphButtonProps {
	readonly glyph: GlyphName;
	readonly name: string;
	readonly onClick: () => void;
	readonly class?: string;
}

/** A sign without a word beside it; `name` is what a screen reader and a long press say. */
export function GlyphButton({ glyph, name, onClick, class: more = "" }: GlyphButtonProps) {
	return (
		<button
			class={`glyph-button ${more}`}
			type="button"
			onClick={onClick}
			aria-label={name}
			title={name}
		>
			<Glyph name={glyph} />
		</button>
	);
}
