import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Adding, AddingState } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { Secret } from "../field.tsx";
import { QrCode } from "../qr-code.tsx";
import { back, go } from "../route.ts";
import { Said } from "../said.tsx";
import { Heading, Screen } from "../screen.tsx";
import { Stones } from "../stones.tsx";
import { say } from "../words.ts";
import { Digits } from "./digits.tsx";
import { Underway } from "./underway.tsx";
import "./pairing.css";

/** Another phone is let in: passphrase, code, digits, done. */
export function AddPhone() {
	const adding = useSignal<Adding | undefined>(undefined);
	const isOn = useMoments().backup.value.name !== "off";
	useEffect(() => () => adding.peek()?.stop(), [adding]);
	const state = adding.value?.state.value;
	if (state?.name === "added") return <Added />;
	return (
		<Screen name="add-phone" title={say("add.title")}>
			{isOn ? <Step adding={adding} state={state} /> : <BackupFirst />}
		</Screen>
	);
}

interface StepProps {
	readonly adding: Signal<Adding | undefined>;
	readonly state: AddingState | undefined;
}

function Step({ adding, state }: StepProps) {
	switch (state?.name) {
		case "shown":
			return <Offer qr={state.qr} code={state.code} />;
		case "compare":
			return <Digits digits={state.digits} onAnswer={(same) => adding.peek()?.same(same)} />;
		case "adding":
			return <Underway words={say("add.adding")} />;
		default:
			return <Ask adding={adding} state={state} />;
	}
}

function BackupFirst() {
	return (
		<>
			<p class="lead">{say("pair.over.no-backup")}</p>
			<div class="button-row">
				<Button onClick={() => go("/backup")}>{say("place.backup")}</Button>
			</div>
		</>
	);
}

/** The passphrase comes first (C20), and again after whatever ended the last try. */
function Ask({ adding, state }: StepProps) {
	const moments = useMoments();
	const passphrase = useSignal("");
	const isBusy = state?.name === "preparing";
	const show = async (): Promise<void> => {
		if (isBusy || passphrase.value === "") return;
		adding.value = await moments.addPhone(passphrase.value);
	};
	return (
		<form
			class="stack"
			onSubmit={(event) => {
				event.preventDefault();
				void show();
			}}
		>
			<p class="lead">{say("add.lead")}</p>
			<Secret
				label={say("backup.passphrase")}
				value={passphrase.value}
				onInput={(text) => {
					passphrase.value = text;
				}}
			/>
			<Said words={state?.name === "over" ? say(`pair.over.${state.cause}`) : undefined} />
			{isBusy && <Underway words={say("add.preparing")} />}
			<Button kind="stone" type="submit" disabled={isBusy}>
				{say("add.show")}
			</Button>
		</form>
	);
}

function Offer({ qr, code }: { readonly qr: string; readonly code: string }) {
	return (
		<section class="part pair-offer">
			<p class="lead">{say("add.shown")}</p>
			<div class="pair-paper">
				<QrCode text={qr} name={say("add.qr")} />
				<p class="quiet">{say("add.code")}</p>
				<p class="pair-code" translate={false}>
					{code.split(" ").map((group, at) => (
						// The place is a group's identity: two may hold the same symbols.
						<span key={`${at} ${group}`}>{`${group} `}</span>
					))}
				</p>
			</div>
			<p class="quiet">{say("add.alone")}</p>
		</section>
	);
}

function Added() {
	return (
		<main class="screen joined stack">
			<Stones />
			<Heading>{say("add.done.title")}</Heading>
			<p class="lead">{say("add.done.text")}</p>
			<Button kind="stone" onClick={back}>
				{say("add.done.back")}
			</Button>
		</main>
	);
}
