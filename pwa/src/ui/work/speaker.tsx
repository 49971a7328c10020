import { useEffect } from "preact/hooks";
import type { Match } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { dayInWords, dayWithinWords } from "../day.ts";
import { openSpeaker } from "../desk.ts";
import { back } from "../route.ts";
import { Screen } from "../screen.tsx";
import { say } from "../words.ts";
import { beginPromise, beginSighting, read } from "./begin.ts";
import { SeenMark } from "./mark.tsx";
import { inList, QualitiesSeen } from "./qualities.tsx";
import { nameOf } from "./said.tsx";
import { daysWith, type Followed, followedIn, type Seen, speakersIn } from "./timeline.ts";
import "../foot.css";
import "./speaker.css";

/** One speaker: what was said beside what was seen of it, in the order of the days. Patterns in words, and nothing added up. */
export function SpeakerScreen() {
	const moments = useMoments();
	const speakers = speakersIn(followedIn(moments.entries.value));
	const speaker = speakers.find(({ key }) => key === openSpeaker.value);
	const gone = speaker === undefined;
	useEffect(() => {
		if (gone) back();
	}, [gone]);
	if (speaker === undefined) return <main class="screen" />;
	const { direction, who, followed } = speaker;
	return (
		<Screen name="work speaker" title={nameOf(speaker)}>
			<p class="quiet">{say("work.words.private")}</p>
			<ol class="timeline">
				{followed.map((one) => (
					<Beside key={one.entry.id} followed={one} />
				))}
			</ol>
			<Patterns followed={followed} />
			<div class="foot">
				<Button
					kind="stone"
					glyph="pen"
					onClick={() => beginPromise(moments, { who, ...(direction ? { direction } : {}) })}
				>
					{say("work.words.new")}
				</Button>
			</div>
		</Screen>
	);
}

function Beside({ followed }: { readonly followed: Followed }) {
	const moments = useMoments();
	const { entry, promised, seen } = followed;
	const today = moments.today();
	return (
		<li class="beside">
			<section class="beside-said" aria-label={say("work.said")}>
				<p class="caps">{dayInWords(entry.day, today)}</p>
				<button class="work-line-words" type="button" onClick={() => read(entry)}>
					{entry.text.trim()}
				</button>
				{promised.by && (
					<p class="work-line-note">
						{say("work.by", { day: dayWithinWords(promised.by, today) })}
					</p>
				)}
				{promised.closed && <p class="work-line-note">{say("work.closed")}</p>}
			</section>
			<section class="beside-seen" aria-label={say("work.seen")}>
				<ul>
					{seen.map((one) => (
						<SeenDeed key={one.entry.id} seen={one} />
					))}
				</ul>
				<Button kind="quiet" onClick={() => beginSighting(moments, entry.id)}>
					{say("work.seen.new")}
				</Button>
			</section>
		</li>
	);
}

function SeenDeed({ seen: { entry, sighting } }: { readonly seen: Seen }) {
	const today = useMoments().today();
	return (
		<li class="deed">
			<p class="caps">{dayInWords(entry.day, today)}</p>
			<button class="deed-words" type="button" onClick={() => read(entry)}>
				<SeenMark sighting={sighting} />
				{entry.text.trim() !== "" && <span class="deed-text">{entry.text.trim()}</span>}
				<QualitiesSeen sighting={sighting} />
			</button>
		</li>
	);
}

const told = ["yes", "partly", "no"] as const satisfies readonly Match[];

/** On which days deeds stood how to the words. */
function Patterns({ followed }: { readonly followed: readonly Followed[] }) {
	const today = useMoments().today();
	const lines = told.flatMap((match) => {
		const days = daysWith(followed, match).map((day) => dayWithinWords(day, today));
		return days.length === 0 ? [] : [say(`work.pattern.${match}`, { days: inList(days) })];
	});
	if (lines.length === 0) return null;
	return (
		<section class="part">
			<h2>{say("work.pattern")}</h2>
			{lines.map((line) => (
				<p key={line} class="prose">
					{line}
				</p>
			))}
			<p class="quiet">{say("work.pattern.note")}</p>
		</section>
	);
}
