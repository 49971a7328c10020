import { go, type Path } from "./route.ts";
import { say, type Word } from "./words.ts";
import "./quiet-doors.css";

const doors = [
	["/settle", "settle.title"],
	["/help", "help.title"],
] as const satisfies readonly (readonly [Path, Word])[];

/** To what settles and to help, from before the journal is open. */
export function QuietDoors() {
	return (
		<ul class="quiet-doors">
			{doors.map(([path, word]) => (
				<li key={path}>
					<a
						class="quiet-door"
						href={path}
						onClick={(event) => {
							event.preventDefault();
							go(path);
						}}
					>
						{say(word)}
					</a>
				</li>
			))}
		</ul>
	);
}
