import { useMemo } from "preact/hooks";
import {
	type Columns,
	type Entry,
	type PerSign,
	perSign,
	runsOf,
	type SignColumn,
	type SignSaid,
	type Stretch,
	signColumns,
	signs,
	signsSaid,
} from "../../app/contract.ts";
import { say } from "../words.ts";
import { columnsFor } from "./cut.ts";
import { band, bars, reach, STRIP, up, WIDTH } from "./drawing.ts";
import { Hairs, PictureOf, type TableOf } from "./picture.tsx";
import { signsInWords } from "./said.ts";

interface SignsProps {
	readonly entries: readonly Entry[];
	readonly stretch: Stretch;
	/** On paper there is no table to unfold. */
	readonly paper?: boolean;
}

/** The five signs one below the other, on the same days. Each stands for itself: nothing is made of all five. */
export function Signs({ entries, stretch, paper = false }: SignsProps) {
	const { columns, said, drawn } = useMemo(
		() => signsOf(entries, stretch),
		[entries, stretch.from, stretch.to],
	);
	return (
		<PictureOf
			title={say("patterns.signs.title")}
			columns={columns}
			said={signsInWords(said, stretch)}
			empty={signs.every((sign) => drawn[sign].length === 0)}
			legend={<p class="quiet">{say("patterns.signs.scale")}</p>}
			table={paper ? undefined : () => tableOf(drawn)}
		>
			{signs.map((sign) => (
				<div key={sign} class="sign">
					<span class="sign-name">{say(`check-in.${sign}`)}</span>
					<Strip drawn={drawn[sign]} columns={columns} />
				</div>
			))}
		</PictureOf>
	);
}

function signsOf(entries: readonly Entry[], stretch: Stretch) {
	const columns = columnsFor(stretch, "signs");
	const said = within(signsSaid(entries), columns);
	return { columns, said, drawn: perSign((sign) => signColumns(said[sign], columns)) };
}

function Strip({ drawn, columns }: { readonly drawn: readonly SignColumn[]; columns: Columns }) {
	const count = columns.starts.length;
	const bands = runsOf(drawn).map((run) => band(run, count));
	return (
		<svg class="drawing" viewBox={`0 0 ${WIDTH} ${STRIP}`} aria-hidden="true" focusable="false">
			<Hairs columns={columns} height={STRIP} />
			<path class="picture-hair" d={`M0 ${up(10)}H${WIDTH}`} />
			<path class="picture-ground" d={`M0 ${up(0)}H${WIDTH}`} />
			<path class="sign-band" d={bands.join("")} />
			<path class="sign-bars" d={bars(drawn, count)} stroke-width={2 * reach(count)} />
		</svg>
	);
}

function within(
	said: PerSign<readonly SignSaid[]>,
	columns: Columns,
): PerSign<readonly SignSaid[]> {
	return perSign((sign) => said[sign].filter(({ day }) => columns.of(day) !== undefined));
}

function tableOf(drawn: PerSign<readonly SignColumn[]>): TableOf {
	const places = [...new Set(signs.flatMap((sign) => drawn[sign].map(({ column }) => column)))];
	const held = perSign((sign) => new Map(drawn[sign].map((one) => [one.column, one])));
	return {
		heads: signs.map((sign) => say(`check-in.${sign}`)),
		rows: places
			.sort((a, b) => a - b)
			.map((column) => ({ column, cells: signs.map((sign) => cell(held[sign].get(column))) })),
	};
}

function cell(said: SignColumn | undefined): string {
	if (said === undefined) return "";
	const { low, high } = said;
	return low === high ? String(low) : say("patterns.between", { low, high });
}
