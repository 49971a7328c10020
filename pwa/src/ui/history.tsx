import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Difference, Entry, Version } from "../app/contract.ts";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { dayInWords, instantInWords } from "./day.ts";
import { readEntry, undoable } from "./desk.ts";
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
			{!isOpen && <p class="entry-words">{beginning(version.words, SHOWN_OF_A_VERSION)}</p>}
			{!version.isCurrent && (
				<button class="button button-quiet" type="button" aria-expanded={isOpen} onClick={onToggle}>
					{say(isOpen ? "history.close" : "history.compare")}
				</button>
			)}
			{isOpen && !version.isCurrent && <Beside version={version} entry={entry} />}
		</li>
	);
}

/** The version and what the entry says now, each with what the other lacks. */
function Beside({ version, entry }: Pick<LeafProps, "version" | "entry">) {
	const moments = useMoments();
	const parts = useSignal<readonly Difference[]>([]);
	useEffect(() => {
		void moments.compare(version.words, entry.words).then((found) => {
			parts.value = found;
		});
	}, [version.words, entry.words]);

	const bringBack = (): void => {
		const now = entry.id;
		back();
		void moments.bringBack(now, version.id);
		undoable.value = undefined;
	};
	return (
		<>
			<div class="history-beside">
				<section aria-label={say("history.then")}>
					<h3 class="caps">{say("history.then")}</h3>
					<Marked parts={parts.value} shown="gone" />
				</section>
				<section aria-label={say("history.now")}>
					<h3 class="caps">{say("history.now")}</h3>
					<Marked parts={parts.value} shown="come" />
				</section>
			</div>
			<Button onClick={bringBack}>{say("history.bring-back")}</Button>
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
