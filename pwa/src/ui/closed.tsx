import type { UnusableCause } from "../app/contract.ts";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { nameInWords } from "./name.ts";
import { QuietDoors } from "./quiet-doors.tsx";
import { Screen } from "./screen.tsx";
import { Stones } from "./stones.tsx";
import { say } from "./words.ts";
import "./closed.css";

/** While nothing is known yet. */
export function Starting() {
	return (
		<main class="closed" aria-busy="true">
			<Stones />
			<h1 class="aside-words">{nameInWords()}</h1>
			<p class="aside-words">{say("app.starting")}</p>
		</main>
	);
}

/** Another window has the journal. */
export function Elsewhere() {
	const moments = useMoments();
	return (
		<Screen name="closed-words" title={say("elsewhere.title")} leave={false}>
			<div class="stack">
				<p class="lead">{say("elsewhere.text")}</p>
				<Button kind="stone" onClick={() => void moments.takeOver()}>
					{say("elsewhere.here")}
				</Button>
			</div>
			<QuietDoors />
		</Screen>
	);
}

/** This browser cannot keep a journal, or another window of it has one of another version. */
export function Unusable({ cause }: { readonly cause: UnusableCause }) {
	return (
		<Screen name="closed-words" title={say("unusable.title")} leave={false}>
			<p class="lead">{say(`unusable.${cause}`)}</p>
			<QuietDoors />
		</Screen>
	);
}
