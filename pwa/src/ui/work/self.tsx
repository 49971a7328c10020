import { type Entry, need } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useContent } from "../content.ts";
import { useMoments } from "../context.ts";
import { dayInWords } from "../day.ts";
import { Screen } from "../screen.tsx";
import { say } from "../words.ts";
import { beginPiece, beginPlain, beginPromise, beginSighting, read } from "./begin.ts";
import { Borrow } from "./borrow.tsx";
import { turnedInWords } from "./lines.ts";
import { Last } from "./needs.tsx";
import { type Followed, followedIn, seenIn } from "./timeline.ts";
import "./work.css";

/** By their ids in the content. */
const kindPieces: ReadonlySet<string> = new Set([
	"what-you-could-not-see",
	"what-you-let-happen",
	"deed-and-worth",
	"the-scolding-voice",
]);

/** Relying on oneself: small promises, what intuition said, boundaries that held. */
export function Self() {
	const moments = useMoments();
	const entries = moments.entries.value;
	const promised = followedIn(entries).filter(({ promised }) => promised.direction === "self");
	return (
		<Screen name="work self" title={say("place.self")}>
			<p class="lead">{say("work.self.lead")}</p>
			<Promises promised={promised} />
			<Intuitions said={entries.filter(({ kind }) => kind === "intuition")} />
			<Held entries={entries} />
			<Kindness />
		</Screen>
	);
}

function Promises({ promised }: { readonly promised: readonly Followed[] }) {
	const moments = useMoments();
	const borrow = useContent()?.borrow;
	const own = new Set(promised.map(({ entry }) => entry.text.trim()));
	return (
		<section class="part">
			<h2>{say("work.self.promises")}</h2>
			<p class="prose">{say("work.self.promises.text")}</p>
			<ul class="work-lines">
				{promised.map(({ entry, promised: { closed }, seen }) => (
					<li key={entry.id} class="work-line">
						<button class="work-line-words" type="button" onClick={() => read(entry)}>
							{entry.text.trim()}
						</button>
						<Last seen={seen} />
						{!closed && (
							<Button kind="quiet" onClick={() => beginSighting(moments, entry.id)}>
								{say("work.held.ask")}
							</Button>
						)}
					</li>
				))}
			</ul>
			<Borrow
				title={say("work.self.borrow")}
				words={(borrow?.promises ?? []).filter((line) => !own.has(line))}
				onTouch={(text) => beginPromise(moments, { direction: "self", text })}
				open={promised.length === 0}
			/>
			<div class="button-row">
				<Button onClick={() => beginPromise(moments, { direction: "self" })}>
					{say("work.self.promise")}
				</Button>
			</div>
		</section>
	);
}

function Intuitions({ said }: { readonly said: readonly Entry[] }) {
	const moments = useMoments();
	return (
		<section class="part">
			<h2>{say("kind.intuition")}</h2>
			<p class="prose">{say("work.self.intuition.text")}</p>
			<ul class="work-lines">
				{said.map((entry) => (
					<li key={entry.id} class="work-line">
						<button class="work-line-words" type="button" onClick={() => read(entry)}>
							{entry.text.trim()}
						</button>
						<p class="work-line-note">
							<span>{turnedInWords(entry.fields)}</span>
							<span>{dayInWords(entry.day)}</span>
						</p>
					</li>
				))}
			</ul>
			<div class="button-row">
				<Button onClick={() => beginPlain(moments, "intuition")}>
					{say("work.self.intuition")}
				</Button>
			</div>
		</section>
	);
}

/** Guided pages about what one could not see, or let happen: of the path, found from here too. */
function Kindness() {
	const moments = useMoments();
	const pieces = useContent()?.steps.find(({ id }) => id === "self")?.pieces ?? [];
	const kind = pieces.filter(({ id }) => kindPieces.has(id));
	if (kind.length === 0) return null;
	return (
		<section class="part">
			<h2>{say("work.self.kind")}</h2>
			<p class="prose">{say("work.self.kind.text")}</p>
			<ul class="work-lines">
				{kind.map(({ id, title, asks }) => (
					<li key={id} class="work-line">
						<button class="work-line-words" type="button" onClick={() => beginPiece(moments, id)}>
							{title}
						</button>
						<p class="quiet">{asks}</p>
					</li>
				))}
			</ul>
		</section>
	);
}

/** Boundaries of which something was seen, what was seen last beside each. */
function Held({ entries }: { readonly entries: readonly Entry[] }) {
	const seen = seenIn(entries);
	const held = entries.filter(
		({ id, kind, fields }) =>
			kind === "need" &&
			need.read(fields).sort === "boundary" &&
			seen.get(id)?.some(({ sighting }) => sighting.held === "held"),
	);
	if (held.length === 0) return null;
	return (
		<section class="part">
			<h2>{say("work.self.held")}</h2>
			<ul class="work-lines">
				{held.map((entry) => (
					<li key={entry.id} class="work-line">
						<button class="work-line-words" type="button" onClick={() => read(entry)}>
							{entry.text.trim()}
						</button>
						<Last
							seen={(seen.get(entry.id) ?? []).filter(({ sighting }) => sighting.held === "held")}
						/>
					</li>
				))}
			</ul>
		</section>
	);
}
