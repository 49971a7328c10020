import { useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Moments, Phase } from "../app/contract.ts";
import { Elsewhere, Starting, Unusable } from "./closed.tsx";
import { MomentsContext } from "./context.ts";
import { clearDesk } from "./desk.ts";
import { Journal } from "./journal.tsx";
import { language } from "./language.ts";
import { forgetHeights } from "./leaves.tsx";
import { Lock } from "./lock.tsx";
import { Passphrase } from "./passphrase.tsx";
import { Menu, Rail } from "./places.tsx";
import { forgetScroll, goInstead, type Path, place } from "./route.ts";
import { Undo } from "./undo.tsx";
import { Welcome } from "./welcome.tsx";
import { Write } from "./write.tsx";
import "../style/tokens.css";
import "../style/fonts.css";
import "../style/base.css";

/** Every screen, over the app that it is given. */
export function App({ moments }: { readonly moments: Moments }) {
	useSignalEffect(() => {
		document.documentElement.lang = language.value;
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

function Now({ phase, path }: NowProps) {
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
			return <Open path={path} />;
	}
}

function Open({ path }: { readonly path: Path }) {
	if (path === "/write") return <Write />;
	return (
		<div class="with-rail">
			<Rail />
			<OpenScreen path={path} />
			<Undo />
			{place.value.layer && <Menu />}
		</div>
	);
}

function OpenScreen({ path }: { readonly path: Path }) {
	switch (path) {
		case "/":
			return <Journal />;
		default:
			return <Home />;
	}
}

/** An address that leads nowhere now leads home. */
function Home() {
	useEffect(() => goInstead("/"), []);
	return <main class="screen" aria-busy="true" />;
}

function forget(): void {
	clearDesk();
	forgetScroll();
	forgetHeights();
}
