// What shows once the journal is open: loaded while a passphrase is looked at, which takes longer.

import { late } from "./late.tsx";

const load = () => import("./inside.tsx");

export const Inside = late(async () => (await load()).Inside);

export function loadInsideSoon(): void {
	void load();
}
