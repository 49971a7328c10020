import type { ComponentChildren } from "preact";
import { useMoments } from "./context.ts";
import { Glyph } from "./glyph.tsx";
import { OfferedBy } from "./practice.tsx";
import { go, goTab, type Path, place, tabs } from "./route.ts";
import { Sheet } from "./sheet.tsx";
import { tabNames } from "./tabs.tsx";
import { say } from "./words.ts";
import "./places.css";

const places = [
	["/moment", "place.moment"],
	["/check-in", "place.check-in"],
	["/settle", "place.settle"],
	["/words", "place.words"],
	["/session", "place.session"],
	["/search", "place.search"],
	["/trash", "place.trash"],
	["/backup", "place.backup"],
	["/settings", "place.settings"],
	["/about", "place.about"],
	["/help", "place.help"],
] as const;

/** The screens one can go to, and the lock. Those that lie at the thumb of a phone are named where there is no thumb. */
function Places({ all = false }: { readonly all?: boolean }) {
	const moments = useMoments();
	return (
		<nav class="places" aria-label={say("place.nav")}>
			<ul>
				{all &&
					tabs.map((tab) => (
						<li key={tab}>
							<PlaceLink path={tab} to={goTab}>
								{say(tabNames[tab].word)}
							</PlaceLink>
						</li>
					))}
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
			<OfferedBy />
		</nav>
	);
}

interface PlaceLinkProps {
	readonly path: Path;
	readonly to?: (path: Path) => void;
	readonly children: ComponentChildren;
}

function PlaceLink({ path, to = go, children }: PlaceLinkProps) {
	const here = place.value.path === path;
	return (
		<a
			class="place"
			href={path}
			aria-current={here ? "page" : undefined}
			onClick={(event) => {
				event.preventDefault();
				to(path);
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
			<Places all />
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
