import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import type { CivilDay, Columns, Unit } from "../../app/contract.ts";
import { dayInShort, monthInWords } from "../day.ts";
import { say } from "../words.ts";
import { rounded, WIDTH } from "./drawing.ts";
import "../unfold.css";
import "./picture.css";

interface PictureProps {
	readonly title: string;
	readonly columns: Columns;
	/** Everything that the picture shows, in a sentence. */
	readonly said: string;
	/** Nothing falls into these days: the sentence says so, and nothing is drawn. */
	readonly empty: boolean;
	/** Which shape is what, where there are several. */
	readonly legend?: ComponentChildren;
	/** The same as rows of cells; undefined on paper, where nothing unfolds. */
	readonly table?: (() => TableOf) | undefined;
	readonly children: ComponentChildren;
}

/** A picture with its sentence and its table; each of the three can be read without the others. */
export function PictureOf(props: PictureProps) {
	const { title, columns, said, empty, legend, table, children } = props;
	const id = useId();
	return (
		<section class="picture" aria-labelledby={`${id}-title`}>
			<h2 id={`${id}-title`}>{title}</h2>
			{!empty && (
				<>
					{legend}
					<div class="picture-drawn" role="img" aria-labelledby={`${id}-said`}>
						{children}
						<Ends columns={columns} />
					</div>
				</>
			)}
			<p id={`${id}-said`} class="picture-said">
				{said}
			</p>
			{!empty && table && <Unfolded title={title} columns={columns} table={table} />}
		</section>
	);
}

/** The first day and the last, below the marks. */
function Ends({ columns: { from, to } }: { readonly columns: Columns }) {
	return (
		<div class="picture-ends">
			<span>{dayInShort(from)}</span>
			{from !== to && <span>{dayInShort(to)}</span>}
		</div>
	);
}

/** Where a month begins, or a year: hairs behind the marks. */
export function Hairs({ columns, height }: { readonly columns: Columns; readonly height: number }) {
	const { starts, unit } = columns;
	const told = unit === "day" || unit === "week" ? "YYYY-MM".length : "YYYY".length;
	const begins = starts.flatMap((day, at) =>
		at > 0 && day.slice(0, told) !== starts[at - 1]?.slice(0, told) ? [at] : [],
	);
	if (unit === "year") return null;
	const lines = begins.map((at) => `M${rounded((at * WIDTH) / starts.length)} 0V${height}`);
	return <path class="picture-hair" d={lines.join("")} />;
}

export interface TableOf {
	readonly heads: readonly string[];
	/** By column; columns in which nothing is have no row. */
	readonly rows: readonly { readonly column: number; readonly cells: readonly string[] }[];
}

interface UnfoldedProps {
	readonly title: string;
	readonly columns: Columns;
	readonly table: () => TableOf;
}

/** Rows are made when they are asked for. */
function Unfolded({ title, columns, table }: UnfoldedProps) {
	const open = useSignal(false);
	return (
		<details
			class="unfold picture-table"
			onToggle={(event) => {
				open.value = event.currentTarget.open;
			}}
		>
			<summary>{say("patterns.table")}</summary>
			{open.value && <Rows title={title} columns={columns} table={table()} />}
		</details>
	);
}

interface RowsProps {
	readonly title: string;
	readonly columns: Columns;
	readonly table: TableOf;
}

function Rows({ title, columns: { unit, starts, from }, table: { heads, rows } }: RowsProps) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls by itself has to be reached by keys
		<section class="picture-rows" aria-label={`${title}. ${say("patterns.table")}`} tabIndex={0}>
			<table>
				<thead>
					<tr>
						<th scope="col">{say(unitWords[unit])}</th>
						{heads.map((head) => (
							<th scope="col" key={head}>
								{head}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map(({ column, cells }) => (
						<tr key={column}>
							<th scope="row">{columnName(unit, starts[column] ?? from)}</th>
							{cells.map((cell, at) => (
								<td key={heads[at]}>{cell || "–"}</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}

const unitWords = {
	day: "patterns.unit.day",
	week: "patterns.unit.week",
	month: "patterns.unit.month",
	year: "patterns.unit.year",
} as const satisfies Readonly<Record<Unit, string>>;

function columnName(unit: Unit, start: CivilDay): string {
	if (unit === "year") return start.slice(0, 4);
	return unit === "month" ? monthInWords(start) : dayInShort(start);
}
