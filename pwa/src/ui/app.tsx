import { useSignalEffect } from "@preact/signals";
import type { Moments, Phase } from "../app/contract.ts";
import { Elsewhere, Starting, Unusable } from "./closed.tsx";
import { MomentsContext } from "./context.ts";
import { clearDesk } from "./desk.ts";
import { Inside } from "./inside-part.ts";
import { language } from "./language.ts";
import { late } from "./late.tsx";
import { LeaveButton, useLeaveByKeys } from "./leave-button.tsx";
import { forgetHeights } from "./leaves.tsx";
import { Lock } from "./lock.tsx";
import { dressPage } from "./name.ts";
import { back, forgetScroll, type Path, place } from "./route.ts";
import { screenBefore } from "./screens-before.ts";
import { Welcome } from "./welcome.tsx";
import "../style/tokens.css";
import "../style/fonts.css";
import "../style/base.css";

/** Every screen, over the app that it is given. */
export function App({ moments }: { readonly moments: Moments }) {
	useSignalEffect(() => {
		document.documentElement.lang = language.value;
		// The name of a shortcut on the home screen is in the manifest, and that knows one language.
		dressPage();
	});
	useSignalEffect(() => {
		document.documentElement.toggleAttribute("data-covered", moments.covered.value);
	});
	useSignalEffect(() => {
		if (moments.phase.value.name === "locked") forget();
	});
	return (
		<MomentsContext.Provider value={moments}>
			<Leave />
			<Now phase={moments.phase.value} path={place.value.path} />
		</MomentsContext.Provider>
	);
}

/** Before every screen: the first thing that a keyboard and a screen reader come to. */
function Leave() {
	useLeaveByKeys();
	return <LeaveButton />;
}

interface NowProps {
	readonly phase: Phase;
	readonly path: Path;
}

const Settle = late(async () => (await import("./settle/settle.tsx")).Settle);
const Join = late(async () => (await import("./join.tsx")).Join);
const Recover = late(async () => (await import("./recover.tsx")).Recover);
const Pair = late(async () => (await import("./pairing/pair.tsx")).Pair);
const Passphrase = late(async () => (await import("./passphrase.tsx")).Passphrase);

function Now({ phase, path }: NowProps) {
	// It knows nothing of the journal, and goes on whatever becomes of that meanwhile.
	if (path.startsWith("/settle")) return <Settle />;
	// One and the same screen before and after it has opened the journal.
	if (phase.name === "new" || phase.name === "open") {
		if (path === "/join") return <Join />;
		if (path === "/recover") return <Recover />;
		if (path === "/pair") return <Pair />;
	}
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
			return <Inside />;
	}
}

function forget(): void {
	clearDesk();
	// Locked from the menu: it must not be open once the journal is.
	if (place.peek().layer) back();
	forgetScroll();
	forgetHeights();
}
