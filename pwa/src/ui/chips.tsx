import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import "./chips.css";

interface ChipsProps {
	readonly label: string;
	/** False where the label is for those who hear the screen. */
	readonly labelled?: boolean;
	readonly children: ComponentChildren;
}

/** A row of small things to touch, under its name. */
export function Chips({ label, labelled = true, children }: ChipsProps) {
	const id = useId();
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot lie in a row with what it names
		<div class="chips" role="group" aria-labelledby={id}>
			<p class={labelled ? "caps" : "aside-words"} id={id}>
				{label}
			</p>
			<div class="chips-row">{children}</div>
		</div>
	);
}

interface ChipProps {
	readonly children: ComponentChildren;
	readonly onClick: () => void;
	/** Whether it is chosen, where it can be. */
	readonly pressed?: boolean;
	readonly name?: string;
}

export function Chip({ children, onClick, pressed, name }: ChipProps) {
	return (
		<button
			class="chip"
			type="button"
			onClick={onClick}
			aria-pressed={pressed}
			aria-label={name}
			dir="auto"
		>
			{children}
		</button>
	);
}
