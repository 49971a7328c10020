import { useSignal } from "@preact/signals";
import type { CivilDay, Present } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { dateInWords } from "../day.ts";
import { shownKit } from "../desk.ts";
import { Secret } from "../field.tsx";
import { PassphraseChoice, takeChosen, useChosen } from "../passphrase-choice.tsx";
import { go, goInstead } from "../route.ts";
import { Said } from "../said.tsx";
import { Screen } from "../screen.tsx";
import { say, type Word } from "../words.ts";
import { useWork, Working, working } from "../working.tsx";
import { PresentField } from "./present-field.tsx";

/** Changing the passphrase; or, where another device has changed it, bringing the new one here. */
export function NewPassphrase() {
	const { changedOn } = useMoments().keyNews.value;
	const done = useSignal<Word | undefined>(undefined);
	const finish = (word: Word): void => {
		done.value = word;
		document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
	};
	const title = say(changedOn ? "learn.title" : "change.title");
	return (
		<Screen name="new-passphrase" title={title}>
			{done.value && (
				<p class="lead" role="status">
					{say(done.value)}
				</p>
			)}
			{!done.value && changedOn && <Learn day={changedOn} onDone={finish} />}
			{!done.value && !changedOn && <Change onDone={finish} />}
		</Screen>
	);
}

interface PartProps {
	readonly onDone: (word: Word) => void;
}

function Change({ onDone }: PartProps) {
	const moments = useMoments();
	const present = useSignal<Present>("");
	const chosen = useChosen();
	const work = useWork();
	const { said } = chosen;
	// Without backup, or put out of it, it concerns this device alone.
	const isOff = moments.backup.value.name === "off" || moments.keyNews.value.removal !== undefined;

	const change = async (): Promise<void> => {
		if (work.value !== undefined || present.value === "") return;
		const next = takeChosen(chosen);
		if (next === undefined) return;
		const result = await working(work, (progress) =>
			moments.changePassphrase(present.value, next, progress),
		);
		if (result.name === "refused") {
			said.value = refusalOf(result.cause, present.value);
		} else if (result.kit !== undefined) {
			shownKit.value = result.kit;
			goInstead("/backup");
		} else {
			onDone(isOff ? "change.done" : "change.done.later");
		}
	};

	return (
		<form
			class="stack"
			onSubmit={(event) => {
				event.preventDefault();
				void change();
			}}
		>
			<p class="lead">{say(isOff ? "change.lead.off" : "change.lead")}</p>
			<PresentField label={say("change.present")} present={present} />
			<h2>{say("recover.new")}</h2>
			<PassphraseChoice chosen={chosen} />
			<p class="prose">{say("passphrase.reset")}</p>
			{moments.passkey.value && <p class="prose">{say("change.passkey.stays")}</p>}
			<Said words={said.value && say(said.value)} />
			<Working work={work} words={say("change.working")} />
			<Button kind="stone" type="submit" disabled={work.value !== undefined}>
				{say("change.change")}
			</Button>
		</form>
	);
}

/** Why it was not done, by the passphrase or by this phone's lock. */
function refusalOf(cause: "passphrase" | "frozen" | "storage", present: Present): Word {
	if (cause === "frozen") return "keys.frozen";
	if (cause === "passphrase" && present === undefined) return "change.passkey.refused";
	return `backup.refused.${cause}`;
}

interface LearnProps extends PartProps {
	readonly day: CivilDay;
}

function Learn({ day, onDone }: LearnProps) {
	const moments = useMoments();
	const present = useSignal<Present>("");
	const next = useSignal("");
	const said = useSignal<Word | undefined>(undefined);
	const work = useWork();

	const learn = async (): Promise<void> => {
		if (work.value !== undefined || present.value === "" || next.value === "") return;
		said.value = undefined;
		const result = await working(work, (progress) =>
			moments.learnPassphrase(present.value, next.value, progress),
		);
		if (result === "learned") onDone("learn.done");
		else said.value = result === "other" ? "learn.other" : refusalOf(result, present.value);
	};

	return (
		<form
			class="stack"
			onSubmit={(event) => {
				event.preventDefault();
				void learn();
			}}
		>
			<p class="lead">{say("learn.lead", { day: dateInWords(day) })}</p>
			<PresentField label={say("learn.present")} present={present} />
			<Secret
				label={say("learn.next")}
				value={next.value}
				onInput={(text) => {
					next.value = text;
				}}
			/>
			<Said words={said.value && say(said.value)} />
			<Working work={work} words={say("change.working")} />
			<Button kind="stone" type="submit" disabled={work.value !== undefined}>
				{say("learn.learn")}
			</Button>
			<p class="prose">{say("learn.not-you")}</p>
			<div class="button-row">
				<Button onClick={() => go("/keys")}>{say("notice.keys.look")}</Button>
			</div>
		</form>
	);
}
