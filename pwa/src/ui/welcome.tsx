import { Button } from "./button.tsx";
import { InAppHint } from "./install.tsx";
import { OfferedBy } from "./practice.tsx";
import { QuietDoors } from "./quiet-doors.tsx";
import { go } from "./route.ts";
import { Heading } from "./screen.tsx";
import { Stones } from "./stones.tsx";
import { say } from "./words.ts";
import "./welcome.css";

/** The first visit: what this is, who can read it, and when another device may be the better one. */
export function Welcome() {
	return (
		<main class="screen welcome">
			<Stones />
			<InAppHint />
			<header class="screen-head">
				<Heading>{say("welcome.title")}</Heading>
			</header>
			<p class="lead">
				{say("welcome.place")} {say("welcome.alone")} {say("welcome.pace")}
			</p>
			<section class="part">
				<h2>{say("welcome.who.title")}</h2>
				<p class="prose">{say("welcome.who.text")}</p>
			</section>
			<section class="part">
				<h2>{say("welcome.watched.title")}</h2>
				<p class="prose">{say("welcome.watched.text")}</p>
				<p class="prose">{say("welcome.watched.traces")}</p>
				<div class="button-row">
					<Button kind="quiet" onClick={() => go("/leave")}>
						{say("leave.door")}
					</Button>
				</div>
			</section>
			<OfferedBy />
			<div class="doors">
				<Button kind="stone" onClick={() => go("/begin")}>
					{say("welcome.begin")}
				</Button>
				<Button onClick={() => go("/join")}>{say("welcome.join")}</Button>
				<Button onClick={() => go("/pair")}>{say("welcome.pair")}</Button>
				<QuietDoors />
			</div>
		</main>
	);
}
