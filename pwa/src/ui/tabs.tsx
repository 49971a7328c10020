import { Glyph, type GlyphName } from "./glyph.tsx";
import { goTab, openLayer, type Path, place, tabs } from "./route.ts";
import { say, type Word } from "./words.ts";
import "./tabs.css";

/** What a tab is called, and its sign. */
export const tabNames: Readonly<
	Record<(typeof tabs)[number], { readonly word: Word; readonly glyph: GlyphName }>
> = {
	"/": { word: "place.today", glyph: "today" },
	"/journal": { word: "place.journal", glyph: "journal" },
	"/path": { word: "place.path", glyph: "path" },
	"/patterns": { word: "place.patterns", glyph: "patterns" },
};

/** The main screens, at the thumb; what else there is lies in the menu beside them. */
export function TabBar() {
	const here = place.value.path;
	return (
		<nav class="tab-bar" aria-label={say("place.tabs")}>
			{tabs.map((tab) => (
				<a
					key={tab}
					class="tab"
					href={tab}
					aria-current={here === tab ? "page" : undefined}
					onClick={(event) => {
						event.preventDefault();
						leave(tab, here);
					}}
				>
					<Glyph name={tabNames[tab].glyph} />
					<span class="tab-word">{say(tabNames[tab].word)}</span>
				</a>
			))}
			<button class="tab" type="button" aria-haspopup="dialog" onClick={() => openLayer("menu")}>
				<Glyph name="menu" />
				<span class="tab-word">{say("journal.menu")}</span>
			</button>
		</nav>
	);
}

/** Touched where one is already, a tab leads to its top. */
function leave(tab: Path, here: Path): void {
	if (tab === here) window.scrollTo({ top: 0 });
	else goTab(tab);
}
