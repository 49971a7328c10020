import { useSignal } from "@preact/signals";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { go } from "../route.ts";
import { say } from "../words.ts";
import { Offer } from "../work/offer.tsx";
import { drillAgain, isDrillDue } from "./due.ts";
import { useKnownPapers } from "./known-papers.ts";

/** Once a year: is the kit still where one thinks it is? Whoever refuses it for good is told where it can be had again. */
export function DrillOffer() {
	const moments = useMoments();
	const papers = useKnownPapers() ?? [];
	const refused = useSignal(false);
	const { today: shown, drillAfter } = moments.settings.value;
	const today = moments.today();
	if (refused.value) return <Refused />;
	if (!shown.includes("drill") || !isDrillDue(papers, drillAfter, today)) return null;
	const later = (): void => void moments.changeSettings({ drillAfter: drillAgain(today, "later") });
	const refuse = (): void => {
		refused.value = true;
		void moments.changeSettings({ today: shown.filter((part) => part !== "drill") });
	};
	return (
		<Offer lines={[say("drill.offer")]} ask={say("drill.offer.ask")}>
			<Button onClick={() => go("/drill")}>{say("drill.offer.look")}</Button>
			<Button onClick={later}>{say("drill.offer.later")}</Button>
			<Button onClick={refuse}>{say("drill.offer.never")}</Button>
		</Offer>
	);
}

function Refused() {
	return (
		<p class="quiet" role="status">
			{say("drill.offer.refused")}
		</p>
	);
}
