import { useSignal } from "@preact/signals";
import type { JoinResult } from "../app/contract.ts";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { shownKit } from "./desk.ts";
import { SheetField } from "./kit-field.tsx";
import { Lacking } from "./lacking.tsx";
import { PassphraseChoice, takeChosen, useChosen } from "./passphrase-choice.tsx";
import { goInstead } from "./route.ts";
import { Said } from "./said.tsx";
import { Heading, Screen } from "./screen.tsx";
import { Stones } from "./stones.tsx";
import { say } from "./words.ts";
import { useWork, Working, working } from "./working.tsx";
import "./join.css";

/** A forgotten passphrase: the sheet brings the journal here, under a new one. */
export function Recover() {
	const moments = useMoments();
	const result = useSignal<JoinResult | undefined>(undefined);
	const sheet = useSignal("");
	const chosen = useChosen();
	const work = useWork();
	const fresh = moments.phase.value.name === "new";

	const recover = async (isTold = false): Promise<void> => {
		if (work.value !== undefined || sheet.value === "") return;
		result.value = undefined;
		const check = await moments.checkSheet(sheet.value);
		if (check !== "ok") {
			result.value = { name: "refused", cause: check };
			return;
		}
		const passphrase = takeChosen(chosen);
		if (passphrase === undefined) return;
		result.value = await working(work, (progress) =>
			moments.recover(sheet.value, passphrase, progress, isTold),
		);
		if (result.value.name === "joined") shownKit.value = result.value.kit;
	};

	if (result.value?.name === "joined") return <Recovered later={result.value.kit === undefined} />;
	const refusal =
		result.value?.name === "refused" ? say(`join.refused.${result.value.cause}`) : undefined;
	return (
		<Screen name="recover" title={say("recover.title")}>
			<form
				class="stack"
				onSubmit={(event) => {
					event.preventDefault();
					void recover();
				}}
			>
				<p class="lead">{say(fresh ? "recover.lead" : "recover.lead.open")}</p>
				<SheetField sheet={sheet} />
				<h2>{say("recover.new")}</h2>
				<PassphraseChoice chosen={chosen} />
				<p class="prose">{say("passphrase.reset")}</p>
				<Said words={refusal ?? (chosen.said.value && say(chosen.said.value))} />
				<Working work={work} words={say("join.working")} />
				{result.value?.name === "lacks" ? (
					<Lacking
						count={result.value.count}
						onGo={() => void recover(true)}
						onLater={() => {
							result.value = undefined;
						}}
					/>
				) : (
					<Button kind="stone" type="submit" disabled={work.value !== undefined}>
						{say("join.join")}
					</Button>
				)}
			</form>
		</Screen>
	);
}

/** The kit comes first: it is shown only once. */
function Recovered({ later }: { readonly later: boolean }) {
	return (
		<main class="screen joined stack">
			<Stones />
			<Heading>{say("join.done.title")}</Heading>
			<p class="lead">{say("recover.done")}</p>
			<p class="prose">{say(later ? "recover.done.later" : "recover.done.kit")}</p>
			<p class="prose">{say("recover.done.sheet")}</p>
			<Button kind="stone" onClick={() => goInstead(later ? "/" : "/backup")}>
				{say(later ? "join.done.open" : "recover.kit")}
			</Button>
		</main>
	);
}
