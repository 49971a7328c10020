// The local key under a passkey, beside the one under the passphrase.

import type { Sealed } from "../../../crypto/ts/brands.ts";
import { change } from "./change.ts";
import { type Place, present } from "./database.ts";
import { guarded } from "./failure.ts";

/** Without reading anything that is sealed: what a locked screen may know. */
export function hasPasskey({ database, slot }: Place): Promise<boolean> {
	return guarded(async () => (await database.get("identity", slot))?.passkey !== undefined);
}

/** Puts one in the place of any before; undefined takes it away. */
export function writePasskey({ database, slot }: Place, wrap: Sealed | undefined): Promise<void> {
	return change(database, ["identity"], async (changing) => {
		const identities = changing.objectStore("identity");
		const { passkey: _before, ...rest } = present(await identities.get(slot), "the identity");
		const next = wrap === undefined ? rest : { ...rest, passkey: wrap };
		return [() => identities.put(next, slot)];
	});
}
