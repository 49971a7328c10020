import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { directions } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { reasons } from "../content.ts";
import { fitting } from "../desk.ts";
import { say } from "../words.ts";
import { everything, type Fitting, isEverything, toggled } from "./fitting.ts";
import "./find.css";

/** Which pages are shown: any, or those that fit what is chosen. It is kept while the journal is open and nowhere else. */
export function Find() {
	const chosen = fitting.value ?? everything;
	// Open at first where something is chosen already, so that nobody wonders what is missing.
	const atFirst = useMemo(() => !isEverything(chosen), []);
	const choose = (change: Partial<Fitting>): void => {
		fitting.value = { ...chosen, ...change };
	};
	return (
		<details class="find" open={atFirst}>
			<summary>{say("path.find")}</summary>
			<div class="find-groups">
				<p class="quiet">{say("path.find.note")}</p>
				<Group name={say("path.find.direction")}>
					{directions.map((one) => (
						<Check
							key={one}
							name={say(`path.direction.${one}`)}
							checked={chosen.directions.includes(one)}
							onChange={() => choose({ directions: toggled(chosen.directions, one) })}
						/>
					))}
				</Group>
				<Group name={say("path.find.for")}>
					{(["one", "two"] as const).map((one) => (
						<Check
							key={one}
							name={say(`path.for.${one}`)}
							checked={chosen.for.includes(one)}
							onChange={() => choose({ for: toggled(chosen.for, one) })}
						/>
					))}
				</Group>
				<Group name={say("path.find.reason")}>
					{reasons.map((one) => (
						<Check
							key={one}
							name={say(`path.reason.${one}`)}
							checked={chosen.reasons.includes(one)}
							onChange={() => choose({ reasons: toggled(chosen.reasons, one) })}
						/>
					))}
				</Group>
				{!isEverything(chosen) && (
					<Button
						kind="quiet"
						onClick={() => {
							fitting.value = undefined;
						}}
					>
						{say("path.find.all")}
					</Button>
				)}
			</div>
		</details>
	);
}

function Group({
	name,
	children,
}: {
	readonly name: string;
	readonly children: ComponentChildren;
}) {
	return (
		<fieldset class="find-group">
			<legend class="caps">{name}</legend>
			{children}
		</fieldset>
	);
}

interface CheckProps {
	readonly name: string;
	readonly checked: boolean;
	readonly onChange: () => void;
}

function Check({ name, checked, onChange }: CheckProps) {
	return (
		<label class="find-check">
			<input type="checkbox" checked={checked} onChange={onChange} />
			{name}
		</label>
	);
}
