import { useMoments } from "./context.ts";
import { say } from "./words.ts";
import "./practice.css";

/** Whose offer this is, where the practice has said so. Never on a locked screen. */
export function OfferedBy() {
	const name = useMoments().practice.value?.name;
	return name ? <p class="quiet offered">{say("help.practice", { practice: name })}</p> : null;
}
