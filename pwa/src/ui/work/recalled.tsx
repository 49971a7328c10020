import { useEffect } from "preact/hooks";
import { neverRecalled } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { dayInWords } from "../day.ts";
import { readEntry } from "../desk.ts";
import { EntryText } from "../entry.tsx";
import { kindViews } from "../kind-view.tsx";
import { back, go } from "../route.ts";
import { Screen } from "../screen.tsx";
import { say } from "../words.ts";
import { mark } from "./begin.ts";
import "../foot.css";
import "./work.css";

/** After "see it": what was asked about, to be put away at any time. */
export function Recalled() {
	const moments = useMoments();
	const entry = moments.entries.value.find(({ id }) => id === readEntry.value);
	const gone = entry === undefined;
	useEffect(() => {
		if (gone) back();
	}, [gone]);
	if (entry === undefined) return <main class="screen" />;
	const { Facts } = kindViews[entry.kind];
	const never = async (): Promise<void> => {
		await mark(moments, entry, neverRecalled);
		back();
	};
	return (
		<Screen name="work recalled" title={dayInWords(entry.day)}>
			<p class="quiet">{say("work.recall.shown")}</p>
			{Facts && <Facts entry={entry} />}
			<EntryText entry={entry} />
			<div class="foot">
				<Button onClick={back}>{say("work.recall.away")}</Button>
				<Button onClick={() => go("/settle")}>{say("place.settle")}</Button>
				<Button onClick={() => void never()}>{say("work.recall.never")}</Button>
			</div>
		</Screen>
	);
}
