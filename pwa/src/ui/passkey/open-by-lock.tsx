import type { Signal } from "@preact/signals";
import type { RefObject } from "preact";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { loadInsideSoon } from "../inside-part.ts";
import { say, type Word } from "../words.ts";
import { useWork, working } from "../working.tsx";

interface OpenByLockProps {
	/** Ends the question of the phone: the passphrase can be typed while it asks. */
	readonly asked: RefObject<AbortController | undefined>;
	readonly said: Signal<Word | undefined>;
}

/** Beside the passphrase, where the person has turned it on: the phone asks only once this is touched. */
export function OpenByLock({ asked, said }: OpenByLockProps) {
	const moments = useMoments();
	const work = useWork();
	const open = async (): Promise<void> => {
		if (work.value !== undefined) return;
		said.value = undefined;
		loadInsideSoon();
		const asking = new AbortController();
		asked.current = asking;
		const { signal } = asking;
		const result = await working(work, (progress) => moments.unlockByPasskey(progress, signal));
		if (result === "open" || signal.aborted) return;
		said.value = result === "refused" ? "passkey.closed" : "lock.failed";
	};
	return (
		<Button onClick={() => void open()} disabled={work.value !== undefined}>
			{say("passkey.title")}
		</Button>
	);
}
