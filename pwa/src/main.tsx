import { render } from "preact";
import { startMoments } from "./app/moments.ts";
import { App } from "./ui/app.tsx";
import { invitation } from "./ui/desk.ts";
import { watchInstalling } from "./ui/installing.ts";
import { takeInvitation } from "./ui/invitation.ts";
import { language } from "./ui/language.ts";
import { followLaunches } from "./ui/launch.ts";
import { followHistory } from "./ui/route.ts";
import { loadWords } from "./ui/words.ts";

// First of all: a code in the address is read once and does not stay there.
invitation.value = takeInvitation();
followHistory();
followLaunches();
watchInstalling();

const root = document.querySelector("#app");
const moments = startMoments();
void loadWords(language.value).then(() => {
	if (root !== null) render(<App moments={moments} />, root);
});
