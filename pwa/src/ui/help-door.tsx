import { go } from "./route.ts";
import { say } from "./words.ts";
import "./help-door.css";

/** To help, from before the journal is open. */
export function HelpDoor() {
	return (
		<a
			class="help-door"
			href="/help"
			onClick={(event) => {
				event.preventDefault();
				go("/help");
			}}
		>
			{say("help.title")}
		</a>
	);
}
