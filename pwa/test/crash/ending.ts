// A flow that ends in one of its moments, and what must hold once the app is there again.

import { type Attachment, attachmentsOf } from "../../../crypto/ts/attachment.ts";
import { withoutAttachments } from "../../src/journal/attachment.ts";
import { settle } from "../world/acts.ts";
import { judge } from "../world/verdict.ts";
import { type Client, end, open, start } from "./client.ts";
import type { Moment } from "./life.ts";
import type { Flow, Scene } from "./scene.ts";
import { type Fault, spoil } from "./spoilt.ts";

/** Every moment of a flow that is played to its end, and what then is there. */
export interface Whole {
	readonly moments: readonly Moment[];
	readonly outcome: string;
}

export async function playWhole(flow: Flow, seed: number): Promise<Whole> {
	// What is loaded when it is first needed would take its time between two moments.
	await flow.act(await flow.prepare(seed));
	const scene = await flow.prepare(seed);
	const { life } = scene.client;
	life.count();
	await flow.act(scene);
	const moments = [...life.moments];
	await flow.goOn(scene);
	return { moments, outcome: await rest(scene) };
}

/**
 * The numbers of the moments to end at, from 1: the first and the last of each state, and of those between, which leave the same
 * behind, one in so many: others with another seed.
 */
export function chosen(moments: readonly Moment[], every: number, seed: number): readonly number[] {
	return moments.flatMap(({ state }, at) => {
		const isEdge = moments[at - 1]?.state !== state || moments[at + 1]?.state !== state;
		return isEdge || (at + seed) % every === 0 ? [at + 1] : [];
	});
}

/** Ends it in the moment of that number. Throws with the story where something does not survive that. */
export async function endAt(flow: Flow, seed: number, at: number, whole: Whole): Promise<void> {
	const scene = await flow.prepare(seed);
	const { client, called, passphrases } = scene;
	client.life.count(at);
	await cut(client, () => flow.act(scene));
	const saved = [...called];
	try {
		end(client);
		await start(client);
		await open(client, passphrases);
		checkCalled(scene, saved);
		await flow.goOn(scene);
		const found = await rest(scene);
		if (found !== whole.outcome) throw new Error(`expected ${whole.outcome}, got ${found}`);
	} catch (error) {
		const moment = whole.moments[at - 1]?.name;
		throw new Error(`SEED=${seed} FLOW="${flow.name}" AT=${at}: ${moment}`, { cause: error });
	}
}

/** How the disk fails, and at which write. */
export interface DiskFault {
	readonly at: number;
	readonly fault: Fault;
	/** Until it is mended, after the act. */
	readonly lasts: boolean;
	/** The app is started again, as a person does who sees that something is wrong. */
	readonly again: boolean;
}

/** How often a flow writes. */
export function writesIn({ moments }: Whole): number {
	return moments.filter(({ name }) => /^disk (put|add|delete|clear) .*: before$/.test(name)).length;
}

/** Plays a flow on a disk that fails, mends it, and goes on. Throws with the story where something does not survive that. */
export async function failAt(
	flow: Flow,
	seed: number,
	how: DiskFault,
	whole: Whole,
): Promise<void> {
	const scene = await flow.prepare(seed);
	const { client, called, passphrases } = scene;
	const { device, platform } = client;
	const mend = spoil(platform.databaseName, how.at, how.fault, how.lasts);
	try {
		await flow.act(scene).catch(checkSaid);
		mend();
		for (const stop of scene.ends.splice(0)) stop();
		device.phone.clock.pass(20_000);
		const saved = [...called];
		if (how.again || device.phone.moments.phase.value.name !== "open") {
			end(client);
			await start(client);
			await open(client, passphrases);
		}
		checkCalled(scene, saved);
		await flow.goOn(scene);
		const found = await rest(scene);
		if (found !== whole.outcome) throw new Error(`expected ${whole.outcome}, got ${found}`);
	} catch (error) {
		const story = `SEED=${seed} FLOW="${flow.name}" ${JSON.stringify(how)}`;
		throw new Error(story, { cause: error });
	} finally {
		mend();
	}
}

/** What a flow itself says of a refusal is fine; what came through the app is not: no sentence is there for it. */
function checkSaid(error: unknown): void {
	if (!(error instanceof Error) || error.name !== "Error") throw error;
}

/** Until it is done or has ended, whichever comes first. */
export async function cut({ life }: Client, act: () => Promise<unknown>): Promise<void> {
	let failure: unknown;
	const doing = act().catch((error: unknown) => {
		if (!life.isOver) failure = error;
	});
	await Promise.race([doing, life.end]);
	if (failure !== undefined) throw failure;
	// What goes on behind a flow's back comes sooner or later: the last of its moments may come after it, and this is the one.
	life.stop();
}

/** What was called saved is there as soon as it is open: now, as a draft, or as a version from before an edit. */
function checkCalled({ client: { device } }: Scene, saved: readonly string[]): void {
	const { context, moments } = device.phone;
	const records = [...(context.open?.journal.shelf.journal().values() ?? [])];
	const versions = records.flatMap(({ revisions }) => [...revisions.values()]);
	const held = new Set<unknown>(versions.map(({ fields }) => fields["text"]));
	for (const { text } of moments.drafts.value) held.add(text);
	const lost = saved.filter((text) => !held.has(text));
	if (lost.length > 0) throw new Error(`lost ${lost.join(", ")}`);
}

/** Everyone catches up and is judged. What a person then sees, without ids. */
export async function rest({ world }: Scene): Promise<string> {
	await settle(world);
	await judge(world);
	const [first] = world.devices;
	if (first === undefined) throw new Error("expected a device");
	const { entries, trash, settings } = first.phone.moments;
	const said = [...entries.value, ...trash.value].map(
		({ kind, day, text, tags, fields, trashed }) => {
			const plain = [withoutAttachments(fields), attachmentsOf(fields).map(contentOf)];
			return [text, kind, day, tags, plain, trashed];
		},
	);
	return JSON.stringify([said.map((one) => JSON.stringify(one)).toSorted(), settings.value]);
}

/** What is attached, without the key that is drawn for it anew. */
function contentOf({ type, seconds, pixels, blob: { digest, size } }: Attachment) {
	return [type, seconds, pixels, size, [...digest]];
}
