// The keyring: the secrets of this device's member, sealed under the local key. Opened only for as long as one of them
// is needed; what stays in memory are keys that cannot be exported.

import {
	type AccountId,
	type Bytes,
	type Epoch,
	type MemberId,
	type Sealed,
	toAccountId,
	toEpoch,
	toMemberId,
} from "../../../crypto/ts/brands.ts";
import { openValue, type Seal, sealValue } from "./sealing.ts";
import { bytes, list, number, orNull, text } from "./shape.ts";

export interface Keyring {
	readonly account: AccountId;
	readonly member: MemberId;
	readonly signSeed: Bytes;
	readonly kemSeed: Bytes;
	readonly epochKeys: ReadonlyMap<Epoch, Bytes>;
	/** Roster 0, on the device that began the account. */
	readonly genesis: Bytes | null;
	/** What the account was registered with: an account newer than the server's backup registers again. */
	readonly invitation: string | null;
	/** The member that this device becomes, from finding its own id in use elsewhere until the roster names it (R49). */
	readonly successor: Successor | null;
}

export interface Successor {
	readonly member: MemberId;
	readonly signSeed: Bytes;
	readonly kemSeed: Bytes;
	/** The newest counter of the old id that both know alike. */
	readonly from: number;
}

const name = "keyring";

export function sealKeyring(seal: Seal, keyring: Keyring): Promise<Sealed> {
	const { account, member, signSeed, kemSeed, epochKeys, genesis, invitation, successor } = keyring;
	const next = successor && [
		successor.member,
		successor.signSeed,
		successor.kemSeed,
		successor.from,
	];
	const value = [account, member, signSeed, kemSeed, [...epochKeys], genesis, invitation, next];
	return sealValue(seal, name, value);
}

export async function openKeyring(seal: Seal, sealed: Sealed): Promise<Keyring> {
	const value = list(await openValue(seal, name, sealed));
	const [account, member, signSeed, kemSeed, epochKeys, genesis, invitation, successor] = value;
	return {
		account: toAccountId(text(account)),
		member: toMemberId(text(member)),
		signSeed: bytes(signSeed),
		kemSeed: bytes(kemSeed),
		epochKeys: new Map(
			list(epochKeys).map((pair) => {
				const [epoch, key] = list(pair);
				return [toEpoch(number(epoch)), bytes(key)];
			}),
		),
		genesis: orNull(genesis, bytes),
		invitation: orNull(invitation, text),
		successor: orNull(successor, readSuccessor),
	};
}

function readSuccessor(value: unknown): Successor {
	const [member, signSeed, kemSeed, from] = list(value);
	return {
		member: toMemberId(text(member)),
		signSeed: bytes(signSeed),
		kemSeed: bytes(kemSeed),
		from: number(from),
	};
}
