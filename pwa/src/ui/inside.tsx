import { useEffect } from "preact/hooks";
import { Calendar } from "./calendar.tsx";
import { InstallSheet } from "./install.tsx";
import { Months } from "./months.tsx";
import { Menu, Rail } from "./places.tsx";
import { goInstead, isTab, type Layer, type Path, place } from "./route.ts";
import { screenAt } from "./screens.ts";
import { TabBar } from "./tabs.tsx";
import { Bars } from "./undo.tsx";
import { Write } from "./write.tsx";

/** Everything that shows while the journal is open. */
export function Inside() {
	const { path } = place.value;
	return path === "/write" ? <Write /> : <Open path={path} />;
}

/** Where what was done shows and can be taken back; it lies in nobody's way elsewhere. */
const listing: ReadonlySet<Path> = new Set([
	"/",
	"/journal",
	"/search",
	"/trash",
	"/needs",
	"/letter",
	"/later",
	"/words",
	"/word",
	"/self",
]);

function Open({ path }: { readonly path: Path }) {
	return (
		<div class="with-rail">
			<Rail />
			<OpenScreen path={path} />
			{path === "/journal" && <Months />}
			{listing.has(path) && <Bars />}
			{isTab(path) && <TabBar />}
			<Over layer={place.value.layer} />
		</div>
	);
}

/** What lies over the screen, if anything does. */
function Over({ layer }: { readonly layer: Layer | undefined }) {
	switch (layer) {
		case "menu":
			return <Menu />;
		case "calendar":
			return <Calendar />;
		case "install":
			return <InstallSheet />;
		default:
			return null;
	}
}

function OpenScreen({ path }: { readonly path: Path }) {
	const Shown = screenAt(path);
	if (Shown !== undefined) return <Shown key={path} />;
	return <Onward to={path === "/begin" ? "/write" : "/"} />;
}

/** An address that leads nowhere now leads on: from the passphrase to the first page, else home. */
function Onward({ to }: { readonly to: Path }) {
	useEffect(() => goInstead(to), [to]);
	return <main class="screen" aria-busy="true" />;
}
