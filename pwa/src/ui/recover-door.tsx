import { Button } from "./button.tsx";
import { go } from "./route.ts";
import { say } from "./words.ts";

/** The way here for whoever has the sheet and no passphrase. */
export function RecoverDoor() {
	return (
		<Button kind="quiet" onClick={() => go("/recover")}>
			{say("recover.title")}
		</Button>
	);
}
