import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { shownKit } from "./desk.ts";
import { HeadCode } from "./head-codes.tsx";
import { ConfirmKit, KitPaper } from "./kit.tsx";
import { OfferedBy } from "./practice.tsx";
import { go } from "./route.ts";
import { saveInWords } from "./save.tsx";
import { Screen } from "./screen.tsx";
import { SignedOut } from "./signed-out.tsx";
import { Together } from "./together.tsx";
import { TurnOn } from "./turn-on.tsx";
import { say, sayCount } from "./words.ts";
import "./backup.css";

/** Backup: what it is, how it stands, and the kit. */
export function BackupScreen() {
	const backup = useMoments().backup.value;
	const kit = shownKit.value;
	return (
		<Screen name="backup" title={say("backup.title")}>
			{backup.name === "off" && <Off />}
			{backup.name === "kit-unconfirmed" && (
				<>
					<p class="lead">{say("backup.unconfirmed.lead")}</p>
					{kit ? <KitPaper kit={kit} /> : <KitGone ask={backup.ask} />}
					{(kit || backup.ask > 0) && <ConfirmKit ask={kit?.ask ?? backup.ask} />}
					{!kit && <NewKit />}
				</>
			)}
			{backup.name === "on" && <On devices={backup.devices} />}
			<OfferedBy />
		</Screen>
	);
}

function Off() {
	return (
		<>
			<p class="lead">{say("backup.off.lead")}</p>
			<section class="part">
				<h2>{say("backup.loss.title")}</h2>
				<p class="prose">{say("backup.loss.text")}</p>
			</section>
			<section class="part">
				<h2>{say("backup.steps.title")}</h2>
				<p class="prose">{say("backup.steps.text")}</p>
				<TurnOn invited />
			</section>
		</>
	);
}

function KitGone({ ask }: { readonly ask: number }) {
	return (
		<p class="prose backup-gone">
			{ask > 0 ? say("backup.unconfirmed.gone", { number: ask }) : say("backup.unconfirmed.none")}
		</p>
	);
}

function NewKit() {
	return (
		<section class="part">
			<h2>{say("backup.new-kit.title")}</h2>
			<TurnOn />
		</section>
	);
}

function On({ devices }: { readonly devices: number }) {
	const moments = useMoments();
	const state = moments.saveState.value;
	if (state.name === "behind" && state.cause === "removed") {
		return <p class="lead">{say("cause.removed")}</p>;
	}
	return (
		<>
			<p class="lead">{say("backup.on.lead")}</p>
			<p class="quiet backup-now">
				{saveInWords(state, Date.now())}. {sayCount("backup.devices", devices)}
			</p>
			{state.name === "behind" && <p class="prose">{say(`cause.${state.cause}`)}</p>}
			<Together />
			<SignedOut />
			<section class="part">
				<h2>{say("drill.title")}</h2>
				<p class="prose">{say("drill.text")}</p>
				<div class="button-row">
					<Button onClick={() => go("/drill")}>{say("drill.offer.look")}</Button>
				</div>
			</section>
			{!moments.isForked() && <HeadCode />}
		</>
	);
}
