import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { Secret } from "./field.tsx";
import { loadInsideSoon } from "./inside-part.ts";
import { nameInWords } from "./name.ts";
import { OpenByLock } from "./passkey/open-by-lock.tsx";
import { QuietDoors } from "./quiet-doors.tsx";
import { Said } from "./said.tsx";
import { Stones } from "./stones.tsx";
import { say, type Word } from "./words.ts";
import { useWork, Working, working } from "./working.tsx";
import "./lock.css";

/** Locked: a field, and nothing that tells what is behind it. */
export function Lock({ damaged }: { readonly damaged: boolean }) {
	const moments = useMoments();
	const passphrase = useSignal("");
	const said = useSignal<Word | undefined>(damaged ? "lock.damaged" : undefined);
	const work = useWork();
	const field = useRef<HTMLInputElement>(null);
	const asked = useRef<AbortController>(undefined);

	useLayoutEffect(() => field.current?.focus(), []);

	const unlock = async (): Promise<void> => {
		const typed = passphrase.value;
		if (work.value !== undefined || typed === "") return;
		said.value = undefined;
		asked.current?.abort();
		loadInsideSoon();
		const result = await working(work, (progress) => moments.unlock(typed, progress));
		if (result === "open") return;
		said.value = result === "wrong-passphrase" ? "lock.wrong" : "lock.failed";
		field.current?.select();
	};

	return (
		<main class="screen lock">
			<form
				class="stack"
				onSubmit={(event) => {
					event.preventDefault();
					void unlock();
				}}
			>
				<Stones />
				<h1 class="aside-words">{nameInWords()}</h1>
				<Secret
					label={say("lock.label")}
					value={passphrase.value}
					onInput={(text) => {
						passphrase.value = text;
					}}
					field={field}
				/>
				<Said words={said.value && say(said.value)} />
				<Working work={work} words={say("lock.working")} />
				<Button kind="stone" type="submit" disabled={work.value !== undefined}>
					{say("lock.unlock")}
				</Button>
				{moments.passkey.value && <OpenByLock asked={asked} said={said} />}
			</form>
			<QuietDoors />
		</main>
	);
}
