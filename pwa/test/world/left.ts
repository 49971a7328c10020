// What a history leaves: the log as the server has it, the epochs' keys, and what was folded from it here. For another implementation,
// which verifies, opens and folds the same log (`tests/protocol/left.py`).

import { encode } from "@msgpack/msgpack";
import { type Bytes, type Epoch, fromHex } from "../../../crypto/ts/brands.ts";
import { ancestryOf } from "../../src/journal/ancestry.ts";
import { tagsOf, textOf } from "../../src/journal/entry.ts";
import { entryKinds } from "../../src/journal/kinds.ts";
import type { Record } from "../../src/journal/record.ts";
import { isTrashed, type Read, registerValues } from "../../src/journal/register.ts";
import { openKeyring } from "../../src/vault/keyring.ts";
import { toWire } from "../carried.ts";
import { journalOf } from "./device.ts";
import type { World } from "./world.ts";

/** Fields that stand apart from those of a kind. */
const common: ReadonlySet<string> = new Set(["at", "saved", "text", "trashed"]);

/** MessagePack of account, links, keys by epoch, and entries. */
export async function leftBy({ devices, server, account }: World): Promise<Bytes> {
	const [first] = devices;
	if (first === undefined) throw new Error("expected a device");
	const { shelf, vault } = journalOf(first);
	const { epochKeys } = await openKeyring(vault.seal, vault.keyring);
	const records = [...shelf.journal().values()];
	const kinds: readonly string[] = entryKinds;
	return new Uint8Array(
		encode({
			account: fromHex(account),
			links: (server.accounts.get(account)?.log ?? []).map(toWire),
			keys: [...epochKeys].map(([epoch, key]: readonly [Epoch, Bytes]) => [epoch, key]),
			entries: records.filter(({ kind }) => kinds.includes(kind)).map(folded),
		}),
	);
}

/** Every register of an entry, unmerged: prose is merged in one language only. */
function folded(record: Record): object {
	const ancestry = ancestryOf(record);
	const names = new Set(ancestry.all.flatMap(({ fields }) => Object.keys(fields)));
	const own = [...names.difference(common)].toSorted();
	const values = (read: Read) => registerValues(ancestry, read).filter((value) => value != null);
	const others = own.filter((name) => name !== "tags").map(field);
	return {
		id: fromHex(record.id),
		kind: record.kind,
		day: values(({ day }) => day)[0],
		at: values(field("at"))[0] ?? 0,
		texts: values(textOf),
		trashed: isTrashed(ancestry, [textOf, field("at"), tagsOf, ({ day }) => day, ...others]),
		fields: Object.fromEntries(own.map((name) => [name, values(field(name))])),
	};
}

function field(name: string): Read {
	return ({ fields }) => fields[name];
}
