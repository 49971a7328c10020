import type { Signal } from "@preact/signals";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { loadInsideSoon } from "../inside-part.ts";
import { say, type Word } from "../words.ts";
import { type Work, working } from "../working.tsx";

interface OpenByLockProps {
	readonly work: Work;
	readonly said: Signal<Word | undefined>;
}

/** Beside the passphrase, where the person has turned it on: the phone asks only once this is touched. */
export function OpenByLock({ work, said }: OpenByLockProps) {
	const moments = useMoments();
	const open = async (): Promise<void> => {
		if (work.value !== undefined) return;
		said.value = undefined;
		loadInsideSoon();
		const result = await working(work, moments.unlockByPasskey);
		if (result !== "open") said.value = result === "refused" ? "passkey.closed" : "lock.failed";
	};
	return (
		<Button onClick={() => void open()} disabled={work.value !== undefined}>
			{say("passkey.title")}
		</Button>
	);
}
