import { go } from "../route.ts";
import { say } from "../words.ts";
import "./near.css";

/** What is never more than one tap away on the path; the way out stands beside it. */
export function Near() {
	return (
		<nav class="near" aria-label={say("path.near")}>
			{(["settle", "help"] as const).map((name) => (
				<a
					key={name}
					href={`/${name}`}
					onClick={(event) => {
						event.preventDefault();
						go(`/${name}`);
					}}
				>
					{say(`place.${name}`)}
				</a>
			))}
		</nav>
	);
}
