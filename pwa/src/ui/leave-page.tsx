import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { canLeave, chooseLeave, leave } from "./leave.ts";
import { Screen } from "./screen.tsx";
import { say } from "./words.ts";

const hides = ["history", "icon", "files", "watched", "network", "practice", "none"] as const;

/** The quick way out: what it does, what it does not hide, and a try at it. It shows nothing of the journal. */
export function LeavePage() {
	const { lock } = useMoments();
	const on = canLeave.value;
	return (
		<Screen name="leave" title={say("leave.title")}>
			<div class="stack">
				<p class="lead">{say("leave.lead")}</p>
				<p class="prose">{say("leave.kept")}</p>
			</div>
			<section class="part">
				<h2>{say("leave.hides.title")}</h2>
				{hides.map((name) => (
					<p key={name} class="prose">
						{say(`leave.hides.${name}`)}
					</p>
				))}
			</section>
			<section class="part">
				<h2>{say("leave.return.title")}</h2>
				<p class="prose">{say("leave.return")}</p>
				<p class="prose" role="status">
					{say(on ? "leave.try.text" : "leave.is-off")}
				</p>
				<div class="button-row">
					{on && <Button onClick={() => leave(lock)}>{say("leave.try")}</Button>}
					<Button onClick={() => chooseLeave(!on)}>{say(on ? "leave.off" : "leave.on")}</Button>
				</div>
			</section>
		</Screen>
	);
}
