import { type Entry, need } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useContent } from "../content.ts";
import { useMoments } from "../context.ts";
import { dayWithinWords } from "../day.ts";
import { Screen } from "../screen.tsx";
import { say } from "../words.ts";
import { Apart } from "./apart.tsx";
import { beginNeed, beginSighting, read } from "./begin.ts";
import { Borrow } from "./borrow.tsx";
import { SeenMark } from "./mark.tsx";
import { type Seen, seenIn } from "./timeline.ts";
import "./work.css";

/** What one needs in order to feel safe, and the boundaries that look after it. */
export function Needs() {
	const moments = useMoments();
	const borrow = useContent()?.borrow;
	const entries = moments.entries.value;
	const needs = entries.filter(({ kind }) => kind === "need");
	const seen = seenIn(entries);
	const own = new Set(needs.map(({ text }) => text.trim()));
	const free = (words: readonly string[] = []): readonly string[] =>
		words.filter((line) => !own.has(line));
	return (
		<Screen name="work needs" title={say("place.needs")}>
			<p class="lead">{say("work.needs.lead")}</p>
			<div class="button-row work-begin">
				<Button onClick={() => beginNeed(moments, "need")}>{say("work.needs.new")}</Button>
				<Button onClick={() => beginNeed(moments, "boundary")}>{say("work.boundaries.new")}</Button>
			</div>
			<Apart of={needs} directionOf={({ fields }) => need.read(fields).direction}>
				{(some) => (
					<ul class="work-lines">
						{some.map((entry) => (
							<NeedLine key={entry.id} entry={entry} seen={seen.get(entry.id) ?? []} />
						))}
					</ul>
				)}
			</Apart>
			<div class="work-borrow">
				<Borrow
					title={say("work.needs.borrow")}
					words={free(borrow?.needs)}
					onTouch={(line) => beginNeed(moments, "need", line)}
					open={needs.length === 0}
				/>
				<Borrow
					title={say("work.boundaries.borrow")}
					words={free(borrow?.boundaries)}
					onTouch={(line) => beginNeed(moments, "boundary", line)}
				/>
			</div>
		</Screen>
	);
}

interface NeedLineProps {
	readonly entry: Entry;
	readonly seen: readonly Seen[];
}

function NeedLine({ entry, seen }: NeedLineProps) {
	const moments = useMoments();
	const boundary = need.read(entry.fields).sort === "boundary";
	return (
		<li class="work-line">
			<button class="work-line-words" type="button" onClick={() => read(entry)}>
				{entry.text.trim()}
			</button>
			{boundary && (
				<>
					<Last seen={seen} />
					<Button kind="quiet" onClick={() => beginSighting(moments, entry.id)}>
						{say("work.held.ask")}
					</Button>
				</>
			)}
		</li>
	);
}

/** What was seen of it last, and when. */
export function Last({ seen }: { readonly seen: readonly Seen[] }) {
	const today = useMoments().today();
	const last = seen.at(-1);
	if (last === undefined) return null;
	return (
		<p class="work-line-note">
			<SeenMark sighting={last.sighting} />
			<span>{dayWithinWords(last.entry.day, today)}</span>
		</p>
	);
}
