import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { changeFields, isClosed, later, neverRecalled, promise } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useContent } from "../content.ts";
import { useMoments } from "../context.ts";
import { readEntry } from "../desk.ts";
import { kindViews } from "../kind-view.tsx";
import { go } from "../route.ts";
import { say } from "../words.ts";
import { askedAbout, restedUntil } from "./asking.ts";
import { beginSighting, mark, openLater, read } from "./begin.ts";
import { Offer } from "./offer.tsx";
import { askAgain, type Recall, recallFor } from "./recall.ts";
import { nameOf, quoted } from "./said.tsx";
import { type Followed, followedIn } from "./timeline.ts";

/** What was said and may have been followed by deeds: a line or two, in the app only. */
export function OpenWords() {
	const moments = useMoments();
	const asked = askedAbout(followedIn(moments.entries.value), moments.today());
	return (
		<>
			{asked.map((followed) => (
				<OpenWord key={followed.entry.id} followed={followed} />
			))}
		</>
	);
}

function OpenWord({ followed: { entry, promised } }: { readonly followed: Followed }) {
	const moments = useMoments();
	const mine = promised.direction === "self";
	const notNow = (): void =>
		void mark(moments, entry, (fields) =>
			changeFields(promise, fields, { after: restedUntil(moments.today()) }),
		);
	return (
		<Offer
			lines={[
				say(mine ? "work.today.mine" : "work.today.said", { who: nameOf(promised) }),
				quoted(entry),
			]}
			ask={say(mine ? "work.today.mine.ask" : "work.today.ask")}
		>
			<Button onClick={() => beginSighting(moments, entry.id)}>{say("work.today.seen")}</Button>
			<Button onClick={notNow}>{say("work.today.not-now")}</Button>
		</Offer>
	);
}

/** A note whose day has come, offered once. */
export function LaterToday() {
	const moments = useMoments();
	const today = moments.today();
	const note = moments.entries.value.find((entry) => {
		if (entry.kind !== "later" || !isClosed(entry)) return false;
		const { opens, left } = later.read(entry.fields);
		return opens !== undefined && opens <= today && !left;
	});
	if (note === undefined) return null;
	const leave = (): void =>
		void mark(moments, note, (fields) => changeFields(later, fields, { left: true }));
	return (
		<Offer lines={[say("work.today.later")]}>
			<Button onClick={() => void openLater(moments, note).then(() => read(note))}>
				{say("work.today.later.open")}
			</Button>
			<Button onClick={leave}>{say("work.today.later.leave")}</Button>
		</Offer>
	);
}

/** Looking back is asked first, and what it would show is not quoted. */
export function RecallAsk() {
	const moments = useMoments();
	const refused = useSignal<"saving" | "kept" | undefined>(undefined);
	const recall = recallFor(
		moments.entries.value,
		moments.today(),
		moments.settings.value.recallAfter,
	);
	const rest = (answer: "see" | "later"): Promise<void> =>
		moments.changeSettings({ recallAfter: askAgain(moments.today(), answer) });
	if (refused.value === "kept") return <NeverAgain />;
	if (recall === undefined || refused.value === "saving") return null;
	const see = (): void => {
		readEntry.value = recall.entry.id;
		void rest("see");
		go("/recall");
	};
	const refuse = async (): Promise<void> => {
		refused.value = "saving";
		await mark(moments, recall.entry, neverRecalled);
		refused.value = "kept";
	};
	return (
		<RecallOffer recall={recall}>
			<Button onClick={see}>{say("work.recall.see")}</Button>
			<Button onClick={() => void rest("later")}>{say("work.recall.later")}</Button>
			<Button onClick={() => void refuse()}>{say("work.recall.never")}</Button>
		</RecallOffer>
	);
}

interface RecallOfferProps {
	readonly recall: Recall;
	readonly children: ComponentChildren;
}

/** Says of what sort it is and from which step, and not a word of it. */
function RecallOffer({ recall: { entry, years }, children }: RecallOfferProps) {
	const steps = useContent()?.steps;
	const piece = entry.fields["piece"];
	const step = steps?.find(({ pieces }) => pieces.some(({ id }) => id === piece));
	// What it is from is said before anybody decides: until that is known, nothing is asked.
	if (entry.kind === "piece" && steps === undefined) return null;
	const when = years === 1 ? say("work.recall.year") : say("work.recall.years", { years });
	const sort = say(kindViews[entry.kind].name);
	return (
		<Offer
			lines={[
				say("work.recall.ask", { when }),
				step ? say("work.recall.step", { kind: sort, step: step.title }) : sort,
			]}
		>
			{children}
		</Offer>
	);
}

/** After "never" for one: the way to never for all. */
function NeverAgain() {
	const moments = useMoments();
	const { today } = moments.settings.value;
	const shown = today.includes("recall");
	const stop = (): void =>
		void moments.changeSettings({ today: today.filter((part) => part !== "recall") });
	return (
		<div role="status">
			<Offer lines={[say(shown ? "work.recall.never.one" : "work.recall.never.all")]}>
				{shown && <Button onClick={stop}>{say("work.recall.stop")}</Button>}
			</Offer>
		</div>
	);
}
