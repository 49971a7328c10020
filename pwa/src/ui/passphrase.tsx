import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { PassphraseChoice, takeChosen, useChosen } from "./passphrase-choice.tsx";
import { goInstead } from "./route.ts";
import { Said } from "./said.tsx";
import { Screen } from "./screen.tsx";
import { say } from "./words.ts";
import { useWork, Working, working } from "./working.tsx";

/** Choosing the passphrase; what follows is the first page to write on. */
export function Passphrase() {
	const moments = useMoments();
	const chosen = useChosen();
	const work = useWork();
	const { own, said } = chosen;

	const start = async (): Promise<void> => {
		if (work.value !== undefined) return;
		const passphrase = takeChosen(chosen);
		if (passphrase === undefined) return;
		try {
			await working(work, (progress) => moments.begin(passphrase, progress));
			goInstead("/write");
		} catch {
			said.value = "passphrase.failed";
		}
	};

	return (
		<Screen name="passphrase" title={say("passphrase.title")}>
			<form
				class="stack"
				onSubmit={(event) => {
					event.preventDefault();
					void start();
				}}
			>
				<p class="lead">
					{say(own.value === undefined ? "passphrase.lead" : "passphrase.lead.own")}
				</p>
				<PassphraseChoice chosen={chosen} />
				<div class="passphrase-truth stack">
					<p class="prose">{say("passphrase.reset")}</p>
					<p class="quiet">{say("passphrase.browser")}</p>
				</div>
				<Said words={said.value && say(said.value)} />
				<Working work={work} words={say("passphrase.working")} />
				<div class="doors">
					<Button kind="stone" type="submit" disabled={work.value !== undefined}>
						{say("passphrase.start")}
					</Button>
				</div>
			</form>
		</Screen>
	);
}
