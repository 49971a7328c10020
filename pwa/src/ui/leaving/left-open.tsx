import { useMoments } from "../context.ts";
import { say } from "../words.ts";

/** What is not saved yet is in no revision, and so in no sealed file. */
export function LeftOpen() {
	const drafts = useMoments().drafts.value;
	return drafts.length === 0 ? null : <p class="quiet">{say("take.sealed.drafts")}</p>;
}
