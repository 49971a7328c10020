import { Button } from "./button.tsx";
import { go } from "./route.ts";
import { say } from "./words.ts";

/** The settings' part about who may be looking. */
export function Discretion() {
	return (
		<section class="part">
			<h2>{say("settings.section.discretion")}</h2>
			<p class="prose">{say("settings.discretion.text")}</p>
			<div class="button-row">
				<Button onClick={() => go("/leave")}>{say("leave.title")}</Button>
				<Button onClick={() => go("/doors")}>{say("doors.title")}</Button>
			</div>
		</section>
	);
}
