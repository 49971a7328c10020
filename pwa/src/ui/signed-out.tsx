import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { say } from "./words.ts";

/** Signed out here: what that means now, and the way back in. */
export function SignedOut() {
	const moments = useMoments();
	if (!moments.signedOut.value) return null;
	return (
		<>
			<p class="prose">{say("doors.out.now")}</p>
			<div class="button-row">
				<Button onClick={() => void moments.signIn()}>{say("doors.out.back")}</Button>
			</div>
		</>
	);
}
