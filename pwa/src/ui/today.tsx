import { moment, type TodayPart } from "../app/contract.ts";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { dayInWords } from "./day.ts";
import { restDay } from "./desk.ts";
import { openToEdit } from "./kind-view.tsx";
import { LeftOpen } from "./left-open.tsx";
import { weekdayOf } from "./month.ts";
import { Notices } from "./notices.tsx";
import { go } from "./route.ts";
import { SaveLine } from "./save.tsx";
import { Heading } from "./screen.tsx";
import { Door } from "./today/door.tsx";
import { PathDoor } from "./today/path-door.tsx";
import { Turns } from "./today/turns.tsx";
import { welcomeOf } from "./today/welcome.ts";
import { say } from "./words.ts";
import { DrillOffer, LaterToday, OpenWords, RecallAsk } from "./work/on-today.tsx";
import "./today.css";

/** What asks something. It rests for a day where rest is the answer. */
const asking: readonly TodayPart[] = [
	"moment",
	"check-in",
	"path",
	"words",
	"later",
	"recall",
	"drill",
];

/** One calm screen to begin from. What is on it is the person's choice, down to nothing. */
export function Today() {
	const moments = useMoments();
	const shown = new Set(moments.settings.value.today);
	const resting = restDay.value === moments.today();
	return (
		<main class="screen today">
			<Head />
			<Notices />
			{shown.has("left-open") && <LeftOpen />}
			{asking.some((part) => shown.has(part)) && (resting ? <Resting /> : <Asking shown={shown} />)}
			<div class="today-foot">
				<nav class="today-doors" aria-label={say("today.doors")}>
					<Button kind="quiet" onClick={() => go("/settle")}>
						{say("place.settle")}
					</Button>
					<Button kind="quiet" onClick={() => go("/help")}>
						{say("place.help")}
					</Button>
				</nav>
				<Button kind="stone" glyph="pen" onClick={() => openToEdit(moments.newDraft())}>
					{say("journal.write")}
				</Button>
			</div>
		</main>
	);
}

/** The day, a line that asks nothing, and on a day that was chosen for it one line more. */
function Head() {
	const moments = useMoments();
	const today = moments.today();
	const isChosen = moments.settings.value.reminders.includes(weekdayOf(today) % 7);
	return (
		<header class="today-head">
			<p class="caps">{dayInWords(today)}</p>
			<Heading>{say("today.title")}</Heading>
			<p class="lead">{say(welcomeOf(today))}</p>
			{isChosen && <p class="quiet">{say("today.reminder")}</p>}
			<SaveLine />
		</header>
	);
}

function Asking({ shown }: { readonly shown: ReadonlySet<TodayPart> }) {
	const moments = useMoments();
	// What was said and not followed yet, say, is known once everything was read.
	const whole = moments.whole.value;
	return (
		<div class="today-asks">
			{shown.has("moment") && (
				<section class="today-moment">
					<h2>{say("place.moment")}</h2>
					<p class="quiet">{say("today.moment.hint")}</p>
					<Turns
						onChoose={(turn) =>
							openToEdit(
								moments.newDraft({
									kind: "moment",
									fields: moment.fields({ turn, direction: undefined, who: "" }),
								}),
							)
						}
					/>
				</section>
			)}
			{shown.has("check-in") && (
				<Door
					title={say("place.check-in")}
					note={say("today.check-in.hint")}
					onOpen={() => go("/check-in")}
				/>
			)}
			{shown.has("path") && <PathDoor />}
			{whole && shown.has("words") && <OpenWords />}
			{whole && shown.has("later") && <LaterToday />}
			{whole && shown.has("recall") && <RecallAsk />}
			<DrillOffer />
			<Button
				kind="quiet"
				onClick={() => {
					restDay.value = moments.today();
				}}
			>
				{say("today.rest")}
			</Button>
		</div>
	);
}

/** Rest is an answer, and can be taken back. */
function Resting() {
	return (
		<div class="today-asks" role="status">
			<p class="prose">{say("today.resting")}</p>
			<Button
				kind="quiet"
				onClick={() => {
					restDay.value = undefined;
				}}
			>
				{say("today.wake")}
			</Button>
		</div>
	);
}
