import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { KeptRow, KeptTable, KeptValue, KeyList, OpenedRow, Seen } from "../app/contract.ts";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { dayInWords } from "./day.ts";
import { bytesInWords, hexOf, sizeOf } from "./kept.ts";
import { kindViews } from "./kind-view.tsx";
import { beginning } from "./leaf.ts";
import { Screen } from "./screen.tsx";
import { say, sayCount, type Word } from "./words.ts";
import "./sees.css";

const ROWS_AT_ONCE = 10;
const SHOWN_OF_A_PAGE = 90;
const SHOWN_OF_HEX = 48;

/** What each table is for; another one is shown by its name alone. */
const TABLES: Readonly<Record<string, Word>> = {
	account: "sees.table.account",
	device: "sees.table.device",
	session: "sees.table.session",
	link: "sees.table.link",
	roster: "sees.table.roster",
	wrap: "sees.table.wrap",
	revision: "sees.table.revision",
};

/** The server's own rows about this account as they are, and beside them what they hold, opened here. */
export function Sees() {
	const moments = useMoments();
	const seen = useSignal<Seen | undefined>(undefined);
	useEffect(() => {
		void moments.whatServerSees().then((answer) => {
			seen.value = answer;
		});
	}, [moments]);
	return (
		<Screen name="sees" title={say("sees.title")}>
			<p class="lead">{say("sees.lead")}</p>
			<div aria-live="polite">
				<Answer seen={seen.value} />
			</div>
			<section class="part">
				<h2>{say("sees.learn.title")}</h2>
				<p class="prose">{say("sees.learn.known")}</p>
				<Epochs />
				<p class="prose">{say("sees.learn.never")}</p>
			</section>
		</Screen>
	);
}

/** Members and epochs, with the figures of this account. */
function Epochs() {
	const moments = useMoments();
	const list = useSignal<KeyList | undefined>(undefined);
	useEffect(() => {
		void moments.whoHoldsKeys().then((known) => {
			list.value = known;
		});
	}, [moments]);
	if (list.value === undefined) return null;
	const { holders, changes, epoch } = list.value;
	const version = changes[0]?.number ?? 0;
	return (
		<p class="prose" data-epochs>
			{say("sees.epochs", { version, members: holders.length, epoch })}
		</p>
	);
}

function Answer({ seen }: { readonly seen: Seen | undefined }) {
	if (seen === undefined) return <p class="quiet">{say("sees.asking")}</p>;
	if (seen.name !== "seen") return <p class="prose">{say(`sees.${seen.name}`)}</p>;
	return (
		<>
			{seen.tables.map((table) => (
				<Table key={table.name} table={table} />
			))}
		</>
	);
}

/** A few rows at once: an account may have thousands. */
function Table({ table }: { readonly table: KeptTable }) {
	const shown = useSignal(ROWS_AT_ONCE);
	const { name, rows } = table;
	const about = TABLES[name];
	// The newest are what a person knows best.
	const newest = rows.toReversed().slice(0, shown.value);
	return (
		<section class="part">
			<h2>
				<code>{name}</code>
			</h2>
			<p class="prose">{about && say(about)}</p>
			<p class="quiet">
				{sayCount("sees.rows", rows.length)}{" "}
				{bytesInWords(rows.reduce((sum, row) => sum + sizeOf(row), 0))}
			</p>
			{newest.map((row, at) => (
				<Row key={rows.length - at} row={row} />
			))}
			{rows.length > shown.value && (
				<Button
					kind="quiet"
					onClick={() => {
						shown.value += ROWS_AT_ONCE;
					}}
				>
					{say("sees.more")}
				</Button>
			)}
		</section>
	);
}

function Row({ row }: { readonly row: KeptRow }) {
	const moments = useMoments();
	const opened = useSignal<OpenedRow | undefined>(undefined);
	useEffect(() => {
		void moments.openKept(row).then((found) => {
			opened.value = found;
		});
	}, [row, moments]);
	return (
		<div class="kept" data-kept>
			<dl>
				{row.map((value) => (
					<div key={value.name} class="kept-value">
						<dt>
							<code>{value.name}</code>
						</dt>
						<dd>
							<Value value={value} />
						</dd>
					</div>
				))}
			</dl>
			{opened.value && <Opened opened={opened.value} />}
		</div>
	);
}

function Value({ value: { value } }: { readonly value: KeptValue }) {
	const whole = useSignal(false);
	if (!(value instanceof Uint8Array)) return <code>{value === null ? "NULL" : String(value)}</code>;
	const cut = value.length > SHOWN_OF_HEX && !whole.value;
	return (
		<>
			<code>{hexOf(cut ? value.subarray(0, SHOWN_OF_HEX) : value)}</code>
			{cut && (
				<button
					type="button"
					class="kept-all"
					onClick={() => {
						whole.value = true;
					}}
				>
					{say("sees.all", { size: bytesInWords(value.length) })}
				</button>
			)}
		</>
	);
}

/** What only this device can say of it. */
function Opened({ opened }: { readonly opened: OpenedRow }) {
	return (
		<div class="kept-opened">
			<p class="caps">{say("sees.opened")}</p>
			{opened.name === "entry" ? (
				<>
					<p>
						{say(kindViews[opened.kind].name)} · {dayInWords(opened.day)}
					</p>
					<p class="kept-words">{beginning(opened.words, SHOWN_OF_A_PAGE)}</p>
				</>
			) : (
				<p>{say(`sees.opened.${opened.name}`)}</p>
			)}
		</div>
	);
}
