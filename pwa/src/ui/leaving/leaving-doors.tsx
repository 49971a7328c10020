import { Button } from "../button.tsx";
import { go } from "../route.ts";
import { say } from "../words.ts";

/** Where a journal leaves with everything, and where words come in. */
export function LeavingDoors() {
	return (
		<section class="part">
			<h2>{say("leaving.title")}</h2>
			<p class="prose">{say("leaving.text")}</p>
			<div class="button-row">
				<Button onClick={() => go("/take")}>{say("take.title")}</Button>
				<Button onClick={() => go("/bring")}>{say("bring.title")}</Button>
				<Button onClick={() => go("/move")}>{say("move.title")}</Button>
			</div>
		</section>
	);
}
