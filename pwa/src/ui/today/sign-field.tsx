import { useId, useRef } from "preact/hooks";
import type { Sign } from "../../app/contract.ts";
import { say } from "../words.ts";
import { MOST, valueInWords } from "./signs.ts";
import "./sign-field.css";
import "./ways.css";

interface SignFieldProps {
	readonly sign: Sign;
	/** Undefined while it is left out. */
	readonly value: number | undefined;
	readonly onChange: (value: number | undefined) => void;
}

/** A sign from 0 to 10. Untouched it says nothing, and it can be left out again. */
export function SignField({ sign, value, onChange }: SignFieldProps) {
	const id = useId();
	const slider = useRef<HTMLInputElement>(null);
	const leaveOut = (): void => {
		onChange(undefined);
		slider.current?.focus();
	};
	// At its lower end a slider that is not moved tells nobody that it was touched.
	const atLowEnd = (): void => {
		if (value === undefined) onChange(0);
	};
	return (
		<div class="sign" data-sign={sign} data-said={value !== undefined}>
			<label for={id}>{say(`check-in.${sign}`)}</label>
			<p class="quiet" id={`${id}-hint`}>
				{say(`check-in.${sign}.hint`)}
			</p>
			<input
				ref={slider}
				id={id}
				type="range"
				min={0}
				max={MOST}
				step={1}
				value={value ?? 0}
				onInput={(event) => onChange(Number(event.currentTarget.value))}
				onClick={atLowEnd}
				onKeyDown={(event) => {
					if (["ArrowLeft", "ArrowDown", "Home", "Enter", " "].includes(event.key)) atLowEnd();
				}}
				aria-valuetext={valueInWords(value)}
				aria-describedby={`${id}-hint`}
				autocomplete="off"
			/>
			<p class="sign-said">
				<span aria-hidden="true">{valueInWords(value)}</span>
				{value !== undefined && (
					<button
						class="way-past"
						type="button"
						aria-label={say("check-in.leave-out.of", { sign: say(`check-in.${sign}`) })}
						onClick={leaveOut}
					>
						{say("check-in.leave-out")}
					</button>
				)}
			</p>
		</div>
	);
}
