// Two branches of one log, on phones that may have written on both.

import { expect } from "vitest";
import { openJournal } from "./anew.ts";
import { meet, passphrase, state, two } from "./holders.ts";
import type { HonestServer } from "./honest-server.ts";
import { exchange, type Phone, textsOf, write } from "./phone.ts";
import { type Device, setBack } from "./world/device.ts";
import { bodiesOf } from "./world/erased.ts";

export const accountOn = ({ accounts }: HonestServer) => {
	const [account] = accounts;
	if (account === undefined) throw new Error("expected an account");
	return account;
};

export const endOf = (server: HonestServer) => accountOn(server)[1].chain.seq;

export function restore(server: HonestServer, seq: number): void {
	server.restore(accountOn(server)[0], seq);
}

export async function equal(...phones: readonly Phone[]): Promise<void> {
	await meet(...phones);
	for (const one of phones) {
		expect(state(one).name).toBe("backed-up");
		expect(openJournal(one).stopped).toBeUndefined();
		expect(textsOf(one).toSorted()).toEqual(textsOf(phones[0] ?? one).toSorted());
		expect(openJournal(one).chain.head).toBe(openJournal(phones[0] ?? one).chain.head);
	}
}

/** Gives the bodies that are to be gone. */
export async function erase(one: Phone, text: string): Promise<readonly string[]> {
	const { moments } = one;
	const id = moments.entries.value.find((entry) => entry.text === text)?.id;
	if (id === undefined) throw new Error("expected an entry");
	await moments.trashEntry(id);
	const bodies = await bodiesOf(one, id);
	expect(await moments.eraseEntry(id)).toBe("erased");
	return bodies;
}

/**
 * The other phone is set back after what it sent was seen, the server too, and it writes something else at the same counters.
 * `meanwhile` is what the first one does before that.
 */
export async function forked(meanwhile: (one: Phone) => Promise<unknown> = async () => undefined) {
	const made = await two();
	const { server, one, other } = made;
	const device = { ...deviceOf(other), name: "other" };
	const shared = endOf(server);
	await setBack(device, async () => {
		await write(device.phone, "other, lost");
		await meet(device.phone, one);
		await write(one, "one");
		await exchange(one);
		await meanwhile(one);
		restore(server, shared);
	});
	await write(device.phone, "other, again");
	await exchange(device.phone);
	return { ...made, other: device.phone };
}

function deviceOf(phone: Phone): Device {
	return {
		...{ name: "other", phone, online: true, faults: [], joined: 1, passphrase },
		renewed: false,
	};
}
