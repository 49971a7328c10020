// A new phone that joins by the kit, at a server that shows it another log than the account's.

import { expect, test } from "vitest";
import { epochCommitment } from "../../crypto/ts/epoch.ts";
import { memberKinds } from "../../crypto/ts/member.ts";
import { makeWrap } from "../../crypto/ts/wrap.ts";
import type { Said } from "../../pwa/test/crooked.ts";
import { crooked } from "../../pwa/test/crooked.ts";
import { passphrase, several, sheetOf } from "../../pwa/test/holders.ts";
import { unheard } from "../../pwa/test/honest-server.ts";
import { exchange, noProgress, phone, textsOf } from "../../pwa/test/phone.ts";
import { seeded } from "../../pwa/test/world/seeded.ts";
import { chosen, count, isOver } from "./choice.ts";
import { damages } from "./damage.ts";
import type { Case } from "./judge.ts";
import { linksOf, ordersOf, placesIn } from "./pages.ts";
import { accountOn, onPath } from "./scene.ts";

const mine = await several(1);
const theirs = await several(1);
for (const { phones } of [mine, theirs]) {
	const [one] = phones;
	if (one === undefined) throw new Error("expected a phone");
	await sheetOf(one);
	await exchange(one);
}
const account = accountOn(mine.server);
const log = linksOf(account.log);
const others = linksOf(accountOn(theirs.server).log);

const asked: string[] = [];
const { line, fetchIt } = crooked(mine.server.connect(unheard()), (_, answer) => answer);
const fresh = phone((input, init) => {
	asked.push(`${init?.method} ${input}`);
	return fetchIt(input, init);
});
await fresh.started;

/** The whole of a false log in one page. */
const shown = (name: string, links: readonly Said[]): Case => ({
	name,
	lie: onPath("/api/log?", (answer) => ({ ...answer, links, seq: links.length })),
});

/** None of them is entered: the phone stays new, and sends nothing that would change the account. Gives their number. */
async function entersNone(cases: readonly Case[]): Promise<number> {
	const requests = new Set<string>();
	let tried = 0;
	for (const { name, lie } of cases) {
		if (isOver()) break;
		line.lie = lie;
		asked.length = 0;
		const joined = await fresh.moments.join(mine.kit, passphrase, noProgress);
		expect(joined, name).toEqual({ name: "refused", cause: "tampered" });
		expect(fresh.moments.phase.value, name).toEqual({ name: "new" });
		expect(asked, name).not.toContain("POST /api/log");
		requests.add(asked.join());
		tried += 1;
	}
	expect(requests.size).toBe(Math.min(tried, 1));
	expect(account.log).toHaveLength(log.length);
	return tried;
}

test("[A7] another account's log, whole or from any position on, is not entered", async (context) => {
	const cases = log.map((_, at) =>
		shown(`theirs from ${at}`, [...log.slice(0, at), ...others.slice(at)]),
	);
	const mixed = log.map((_, at) =>
		shown(`ours from ${at}`, [...others.slice(0, at), ...log.slice(at)]),
	);
	count(context, 7, await entersNone([...cases, ...mixed.slice(1)]));
});

test("[A13] a log with links skipped, swapped or repeated is not entered", async (context) => {
	const cases = [...ordersOf(log)].map(([name, links]) => shown(name, links));
	count(context, 13, await entersNone(chosen(cases, 20)));
});

test("[A11] a log with any bit changed or any length wrong is not entered", async (context) => {
	const places = placesIn(log);
	const cases = places.flatMap((place) =>
		chosen(damages(place.bytes), 2).map(({ name, made }) =>
			shown(`${place.name}, ${name}`, place.put(log, made())),
		),
	);
	count(context, 11, await entersNone(cases));
});

test("[A7] [A9] the wraps of another account, of an older epoch or of nobody open nothing", async (context) => {
	const wraps = [accountOn(theirs.server).wraps, [], account.wraps.slice(0, 1)];
	const cases = wraps.map((given, at) => ({
		name: `wraps ${at}`,
		lie: onPath("/api/wraps", () => ({ wraps: given })),
	}));
	count(context, 7, await entersNone(cases));
});

test("[A6] a wrap for the kit that holds a key which the server knows is refused, under the first key too", async (context) => {
	const { roster } = account.chain;
	const kit = roster?.members.find(({ kind }) => kind === memberKinds.kit);
	if (!roster || kit === undefined) throw new Error("expected a kit");
	expect(roster.epoch).toBe(1);
	const keys = [seeded(6).bytes(32), new Uint8Array(32)];
	const made = keys.map(async (key): Promise<Case> => {
		const commitment = await epochCommitment(roster.account, roster.epoch, key);
		const wrap = await makeWrap({ ...roster, commitment }, kit.id, key);
		return { name: "a known key", lie: onPath("/api/wraps", () => ({ wraps: [wrap] })) };
	});
	count(context, 6, await entersNone(await Promise.all(made)));
});

test("told the truth after all of these lies, the phone joins and holds every word", async () => {
	line.lies = false;
	const joined = await fresh.moments.join(mine.kit, passphrase, noProgress);
	expect(joined.name).toBe("joined");
	expect(textsOf(fresh)).toEqual(["the first"]);
});
