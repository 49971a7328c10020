import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { attachmentsIn, type Difference, type Entry, type Version } from "../app/contract.ts";
import { ReadAttachments } from "./attached/parts.ts";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { dayInWords, instantInWords } from "./day.ts";
import { readEntry, undoable } from "./desk.ts";
import { kindViews, listedLine, listedWords } from "./kind-view.tsx";
import { beginning } from "./leaf.ts";
import { back } from "./route.ts";
import { Screen } from "./screen.tsx";
import { say } from "./words.ts";
import "./history.css";

const SHOWN_OF_A_VERSION = 160;

/** What one entry said, from its first saving on. */
export function History() {
	const moments = useMoments();
	const id = readEntry.value;
	const entry = moments.entries.value.find((known) => known.id === id);
	const versions = useSignal<readonly Version[]>([]);
	const chosen = useSignal<string | undefined>(undefined);
	useEffect(() => {
		if (entry === undefined) return back();
		void moments.history(entry.id).then((found) => {
			versions.value = found;
		});
	}, [entry]);
	if (entry === undefined) return <main class="screen" />;

	const earlier = versions.value.some(({ isCurrent }) => !isCurrent);
	return (
		<Screen name="history" title={say("history.title")}>
			<p class="lead">{say(earlier ? "history.lead" : "history.none")}</p>
			<ol class="history-leaves" aria-busy={versions.value.length === 0}>
				{versions.value.map((version) => (
					<HistoryLeaf
						key={version.id}
						version={version}
						entry={entry}
						isOpen={chosen.value === version.id}
						onToggle={() => {
							chosen.value = chosen.value === version.id ? undefined : version.id;
						}}
					/>
				))}
			</ol>
		</Screen>
	);
}

interface LeafProps {
	readonly version: Version;
	readonly entry: Entry;
	readonly isOpen: boolean;
	readonly onToggle: () => void;
}

function HistoryLeaf({ version, entry, isOpen, onToggle }: LeafProps) {
	return (
		<li class="history-leaf" data-version={version.isCurrent ? "current" : "earlier"}>
			<h2>{savedInWords(version)}</h2>
			<p class="history-where">{whereInWords(version, entry)}</p>
			{!isOpen && <Shortly entry={entryThen(entry, version)} />}
			{!version.isCurrent && (
				<button class="button button-quiet" type="button" aria-expanded={isOpen} onClick={onToggle}>
					{say(isOpen ? "history.close" : "history.compare")}
				</button>
			)}
			{isOpen && !version.isCurrent && <Beside version={version} entry={entry} />}
		</li>
	);
}

/** The beginning of what it said, what its fields said, and its tags. */
function Shortly({ entry }: { readonly entry: Entry }) {
	const said = [listedLine(entry), ...entry.tags.map((tag) => `#${tag}`)];
	const words = beginning(listedWords(entry), SHOWN_OF_A_VERSION);
	const note = said.filter((part) => part !== "").join(" · ");
	return (
		<>
			{words !== "" && <p class="entry-words">{words}</p>}
			{note !== "" && <p class="entry-note">{note}</p>}
		</>
	);
}

/** The entry as a version says it. */
function entryThen(entry: Entry, { day, text, tags, fields, words }: Version): Entry {
	return { ...entry, day, text, pieces: [text], tags, fields, words };
}

/** The version and what the entry says now, each with what the other lacks. */
function Beside({ version, entry }: Pick<LeafProps, "version" | "entry">) {
	const moments = useMoments();
	const parts = useSignal<readonly Difference[]>([]);
	const [before, now] = [listedWords(entryThen(entry, version)), listedWords(entry)];
	useEffect(() => {
		void moments.compare(before, now).then((found) => {
			parts.value = found;
		});
	}, [before, now]);

	const bringBack = (): void => {
		back();
		void moments.bringBack(entry.id, version.id);
		undoable.value = undefined;
	};
	return (
		<>
			<div class="history-beside">
				<section aria-label={say("history.then")}>
					<h3 class="caps">{say("history.then")}</h3>
					<FactsOf entry={entryThen(entry, version)} />
					<Marked parts={parts.value} shown="gone" />
				</section>
				<section aria-label={say("history.now")}>
					<h3 class="caps">{say("history.now")}</h3>
					<FactsOf entry={entry} />
					<Marked parts={parts.value} shown="come" />
				</section>
			</div>
			<Button onClick={bringBack}>{say("history.bring-back")}</Button>
		</>
	);
}

function FactsOf({ entry }: { readonly entry: Entry }) {
	const { Facts } = kindViews[entry.kind];
	return (
		<>
			{Facts && <Facts entry={entry} />}
			{attachmentsIn(entry.fields).size > 0 && <ReadAttachments entry={entry} />}
			{entry.tags.length > 0 && (
				<p class="entry-note">{entry.tags.map((tag) => `#${tag}`).join(" ")}</p>
			)}
		</>
	);
}

interface MarkedProps {
	readonly parts: readonly Difference[];
	/** Which of the differences belong to this side. */
	readonly shown: "gone" | "come";
}

function Marked({ parts, shown }: MarkedProps) {
	return (
		<p class="history-text">
			{parts.map(({ kind, text }, at) => {
				if (kind === "same") return text;
				return kind === shown && <mark key={at}>{text}</mark>;
			})}
		</p>
	);
}

function savedInWords({ savedAt }: Version): string {
	return savedAt === undefined ? say("history.no-time") : instantInWords(savedAt, Date.now());
}

function whereInWords({ device, isCurrent, day }: Version, entry: Entry): string {
	const parts = [say(device === "here" ? "history.here" : "history.another")];
	if (isCurrent) parts.unshift(say("history.current"));
	if (day !== entry.day) parts.push(dayInWords(day));
	return parts.join(" · ");
}
