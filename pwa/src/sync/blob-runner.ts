// Does what `blob-step.ts` decides, one chunk at a time. Its life ends with the lock; what was sent until then stays sent.

import type { Sealed } from "../../../crypto/ts/brands.ts";
import {
	type Act,
	type Effect,
	type Event,
	type Job,
	type Outcome,
	type State,
	start,
	step,
} from "./blob-step.ts";
import type { BlobAnswer, BlobTransport } from "./blob-transport.ts";
import type { World } from "./runner.ts";

export interface BlobPeers {
	readonly transport: BlobTransport;
	/** False where the server is to be asked nothing. */
	readonly mayAsk: () => boolean;
	/** Resolves once nothing of the log is on its way: words come first. */
	readonly wordsFirst: () => Promise<void>;
	/** What there is to do, in the order in which it is done. */
	readonly plan: () => Promise<readonly Job[]>;
	readonly chunk: (id: string, index: number) => Promise<Sealed | undefined>;
	/** The server has it, or was told. */
	readonly sent: (job: Job) => Promise<void>;
	/** It has it not, or knows the revision no more. */
	readonly refused: (job: Job, why: "unknown" | "purged") => Promise<void>;
	readonly signIn: () => Promise<void>;
	readonly changed: (state: State) => void;
}

export interface BlobRunner {
	wake(): void;
	state(): State;
	/** Resolves when what is under way has ended. */
	settled(): Promise<void>;
	/** No further act begins. */
	stop(): void;
}

export function runBlobs(peers: BlobPeers, world: World): BlobRunner {
	let state: State = start;
	let cancel = (): void => undefined;
	let isOver = false;
	let work = Promise.resolve();

	const take = (event: Event): void => {
		if (isOver) return;
		const next = step(state, event);
		state = next.state;
		for (const effect of next.effects) carryOut(effect);
		peers.changed(state);
	};
	const carryOut = (effect: Effect): void => {
		if (effect.name === "act") work = work.then(() => act(effect.act));
		if (effect.name === "sent") work = work.then(() => peers.sent(effect.job)).catch(unkept);
		if (effect.name === "refused") {
			work = work.then(() => peers.refused(effect.job, effect.why)).catch(unkept);
		}
		if (effect.name === "wait") {
			cancel();
			cancel = world.later(effect.milliseconds, wake);
		}
	};
	const act = async (one: Act): Promise<void> => {
		await peers.wordsFirst();
		if (isOver) return;
		const outcome = peers.mayAsk() ? await perform(peers, one).catch(() => broken) : nothingToDo;
		take({ name: "outcome", outcome, at: world.now(), chance: world.chance() });
	};
	const wake = (): void => {
		cancel();
		take({ name: "wake" });
	};
	return {
		wake,
		state: () => state,
		settled: async () => {
			while (state.act !== undefined && !isOver) await work;
			await work;
		},
		stop: () => {
			isOver = true;
			cancel();
		},
	};
}

/** What the disk did not take is asked of the server once more another time. */
const unkept = (): void => undefined;

const nothingToDo: Outcome = { name: "planned", jobs: [] };

const broken: Outcome = { name: "failed", failure: "server", after: undefined };

async function perform({ transport, plan, chunk, signIn }: BlobPeers, act: Act): Promise<Outcome> {
	const asked = async <T>(ask: () => Promise<BlobAnswer<T>>): Promise<BlobAnswer<T>> => {
		const answer = await ask();
		if (answer.ok || answer.failure !== "signed-out") return answer;
		await signIn();
		return ask();
	};
	switch (act.name) {
		case "plan":
			return { name: "planned", jobs: await plan() };
		case "begin": {
			const answer = await asked(() => transport.begin(act.blob));
			return answer.ok ? { name: "begun", missing: answer.value } : failure(answer);
		}
		case "put": {
			const sealed = await chunk(act.id, act.index);
			if (sealed === undefined) return { name: "lost" };
			return heard(await asked(() => transport.put(act.id, act.index, sealed)));
		}
		case "refer":
			return heard(await asked(() => transport.refer(act.revision, act.blobs)));
	}
}

function heard(answer: BlobAnswer<true>): Outcome {
	return answer.ok ? { name: "done" } : failure(answer);
}

function failure({ failure, after }: Extract<BlobAnswer<never>, { ok: false }>): Outcome {
	return { name: "failed", failure, after };
}
