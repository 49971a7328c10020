import { useSignal } from "@preact/signals";
import type { JoinResult } from "../app/contract.ts";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { Secret } from "./field.tsx";
import { KitField } from "./kit-field.tsx";
import { Lacking } from "./lacking.tsx";
import { RecoverDoor } from "./recover-door.tsx";
import { go, goInstead } from "./route.ts";
import { Said } from "./said.tsx";
import { Heading, Screen } from "./screen.tsx";
import { Stones } from "./stones.tsx";
import { say, type Word } from "./words.ts";
import { useWork, Working, working } from "./working.tsx";
import "./join.css";

/** A journal of another device comes here, by its kit and its passphrase. */
export function Join() {
	const moments = useMoments();
	const result = useSignal<JoinResult | undefined>(undefined);
	const kit = useSignal("");
	const passphrase = useSignal("");
	const work = useWork();
	const fresh = moments.phase.value.name === "new";

	const join = async (isTold = false): Promise<void> => {
		if (work.value !== undefined || kit.value === "" || passphrase.value === "") return;
		result.value = undefined;
		const check = await moments.checkKit(kit.value);
		result.value =
			check === "ok"
				? await working(work, (progress) =>
						moments.join(kit.value, passphrase.value, progress, isTold),
					)
				: { name: "refused", cause: check };
	};

	if (result.value?.name === "joined") return <Joined />;
	return (
		<Screen name="join" title={say("join.title")}>
			<form
				class="stack"
				onSubmit={(event) => {
					event.preventDefault();
					void join();
				}}
			>
				<p class="lead">{say(fresh ? "join.lead" : "join.lead.open")}</p>
				<KitField kit={kit} />
				<Secret
					label={say("join.passphrase")}
					value={passphrase.value}
					onInput={(text) => {
						passphrase.value = text;
					}}
				/>
				<Said words={refusal(result.value)} />
				<Working work={work} words={say("join.working")} />
				{result.value?.name === "lacks" ? (
					<Lacking
						count={result.value.count}
						onGo={() => void join(true)}
						onLater={() => {
							result.value = undefined;
						}}
					/>
				) : (
					<Button kind="stone" type="submit" disabled={work.value !== undefined}>
						{say("join.join")}
					</Button>
				)}
				<RecoverDoor />
			</form>
		</Screen>
	);
}

function refusal(result: JoinResult | undefined): string | undefined {
	if (result?.name !== "refused") return undefined;
	const word: Word = `join.refused.${result.cause}`;
	return say(word);
}

/** The journal came here, by whichever way. */
export function Joined() {
	return (
		<main class="screen joined stack">
			<Stones />
			<Heading>{say("join.done.title")}</Heading>
			<p class="lead">{say("join.done.text")}</p>
			<Button kind="stone" onClick={() => goInstead("/")}>
				{say("join.done.open")}
			</Button>
		</main>
	);
}

/** The ways to a journal of another device for someone who already writes on this one. */
export function JoinDoors() {
	return (
		<>
			<Button onClick={() => go("/join")}>{say("welcome.join")}</Button>
			<Button onClick={() => go("/pair")}>{say("welcome.pair")}</Button>
		</>
	);
}
