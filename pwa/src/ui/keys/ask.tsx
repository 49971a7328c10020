import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import type { Progress } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { Secret } from "../field.tsx";
import { Said } from "../said.tsx";
import { say, type Word } from "../words.ts";
import { useWork, Working, working } from "../working.tsx";
import "../erase.css";
import "./keys.css";

interface AskProps {
	/** What is to be done, as a button says it. */
	readonly name: string;
	/** What it does, and what it does not. */
	readonly words: Word;
	/** Gives why it was not done; undefined once it was. */
	readonly act: (passphrase: string, progress: Progress) => Promise<Word | undefined>;
}

/** Something that changes who holds a key: said first, and done with the passphrase. */
export function Ask({ name, words, act }: AskProps) {
	const asking = useSignal(false);
	const place = useRef<HTMLDivElement>(null);
	const close = (): void => {
		asking.value = false;
		place.current?.focus({ preventScroll: true });
	};
	return (
		<div class="ask" ref={place} tabIndex={-1}>
			{asking.value ? (
				<Asked name={name} words={words} act={act} asking={asking} onKeep={close} />
			) : (
				<Button
					kind="quiet"
					onClick={() => {
						asking.value = true;
					}}
				>
					{name}
				</Button>
			)}
		</div>
	);
}

interface AskedProps extends AskProps {
	readonly asking: Signal<boolean>;
	readonly onKeep: () => void;
}

function Asked({ name, words, act, asking, onKeep }: AskedProps) {
	const passphrase = useSignal("");
	const said = useSignal<Word | undefined>(undefined);
	const work = useWork();
	const about = useId();
	const question = useRef<HTMLParagraphElement>(null);
	useEffect(() => question.current?.focus(), []);
	const go = async (): Promise<void> => {
		if (work.value !== undefined || passphrase.value === "") return;
		said.value = undefined;
		said.value = await working(work, (progress) => act(passphrase.value, progress));
		if (said.value === undefined) asking.value = false;
	};
	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				void go();
			}}
		>
			<fieldset class="erase-asked" aria-describedby={about}>
				<legend class="caps">{name}</legend>
				<p class="prose" id={about} ref={question} tabIndex={-1}>
					{say(words)}
				</p>
				<Secret
					label={say("backup.passphrase")}
					value={passphrase.value}
					onInput={(text) => {
						passphrase.value = text;
					}}
				/>
				<Said words={said.value && say(said.value)} />
				<Working work={work} words={say("keys.working")} />
				<div class="erase-choices">
					<Button onClick={onKeep}>{say("keys.leave")}</Button>
					<Button type="submit" disabled={work.value !== undefined}>
						{name}
					</Button>
				</div>
			</fieldset>
		</form>
	);
}
