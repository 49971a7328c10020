import type { ComponentChildren } from "preact";
import {
	type Columns,
	type Deed,
	deedsNoted,
	type Entry,
	type Lane,
	lanesOf,
	momentsNoted,
	type Stretch,
	type Turn,
} from "../../app/contract.ts";
import { say, type Word } from "../words.ts";
import { columnsFor } from "./cut.ts";
import { halves, stones, strokes, WIDTH } from "./drawing.ts";
import { Hairs, PictureOf, type TableOf } from "./picture.tsx";
import { lanesInWords, listed, whereWords } from "./said.ts";

interface LanesProps {
	readonly entries: readonly Entry[];
	readonly stretch: Stretch;
	readonly paper?: boolean;
}

/** Moments that turned towards or away, on their days. A day of several looks like a day of one. */
export function MomentLanes({ entries, stretch, paper = false }: LanesProps) {
	const columns = columnsFor(stretch, "moments");
	return (
		<Lanes
			title={say("patterns.moments.title")}
			columns={columns}
			lanes={lanesOf(momentsNoted(entries), columns)}
			marks={turnMarks}
			paper={paper}
		/>
	);
}

/** Words, and below them what was seen of them. */
export function DeedLanes({ entries, stretch, paper = false }: LanesProps) {
	const columns = columnsFor(stretch, "deeds");
	return (
		<Lanes
			title={say("patterns.deeds.title")}
			columns={columns}
			lanes={lanesOf(deedsNoted(entries), columns)}
			marks={deedMarks}
			paper={paper}
		/>
	);
}

/** How the marks of a picture are drawn: each at its own height and in its own shape. */
interface Marks<M extends string> {
	readonly order: readonly M[];
	readonly words: Readonly<Record<M, Word>>;
	/** How high a lane is, and where its line lies. */
	readonly height: number;
	readonly line: number;
	draw(mark: M, places: readonly number[], columns: number, height?: number): ComponentChildren;
}

const turnMarks: Marks<Turn> = {
	order: ["towards", "away"],
	words: { towards: "moment.said.towards", away: "moment.said.away" },
	height: 34,
	line: 17,
	draw(mark, places, columns, height) {
		const filled = mark === "towards";
		const d = stones(places, columns, height ?? (filled ? 9 : 25));
		return <path class={filled ? "mark-full" : "mark-open"} d={d} />;
	},
};

const heights = { said: 7, yes: 22, partly: 31, no: 40, unclear: 49 } as const;

const deedMarks: Marks<Deed> = {
	order: ["said", "yes", "partly", "no", "unclear"],
	words: {
		said: "patterns.said",
		yes: "patterns.match.yes",
		partly: "patterns.match.partly",
		no: "patterns.match.no",
		unclear: "patterns.match.unclear",
	},
	height: 56,
	line: 14,
	draw(mark, places, columns, height = heights[mark]) {
		switch (mark) {
			case "said":
				return <path class="mark-open" d={strokes(places, columns, height)} />;
			case "yes":
				return <path class="mark-full" d={stones(places, columns, height)} />;
			case "no":
				return <path class="mark-open" d={stones(places, columns, height)} />;
			case "partly":
				return (
					<>
						<path class="mark-open" d={stones(places, columns, height)} />
						<path class="mark-full" d={halves(places, columns, height)} />
					</>
				);
			case "unclear":
				return <path class="mark-full" d={stones(places, columns, height, 0.5)} />;
		}
	},
};

interface ShownProps<M extends string> {
	readonly title: string;
	readonly columns: Columns;
	readonly lanes: readonly Lane<M>[];
	readonly marks: Marks<M>;
	readonly paper: boolean;
}

function Lanes<M extends string>({ title, columns, lanes, marks, paper }: ShownProps<M>) {
	return (
		<PictureOf
			title={title}
			columns={columns}
			said={lanesInWords(lanes, marks.order, marks.words)}
			empty={lanes.every((lane) => lane.marks.length === 0)}
			legend={<Legend marks={marks} />}
			table={paper ? undefined : () => tableOf(lanes, marks)}
		>
			{lanes.map((lane) => (
				<div key={lane.where} class="sign" data-where={lane.where}>
					<span class="sign-name">{say(whereWords[lane.where])}</span>
					<LaneDrawn lane={lane} columns={columns} marks={marks} />
				</div>
			))}
		</PictureOf>
	);
}

interface LaneDrawnProps<M extends string> {
	readonly lane: Lane<M>;
	readonly columns: Columns;
	readonly marks: Marks<M>;
}

function LaneDrawn<M extends string>({ lane, columns, marks }: LaneDrawnProps<M>) {
	const { order, height, line, draw } = marks;
	return (
		<svg class="drawing" viewBox={`0 0 ${WIDTH} ${height}`} aria-hidden="true" focusable="false">
			<Hairs columns={columns} height={height} />
			<path class="picture-ground" d={`M0 ${line}H${WIDTH}`} />
			{order.map((mark) => {
				const held = lane.marks.filter((column) => column.marks.has(mark));
				const places = held.map(({ column }) => column);
				return places.length > 0 && <g key={mark}>{draw(mark, places, columns.starts.length)}</g>;
			})}
		</svg>
	);
}

/** Each shape once, with its word. */
function Legend<M extends string>({ marks }: { readonly marks: Marks<M> }) {
	return (
		<ul class="legend">
			{marks.order.map((mark) => (
				<li key={mark}>
					<svg class="legend-mark" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
						<g transform="translate(7 0)">{marks.draw(mark, [-0.5], WIDTH / 12, 7)}</g>
					</svg>
					{say(marks.words[mark])}
				</li>
			))}
		</ul>
	);
}

function tableOf<M extends string>(lanes: readonly Lane<M>[], { order, words }: Marks<M>): TableOf {
	const held = lanes.map((lane) => new Map(lane.marks.map((one) => [one.column, one.marks])));
	const places = [...new Set(held.flatMap((lane) => [...lane.keys()]))].sort((a, b) => a - b);
	const cell = (marks: ReadonlySet<M> | undefined): string =>
		listed(order.filter((mark) => marks?.has(mark)).map((mark) => say(words[mark])));
	return {
		heads: lanes.map(({ where }) => say(whereWords[where])),
		rows: places.map((column) => ({ column, cells: held.map((lane) => cell(lane.get(column))) })),
	};
}
