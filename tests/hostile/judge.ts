// The one judge of all lies: nothing shows, is folded or is kept that no device wrote, the pin stays, nothing is sealed under
// another key, what was written here is still here, and what is asked and said is the same whatever was wrong.

import { expect } from "vitest";
import { openJournal } from "../../pwa/test/anew.ts";
import type { Lie } from "../../pwa/test/crooked.ts";
import { exchange, type Phone, textsOf, write } from "../../pwa/test/phone.ts";
import { isOver } from "./choice.ts";
import { type Scene, unsent } from "./scene.ts";

export interface Case {
	readonly name: string;
	readonly lie: Lie;
}

export interface Refusal {
	/** What a person is told; nothing where the server is merely not there. */
	readonly notices: readonly string[];
	/** How saving stands meanwhile. */
	readonly state: string;
	/** How many exchanges in a row are lied to. */
	readonly rounds?: number;
	/** `various` where what is asked depends on what was claimed, not on what was wrong with it. */
	readonly asks?: "various";
}

/** Refused for good: one calm sentence. */
export const tampered: Refusal = { notices: ["tampered"], state: "behind server" };

/** Tries them all on one victim, which stays as it is through every one, and goes on writing. Gives their number. */
export async function refusesAll(
	scene: Scene,
	cases: readonly Case[],
	refusal: Refusal = tampered,
): Promise<number> {
	const { victim, line } = scene;
	const before = await heldBy(victim);
	const requests = new Map<string, string>();
	let tried = 0;
	for (const one of cases) {
		if (isOver()) break;
		line.lie = one.lie;
		const asked = await refused(scene, refusal, one.name);
		expect(stateOf(victim), one.name).toEqual(before.state);
		requests.set(asked, one.name);
		tried += 1;
	}
	if (refusal.asks !== "various") {
		expect([...requests], "what is asked tells what was wrong").toHaveLength(Math.min(tried, 1));
	}
	expect((await heldBy(victim)).rows).toEqual(before.rows);
	await writesOn(victim);
	return tried;
}

/** What was asked while it was lied to, as one text. */
async function refused(
	{ victim, asked }: Scene,
	{ notices, state, rounds = 1 }: Refusal,
	name: string,
): Promise<string> {
	asked.length = 0;
	for (let round = 0; round < rounds; round += 1) await exchange(victim);
	expect(victim.moments.notices.value, name).toEqual(notices);
	expect(savingOf(victim), name).toBe(state);
	for (const notice of notices) {
		if (notice === "tampered") victim.moments.dismiss(notice);
	}
	return asked.join("\n");
}

function savingOf({ moments }: Phone): string {
	const { value } = moments.saveState;
	return "cause" in value ? `${value.name} ${value.cause}` : value.name;
}

/** What shows, what is pinned, which keys are held, what waits. */
function stateOf(victim: Phone) {
	const { chain, vault, waiting, newest } = openJournal(victim);
	return {
		texts: textsOf(victim),
		trash: victim.moments.trash.value.length,
		settings: victim.moments.settings.value,
		position: [chain.seq, chain.head, chain.roster?.hash],
		epochs: [...vault.dataKeys.keys()],
		waiting: [...waiting],
		newest,
	};
}

/** The same, and every row of the log, the pins, the keys and the outbox as they lie on the disk. */
async function heldBy(victim: Phone) {
	const { database } = victim.context;
	if (database === undefined) throw new Error("expected a database");
	const tables = ["pins", "links", "pages", "outbox", "own", "pending"] as const;
	const rows = await Promise.all(tables.map((table) => database.getAll(table)));
	return { state: stateOf(victim), rows };
}

const meanwhile = "written while it was lied to";

async function writesOn(victim: Phone): Promise<void> {
	await write(victim, meanwhile);
	await victim.context.open?.exchange.settled();
	expect(textsOf(victim)).toContain(meanwhile);
	expect(textsOf(victim)).toContain(unsent);
}

/** Told the truth after all the lies, both phones hold all words of both. */
export async function endsEqual({ victim, writer, line }: Scene): Promise<void> {
	line.lies = false;
	victim.clock.pass(600_000);
	for (const device of [victim, writer, victim]) await exchange(device);
	expect(savingOf(victim)).toBe("backed-up");
	expect(textsOf(victim).toSorted()).toEqual(textsOf(writer).toSorted());
	expect(textsOf(writer)).toContain(unsent);
	expect(textsOf(writer)).toContain(meanwhile);
}
