import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { dateInWords } from "../day.ts";
import { Notice } from "../notice.tsx";
import { go } from "../route.ts";
import { say } from "../words.ts";
import { removalInWords, sentencesOf } from "./in-words.ts";

/** What changed in who holds a key, on every device until it is seen; and a passphrase that is still to be learned here. */
export function KeyNotices() {
	const moments = useMoments();
	const { changes, changedOn, removal } = moments.keyNews.value;
	return (
		<>
			{removal && (
				<Notice words={removalInWords(removal)}>
					<Button kind="quiet" onClick={() => go("/join")}>
						{say("welcome.join")}
					</Button>
				</Notice>
			)}
			{changedOn && (
				<Notice words={say("notice.changed", { day: dateInWords(changedOn) })}>
					<Button kind="quiet" onClick={() => go("/passphrase")}>
						{say("notice.changed.learn")}
					</Button>
				</Notice>
			)}
			{changes.length > 0 && (
				<Notice
					words={changes
						.map((change) => `${dateInWords(change.day)}: ${sentencesOf(change).join(" ")}`)
						.join(" ")}
				>
					<div class="button-row">
						<Button kind="quiet" onClick={() => go("/keys")}>
							{say("notice.keys.look")}
						</Button>
						<Button kind="quiet" onClick={() => moments.dismissKeyNews()}>
							{say("notice.keys.seen")}
						</Button>
					</div>
				</Notice>
			)}
		</>
	);
}
