import { Button } from "./button.tsx";
import { callAddress, type Danger, regionCodes, regionOf } from "./contacts.ts";
import { useMoments } from "./context.ts";
import { Choice } from "./field.tsx";
import { ContactLine, LookUp } from "./help-contact.tsx";
import { Notices } from "./help-notices.tsx";
import { Own } from "./help-own.tsx";
import { language } from "./language.ts";
import { chooseRegion, region } from "./region.ts";
import { go } from "./route.ts";
import { Screen } from "./screen.tsx";
import { Stones } from "./stones.tsx";
import { say } from "./words.ts";
import "./help.css";

/** Whom to call. It can be opened before the journal is, holds nothing of it, and needs no connection. */
export function Help() {
	const { practice } = useMoments();
	const chosen = regionOf(region.value);
	return (
		<Screen name="help" title={say("help.title")}>
			<div aria-live="polite">
				<InDanger danger={chosen?.danger} />
			</div>
			<RegionChoice />
			{practice.value && <Own practice={practice.value} />}
			{chosen && (
				<section class="part">
					<h2>{say("help.contacts")}</h2>
					{chosen.contacts.length === 0 && <p class="prose">{say("help.contacts.none")}</p>}
					<ul class="help-contacts">
						{chosen.contacts.map((contact) => (
							<ContactLine key={contact.name} contact={contact} />
						))}
					</ul>
				</section>
			)}
			<div class="part">
				<div class="button-row">
					<Button onClick={() => go("/settle")}>{say("settle.title")}</Button>
				</div>
			</div>
			<section class="part">
				<h2>{say("help.traces.title")}</h2>
				<p class="prose">{say("help.traces.list")}</p>
				<p class="prose">{say("help.traces.watched")}</p>
			</section>
			<Notices practice={practice.value} />
			<footer class="part help-foot">
				<Stones small colour={practice.value?.colour} />
			</footer>
		</Screen>
	);
}

/** The one thing that matters in danger, before anything else. */
function InDanger({ danger }: { readonly danger: Danger | undefined }) {
	return (
		<div class="stack">
			<p class="lead">
				{say("help.nobody")}{" "}
				{danger ? say("help.danger", { number: danger.phone }) : say("help.danger.anywhere")}
			</p>
			{danger && (
				<>
					<a class="button button-stone" href={callAddress(danger.phone)}>
						{say("help.call", { number: danger.phone })}
					</a>
					{danger.silent && (
						<p class="prose">{say("help.silent", { keys: danger.silent.split("").join(" ") })}</p>
					)}
					<LookUp of={danger} />
				</>
			)}
		</div>
	);
}

function RegionChoice() {
	const names = new Intl.DisplayNames(language.value, { type: "region" });
	const named = regionCodes.map((code) => ({ value: code, name: names.of(code) ?? code }));
	named.sort((a, b) => a.name.localeCompare(b.name, language.value));
	return (
		<Choice
			label={say("help.region")}
			value={region.value}
			options={[{ value: "", name: say("help.region.none") }, ...named]}
			onChoose={chooseRegion}
			hint={say("help.region.hint")}
		/>
	);
}
