import type { ComponentChildren } from "preact";
import { useMoments } from "./context.ts";
import { Glyph } from "./glyph.tsx";
import { go, type Path, place } from "./route.ts";
import { Sheet } from "./sheet.tsx";
import { say } from "./words.ts";
import "./places.css";

const places = [
	["/", "place.journal"],
	["/search", "place.search"],
	["/trash", "place.trash"],
	["/backup", "place.backup"],
	["/settings", "place.settings"],
	["/about", "place.about"],
] as const;

/** The screens one can go to, and the lock. */
function Places() {
	const moments = useMoments();
	return (
		<nav class="places" aria-label={say("place.nav")}>
			<ul>
				{places.map(([path, word]) => (
					<li key={path}>
						<PlaceLink path={path}>{say(word)}</PlaceLink>
					</li>
				))}
			</ul>
			<button class="place place-lock" type="button" onClick={() => moments.lock()}>
				<Glyph name="lock" small />
				{say("menu.lock")}
			</button>
		</nav>
	);
}

function PlaceLink({
	path,
	children,
}: {
	readonly path: Path;
	readonly children: ComponentChildren;
}) {
	const here = place.value.path === path;
	return (
		<a
			class="place"
			href={path}
			aria-current={here ? "page" : undefined}
			onClick={(event) => {
				event.preventDefault();
				go(path);
			}}
		>
			{children}
		</a>
	);
}

/** Beside the words, where there is room beside them. */
export function Rail({ children }: { readonly children?: ComponentChildren }) {
	return (
		<div class="rail">
			<Places />
			{children}
		</div>
	);
}

/** Over the words, from below, where there is none. */
export function Menu() {
	return (
		<Sheet name={say("journal.menu")} close={say("menu.close")}>
			<Places />
		</Sheet>
	);
}
