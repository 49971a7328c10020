import type { Moments } from "../app/contract.ts";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { askToInstall, installing, notNow, offered } from "./installing.ts";
import { NameChoice } from "./name-choice.tsx";
import { Notice } from "./notice.tsx";
import { openLayer } from "./route.ts";
import { Sheet } from "./sheet.tsx";
import { say } from "./words.ts";
import "./install.css";

/** Offered once something is written; "not now" is heard for thirty days. */
export function offersInstall(moments: Moments): boolean {
	const way = installing.value;
	const possible = way === "button" || way === "by-hand";
	return possible && offered.value && moments.entries.value.length > 0;
}

export function InstallNotice() {
	return (
		<Notice words={`${say("install.offer")} ${say("install.watched")}`}>
			<div class="button-row">
				<InstallButton />
				<Button kind="quiet" onClick={() => notNow()}>
					{say("install.not-now")}
				</Button>
			</div>
		</Notice>
	);
}

/** The same in the settings, always. */
export function InstallDoor() {
	const way = installing.value;
	if (way !== "button" && way !== "by-hand") return null;
	return (
		<>
			<h3>{say("install.title")}</h3>
			<p class="prose">{say("install.offer")}</p>
			<p class="prose">{say("install.watched")}</p>
			<NameChoice />
			<div class="button-row">
				<InstallButton />
			</div>
		</>
	);
}

function InstallButton() {
	return installing.value === "button" ? (
		<Button onClick={() => void askToInstall()}>{say("install.install")}</Button>
	) : (
		<Button onClick={() => openLayer("install")}>{say("install.how")}</Button>
	);
}

/** Before anything is written: a browser within another app is no place to stay. */
export function InAppHint() {
	if (installing.value !== "in-app") return null;
	return <Notice words={say("install.in-app")} />;
}

/** Safari's own way, step by step; what was written here is told that it stays here. */
export function InstallSheet() {
	const moments = useMoments();
	const written = moments.entries.value.length > 0;
	return (
		<Sheet name={say("install.title")} close={say("install.close")}>
			<h2 class="install-title">{say("install.title")}</h2>
			<NameChoice />
			<ol class="install-steps">
				<li>{say("install.step.share")}</li>
				<li>{say("install.step.add")}</li>
				<li>{say("install.step.open")}</li>
			</ol>
			<p class="prose">{say("install.watched")}</p>
			{written && <p class="prose">{say("install.apart")}</p>}
		</Sheet>
	);
}
