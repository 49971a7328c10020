import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { OfferCheck, Pairing, PairingState } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { Secret, TextField } from "../field.tsx";
import { Joined } from "../join.tsx";
import { Lacking } from "../lacking.tsx";
import { Said } from "../said.tsx";
import { Screen } from "../screen.tsx";
import { say } from "../words.ts";
import { useWork, Working } from "../working.tsx";
import { Digits } from "./digits.tsx";
import { Scanner } from "./scanner.tsx";
import { Underway } from "./underway.tsx";
import "./pairing.css";

/** A journal of another phone that lies beside this one comes here. */
export function Pair() {
	const pairing = useSignal<Pairing | undefined>(undefined);
	// Once the journal is being fetched, looking elsewhere does not take it back.
	useEffect(
		() => () => {
			const { name } = pairing.peek()?.state.peek() ?? {};
			if (name !== "joining" && name !== "joined") pairing.peek()?.stop();
		},
		[pairing],
	);
	const state = pairing.value?.state.value;
	if (state?.name === "joined") return <Joined />;
	return (
		<Screen name="pair" title={say("pair.title")}>
			<Step pairing={pairing} state={state} />
		</Screen>
	);
}

interface StepProps {
	readonly pairing: Signal<Pairing | undefined>;
	readonly state: PairingState | undefined;
}

function Step({ pairing, state }: StepProps) {
	switch (state?.name) {
		case "reaching":
			return <Underway words={say("pair.reaching")} />;
		case "lacks":
			return (
				<Lacking
					count={state.count}
					onGo={() => pairing.peek()?.goOn()}
					onLater={() => pairing.peek()?.stop()}
				/>
			);
		case "compare":
			return <Digits digits={state.digits} onAnswer={(same) => pairing.peek()?.same(same)} />;
		case "waiting":
			return <Underway words={say("pair.waiting")} />;
		case "passphrase":
			return <Passphrase pairing={pairing} wrong={state.wrong} />;
		case "joining":
			return <Fetching part={state.part} />;
		default:
			return <Begin pairing={pairing} state={state} />;
	}
}

/** By the camera, or by typing. */
function Begin({ pairing, state }: StepProps) {
	const moments = useMoments();
	const code = useSignal("");
	const check = useSignal<OfferCheck>("ok");
	const begin = async (text: string): Promise<void> => {
		if (text.trim() === "") return;
		check.value = await moments.checkOffer(text);
		if (check.value === "ok") pairing.value = await moments.pairPhone(text);
	};
	const refused = check.value === "ok" ? undefined : say(`pair.check.${check.value}`);
	const ended = state?.name === "over" ? say(`pair.over.${state.cause}`) : undefined;
	return (
		<>
			<p class="lead">{say(moments.phase.value.name === "new" ? "pair.lead" : "pair.lead.open")}</p>
			<Said words={refused ?? ended} />
			<Scanner onRead={(text) => void begin(text)} />
			<form
				class="stack part"
				onSubmit={(event) => {
					event.preventDefault();
					void begin(code.value);
				}}
			>
				<TextField
					label={say("pair.code")}
					value={code.value}
					onInput={(text) => {
						code.value = text;
						check.value = "ok";
					}}
					hint={say("pair.code.hint")}
					symbols
					enter="go"
				/>
				<Button type="submit">{say("pair.go")}</Button>
			</form>
		</>
	);
}

interface PassphraseProps {
	readonly pairing: Signal<Pairing | undefined>;
	readonly wrong: boolean;
}

function Passphrase({ pairing, wrong }: PassphraseProps) {
	const passphrase = useSignal("");
	return (
		<form
			class="stack"
			onSubmit={(event) => {
				event.preventDefault();
				if (passphrase.value !== "") pairing.peek()?.open(passphrase.value);
			}}
		>
			<p class="lead">{say("pair.passphrase.lead")}</p>
			<Secret
				label={say("join.passphrase")}
				value={passphrase.value}
				onInput={(text) => {
					passphrase.value = text;
				}}
			/>
			<Said words={wrong ? say("pair.passphrase.wrong") : undefined} />
			<Button kind="stone" type="submit">
				{say("join.join")}
			</Button>
		</form>
	);
}

function Fetching({ part }: { readonly part: number | undefined }) {
	const work = useWork();
	useEffect(() => {
		work.value = part ?? "unknown";
	}, [work, part]);
	return <Working work={work} words={say("join.working")} />;
}
