import { render } from "preact";
import { startMoments } from "./app/moments.ts";
import { App } from "./ui/app.tsx";
import { invitation } from "./ui/desk.ts";
import { watchInstalling } from "./ui/installing.ts";
import { takeInvitation } from "./ui/invitation.ts";
import { followLaunches } from "./ui/launch.ts";
import { followHistory } from "./ui/route.ts";

// First of all: a code in the address is read once and does not stay there.
invitation.value = takeInvitation();
followHistory();
followLaunches();
watchInstalling();

const root = document.querySelector("#app");
if (root !== null) render(<App moments={startMoments()} />, root);
