import { version } from "../../../package.json";
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
				</section>
			))}
			<p class="part prose">
				<a class="about-privacy" href="/privacy">
					{say("about.privacy")}
				</a>
			</p>
			<footer class="part about-foot">
				<Stones small />
				<p class="quiet">
					{say("app.name")} · {say("about.version", { version })}
				</p>
			</footer>
		</Screen>
	);
}
