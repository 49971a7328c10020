import { useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Moments, Phase } from "../app/contract.ts";
import { Calendar } from "./calendar.tsx";
import { Elsewhere, Starting, Unusable } from "./closed.tsx";
import { MomentsContext } from "./context.ts";
import { clearDesk } from "./desk.ts";
import { InstallSheet } from "./install.tsx";
import { Join } from "./join.tsx";
import { language } from "./language.ts";
import { late } from "./late.tsx";
import { forgetHeights } from "./leaves.tsx";
import { Lock } from "./lock.tsx";
import { Months } from "./months.tsx";
import { Passphrase } from "./passphrase.tsx";
import { Menu, Rail } from "./places.tsx";
import { back, forgetScroll, goInstead, isTab, type Layer, type Path, place } from "./route.ts";
import { screenAt, screenBefore } from "./screens.ts";
import { TabBar } from "./tabs.tsx";
import { Bars } from "./undo.tsx";
import { Welcome } from "./welcome.tsx";
import { Write } from "./write.tsx";
import "../style/tokens.css";
import "../style/fonts.css";
import "../style/base.css";

/** Every screen, over the app that it is given. */
export function App({ moments }: { readonly moments: Moments }) {
	useSignalEffect(() => {
		document.documentElement.lang = language.value;
		// The name of a shortcut on the home screen is in the manifest, and that knows one language.
		const manifest = language.value === "en" ? "" : `.${language.value}`;
		document
			.querySelector<HTMLLinkElement>('link[rel="manifest"]')
			?.setAttribute("href", `/manifest${manifest}.webmanifest`);
	});
	useSignalEffect(() => {
		document.documentElement.toggleAttribute("data-covered", moments.covered.value);
	});
	useSignalEffect(() => {
		if (moments.phase.value.name === "locked") forget();
	});
	return (
		<MomentsContext.Provider value={moments}>
			<Now phase={moments.phase.value} path={place.value.path} />
		</MomentsContext.Provider>
	);
}

interface NowProps {
	readonly phase: Phase;
	readonly path: Path;
}

const Settle = late(() => import("./settle/settle.tsx").then((file) => file.Settle));

function Now({ phase, path }: NowProps) {
	// It knows nothing of the journal, and goes on whatever becomes of that meanwhile.
	if (path.startsWith("/settle")) return <Settle />;
	// One and the same screen before and after it has opened the journal.
	if (path === "/join" && (phase.name === "new" || phase.name === "open")) return <Join />;
	const Before = screenBefore(path);
	if (Before && phase.name !== "starting" && phase.name !== "open") return <Before key={path} />;
	switch (phase.name) {
		case "starting":
			return <Starting />;
		case "new":
			return path === "/begin" ? <Passphrase /> : <Welcome />;
		case "locked":
			return <Lock damaged={phase.damaged} />;
		case "elsewhere":
			return <Elsewhere />;
		case "unusable":
			return <Unusable cause={phase.cause} />;
		case "open":
			return path === "/write" ? <Write /> : <Open path={path} />;
	}
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

function forget(): void {
	clearDesk();
	// Locked from the menu: it must not be open once the journal is.
	if (place.peek().layer) back();
	forgetScroll();
	forgetHeights();
}
