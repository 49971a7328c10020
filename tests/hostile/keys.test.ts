// Who holds a key: rosters and wraps, on their way to a phone whose server would like to hold one too.

import { expect, test } from "vitest";
import { type Bytes, toEpoch } from "../../crypto/ts/brands.ts";
import { epochCommitment } from "../../crypto/ts/epoch.ts";
import { equalBytes } from "../../crypto/ts/layout.ts";
import type { Member } from "../../crypto/ts/member.ts";
import { parseRoster, type Roster } from "../../crypto/ts/roster.ts";
import { makeWrap, parseWrap } from "../../crypto/ts/wrap.ts";
import { openJournal } from "../../pwa/test/anew.ts";
import { problem } from "../../pwa/test/honest-server.ts";
import { seeded } from "../../pwa/test/world/seeded.ts";
import { chosen, count } from "./choice.ts";
import { damages, replaced } from "./damage.ts";
import { type Forger, forged, forger, inOrder } from "./forger.ts";
import { type Case, endsEqual, refusesAll, tampered } from "./judge.ts";
import { damagedIn, lieOf, linksAhead, placesIn } from "./pages.ts";
import { accountOn, keysAhead, onPath, type Scene, sceneOf } from "./scene.ts";

const scene = await sceneOf(keysAhead);
const links = linksAhead(scene);

/** A wrap is asked for after the log verifies; that it is missing may be another device's doing, once. */
const withheld = { ...tampered, rounds: 2 };

test("[A11] every bit and every length of a roster version is refused", async (context) => {
	const cases = placesIn(links)
		.filter(({ name }) => name.endsWith("roster"))
		.flatMap((place) => chosen(damagedIn(links, place, damages(place.bytes)), 30));
	expect(cases.length).toBeGreaterThanOrEqual(60);
	count(context, 11, await refusesAll(scene, cases));
});

test("[A4] a device, a kit or a sheet of the server's own enters no roster, in whoever's name it is signed", async (context) => {
	const [own, before] = [await forger(), inForce(scene)];
	const cases: Case[] = [];
	for (const added of own.members) {
		const members = inOrder([...before.members, added]);
		for (const { id } of members) {
			const link = await forged(own, before, linkOf(links, 0), { members, signer: id });
			cases.push(lieOf(`${added.kind} by ${id}`, [link, ...links.slice(1)]));
			cases.push(lieOf(`${added.kind} by ${id} alone`, [link]));
		}
		cases.push(lieOf(`${added.kind} alone`, [await alone(own, before, linkOf(links, 0), added)]));
	}
	count(context, 4, await refusesAll(scene, cases));
});

/** The server's member in the place of all others, under a key that it knows. */
async function alone(own: Forger, before: Roster, link: Bytes, member: Member) {
	const epoch = toEpoch(before.epoch + 1);
	const commitment = await epochCommitment(before.account, epoch, seeded(5).bytes(32));
	const sealedPrevious = seeded(7).bytes(60);
	const change = { members: [member], signer: member.id, epoch, commitment, sealedPrevious };
	return forged(own, before, link, change);
}

test("[A5] no public key of any member is changed for the server's, in any version", async (context) => {
	const [theirs] = (await forger()).members;
	if (theirs === undefined) throw new Error("expected a member");
	const cases = placesIn(links)
		.filter(({ name }) => name.endsWith("roster"))
		.flatMap((place) =>
			keysIn(place.bytes).flatMap(([at, member]) => [
				lieOf(
					`${place.name}, sign key of ${member}`,
					place.put(links, replaced(place.bytes, at, theirs.signPublic)),
				),
				lieOf(
					`${place.name}, KEM key of ${member}`,
					place.put(links, replaced(place.bytes, at + 32, theirs.kemPublic)),
				),
			]),
		);
	expect(cases.length).toBeGreaterThanOrEqual(18);
	count(context, 5, await refusesAll(scene, cases));
});

/** Where the keys of each member stand, from the end: 80 bytes of signature, and 1,249 for each member (R19). */
function keysIn(roster: Bytes): readonly (readonly [at: number, member: number])[] {
	const before = 16 + 64;
	const head = 1 + 16 + 4 + 4 + 32 + 4 + 32 + 1;
	const members = Math.floor((roster.length - before - head) / 1249);
	return Array.from({ length: members }, (_, member) => [
		roster.length - before - (members - member) * 1249 + 1,
		member,
	]);
}

test("[A9] no older roster version stands in for a newer one", async (context) => {
	const all = accountOn(scene.server).log.flatMap(({ roster }) => (roster ? [roster] : []));
	const cases = placesIn(links)
		.filter(({ name }) => name.endsWith("roster"))
		.flatMap((place) =>
			all
				.filter((old) => !equalBytes(old, place.bytes))
				.map((old, at) => lieOf(`${place.name} is version ${at}`, place.put(links, old))),
		);
	count(context, 9, await refusesAll(scene, cases));
});

test("[A9] wraps of older epochs, of other members and of none do not open an epoch that has begun", async (context) => {
	const { member } = openJournal(scene.victim).vault;
	const all = accountOn(scene.server).wraps;
	const isMine = (wrap: Bytes) => parseWrap(wrap).epoch === 2 && parseWrap(wrap).member === member;
	const others = all.filter((wrap) => !isMine(wrap));
	expect(others.length).toBe(all.length - 1);
	const cases = [[], others, ...others.map((wrap) => [wrap])].map((wraps, at) =>
		wrapped(`wraps ${at}`, wraps),
	);
	count(context, 9, await refusesAll(scene, cases, withheld));
});

test("[A6] a wrap that holds a key which the server knows is refused, for whichever version it is made", async (context) => {
	const { member } = openJournal(scene.victim).vault;
	const cases: Case[] = [];
	for (const { roster } of accountOn(scene.server).log) {
		const version = roster && (await parseRoster(roster));
		if (version === null || !version.members.some(({ id }) => id === member)) continue;
		for (const key of [seeded(6).bytes(32), new Uint8Array(32)]) {
			const commitment = await epochCommitment(version.account, version.epoch, key);
			const wrap = await makeWrap({ ...version, commitment }, member, key);
			cases.push(wrapped(`version ${version.number}`, [wrap]));
		}
	}
	expect(cases.length).toBeGreaterThanOrEqual(6);
	count(context, 6, await refusesAll(scene, cases, withheld));
});

test("[A11] every bit and every length of a wrap is refused", async (context) => {
	const { member } = openJournal(scene.victim).vault;
	const wrap = accountOn(scene.server).wraps.find(
		(one) => parseWrap(one).epoch === 2 && parseWrap(one).member === member,
	);
	if (wrap === undefined) throw new Error("expected a wrap");
	const cases = [...damages(wrap)].map(({ name, made }) => ({
		name,
		lie: onPath("/api/wraps", () => ({ wraps: [made()] })),
	}));
	count(context, 11, await refusesAll(scene, chosen(cases, 40), withheld));
});

const wrapped = (name: string, wraps: readonly Bytes[]): Case => ({
	name,
	lie: onPath("/api/wraps", () => ({ wraps })),
});

function inForce({ victim }: Scene): Roster {
	const { roster } = openJournal(victim).chain;
	if (roster === null) throw new Error("expected a roster");
	return roster;
}

function linkOf(links: readonly { readonly [name: string]: unknown }[], at: number): Bytes {
	const link = links[at]?.["link"];
	if (!(link instanceof Uint8Array)) throw new Error("expected a link");
	return new Uint8Array(link);
}

test("[A4] [A9] no removal is believed that no member signed, when the phone asks why it may not log in", async (context) => {
	const [own, before] = [await forger(), inForce(scene)];
	const [theirs] = own.members;
	if (theirs === undefined) throw new Error("expected a member");
	const first = linkOf(links, 0);
	const without = await alone(own, before, first, theirs);
	const members = before.members.filter(({ id }) => id !== openJournal(scene.victim).vault.member);
	const others = await Promise.all(
		members.map(({ id }) => forged(own, before, first, { members, signer: id })),
	);
	const versions = placesIn(links).filter(({ name }) => name.endsWith("roster"));
	const [next, after] = versions.map(({ bytes }) => bytes);
	if (next === undefined || after === undefined) throw new Error("expected two versions");
	const lists = [
		...[without, ...others].map(({ roster }) => [roster]),
		...[[after], [next, next], [after, next], [before.bytes]],
		...chosen(damages(next), 20).map(({ made }) => [made()]),
	];
	const cases = lists.map((rosters, at) => ({ name: `versions ${at}`, lie: shutOut(rosters) }));
	scene.door.shut = true;
	count(context, 4, await refusesAll(scene, cases));
	scene.door.shut = false;
});

/** The session is forgotten, the log-in refused, and these versions given as the reason. */
const shutOut =
	(rosters: readonly unknown[]): Case["lie"] =>
	(path, answer) => {
		if (path === "/api/rosters") return { rosters };
		if (path === "/api/login/challenge") return answer;
		return problem(401, "session");
	};

test("told the truth after all of these lies, both phones hold every word of both", async () => {
	await endsEqual(scene);
});
