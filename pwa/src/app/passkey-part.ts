// Opening with this phone's lock, loaded when it is asked for.

import { type Context, openSession } from "./context.ts";
import type { Moments, PasskeyMoments } from "./contract.ts";
import { unlockByPasskey } from "./lifecycle.ts";

type Part = Pick<Moments, Exclude<keyof PasskeyMoments, "passkey">>;

const load = () => import("./passkey.ts");

export function makePasskeyPart(context: Context): Part {
	return {
		canUsePasskey: async () => (await context.platform.passkeys()).isOffered(),
		turnOnPasskey: async (passphrase, name, progress) =>
			(await load()).turnOnPasskey(context, passphrase, name, progress),
		turnOffPasskey: async () =>
			(await load()).turnOffPasskey(context, openSession(context).journal.place),
		unlockByPasskey: (progress, stop) => unlockByPasskey(context, progress, stop),
	};
}
