import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { version } from "../../../package.json";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { nameInWords } from "./name.ts";
import { OfferedBy } from "./practice.tsx";
import { go } from "./route.ts";
import { Screen } from "./screen.tsx";
import { Stones } from "./stones.tsx";
import { say, type Word } from "./words.ts";
import "./about.css";

const parts = [
	["about.sees.title", ["about.sees.off", "about.sees.on", "about.sees.not"]],
	["about.keys.title", ["about.keys.text"]],
	[
		"about.limits.title",
		[
			"about.limits.phone",
			"about.limits.code",
			"about.limits.invitation",
			"about.limits.loss",
			"about.limits.profile",
		],
	],
] as const satisfies readonly (readonly [Word, readonly Word[]])[];

/** Who reads this, what the server sees, who holds a key, and where it ends. */
export function About() {
	const { practice } = useMoments();
	return (
		<Screen name="about" title={say("about.title")}>
			<p class="lead">{say("about.nobody")}</p>
			{parts.map(([title, words]) => (
				<section key={title} class="part">
					<h2>{say(title)}</h2>
					{words.map((word) => (
						<p key={word} class="prose">
							{say(word)}
						</p>
					))}
					{title === "about.keys.title" && (
						<div class="button-row">
							<Button onClick={() => go("/keys")}>{say("keys.title")}</Button>
						</div>
					)}
					{title === "about.sees.title" && (
						<div class="button-row">
							<Button onClick={() => go("/sees")}>{say("about.sees.door")}</Button>
						</div>
					)}
				</section>
			))}
			<ul class="part prose">
				<li>
					<a class="about-page" href="/privacy">
						{say("about.privacy")}
					</a>
				</li>
				<li>
					<a class="about-page" href="/terms">
						{say("about.terms")}
					</a>
				</li>
			</ul>
			<Code />
			<footer class="part about-foot">
				<Stones small colour={practice.value?.colour} />
				<p class="quiet">
					{nameInWords()} · {say("about.version", { version })}
				</p>
				<OfferedBy />
			</footer>
		</Screen>
	);
}

/** The fingerprint of the code, for whoever wants to compare it. */
function Code() {
	const moments = useMoments();
	const fingerprint = useSignal<string | undefined>(undefined);
	useEffect(() => {
		void moments.release().then((release) => {
			fingerprint.value = release?.fingerprint.replace(/.{8}(?=.)/g, "$& ");
		});
	}, [moments]);
	return (
		<section class="part">
			<h2>{say("about.code.title")}</h2>
			<p class="prose">{say("about.code.text")}</p>
			<p class="about-fingerprint" data-fingerprint>
				{fingerprint.value ?? say("about.code.unknown")}
			</p>
		</section>
	);
}
