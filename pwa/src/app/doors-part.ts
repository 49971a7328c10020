// The doors, loaded when one of them is opened, and what would go with this device.

import type { Context } from "./context.ts";
import type { Moments } from "./contract.ts";

type Doors = Pick<
	Moments,
	"onlyHere" | "signOut" | "signIn" | "signOutEverywhere" | "eraseAccount" | "forgetHere"
>;

const load = () => import("./doors.ts");

export function makeDoors(context: Context): Doors {
	return {
		onlyHere: () => onlyHere(context),
		signOut: async () => (await load()).signOut(context),
		signIn: async () => (await load()).signIn(context),
		signOutEverywhere: async () => (await load()).signOutEverywhere(context),
		eraseAccount: async (passphrase, progress) =>
			(await load()).eraseAccount(context, passphrase, progress),
		forgetHere: async () => (await load()).forgetHere(context),
	};
}

function onlyHere({ board }: Context): number {
	const pages = [...board.entries.value, ...board.trash.value];
	const isOff = board.backup.value.name === "off";
	const alone = isOff ? pages : pages.filter(({ backedUp }) => !backedUp);
	return alone.length + board.drafts.value.length;
}
