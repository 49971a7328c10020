import { useId } from "preact/hooks";
import type { Stretch } from "../../app/contract.ts";
import { stretchInWords } from "../day.ts";
import { type Days, patternRange } from "../desk.ts";
import { DayField } from "../field.tsx";
import { say } from "../words.ts";
import { type RangeName, rangeNames } from "./range.ts";
import "../search.css";

/** How far one looks back. The days that it comes to stand below. */
export function RangeChoice({ stretch }: { readonly stretch: Stretch }) {
	const id = useId();
	const { name, own } = patternRange.value;
	const choose = (chosen: RangeName): void => {
		patternRange.value = { name: chosen, own: chosen === "own" && own.from === "" ? stretch : own };
	};
	const change = (part: Partial<Days>): void => {
		patternRange.value = { name: "own", own: { ...own, ...part } };
	};
	return (
		<fieldset class="range">
			<legend class="aside-words">{say("patterns.range")}</legend>
			<div class="range-names">
				{rangeNames.map((one) => (
					<label key={one} class="range-name">
						<input type="radio" name={id} checked={one === name} onChange={() => choose(one)} />
						<span>{say(`patterns.range.${one}`)}</span>
					</label>
				))}
			</div>
			{name === "own" && (
				<div class="search-range">
					<DayField
						label={say("search.from")}
						value={own.from}
						onChoose={(from) => change({ from })}
					/>
					<DayField label={say("search.to")} value={own.to} onChoose={(to) => change({ to })} />
				</div>
			)}
			<p class="quiet" role="status">
				{stretchInWords(stretch.from, stretch.to)}
			</p>
		</fieldset>
	);
}
