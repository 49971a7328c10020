import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { type Direction, directions } from "../../app/contract.ts";
import { say } from "../words.ts";
import "./fields.css";

interface TogglesProps<T extends string> {
	readonly label: string;
	readonly value: T | undefined;
	readonly options: readonly {
		readonly value: T;
		readonly name: string;
		readonly mark?: ComponentChildren;
	}[];
	/** Touched again, what was chosen is taken back. */
	readonly onChoose: (value: T | undefined) => void;
}

/** One of a few, or none. */
export function Toggles<T extends string>({ label, value, options, onChoose }: TogglesProps<T>) {
	const id = useId();
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in a row with its choices
		<div class="toggles" role="group" aria-labelledby={id}>
			<p class="toggles-label" id={id}>
				{label}
			</p>
			<div class="toggles-row">
				{options.map((option) => (
					<button
						key={option.value}
						class="toggle"
						type="button"
						aria-pressed={option.value === value}
						onClick={() => onChoose(option.value === value ? undefined : option.value)}
					>
						{option.mark}
						{option.name}
					</button>
				))}
			</div>
		</div>
	);
}

interface DirectionProps {
	readonly label: string;
	readonly value: Direction | undefined;
	readonly onChoose: (direction: Direction | undefined) => void;
}

/** With others, in the world, or with oneself. */
export function DirectionField({ label, value, onChoose }: DirectionProps) {
	return (
		<Toggles
			label={label}
			value={value}
			options={directions.map((one) => ({ value: one, name: say(`moment.direction.${one}`) }))}
			onChoose={onChoose}
		/>
	);
}
