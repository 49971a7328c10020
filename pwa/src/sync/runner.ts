// Does what `step` decides, one act at a time. Its life ends with the lock.

import { adopt } from "./adopting.ts";
import {
	type Act,
	heal,
	hear,
	login,
	look,
	type Outcome,
	type Peers,
	pull,
	push,
	register,
} from "./exchange.ts";
import { type Effect, type Event, type News, type State, start, step } from "./step.ts";

export interface World {
	/** Milliseconds since 1970. */
	now(): number;
	/** In [0, 1). */
	chance(): number;
	/** Calls back after so many milliseconds; gives what cancels it. */
	later(milliseconds: number, call: () => void): () => void;
}

export interface Listener {
	changed(state: State): void;
	told(what: News): void;
	/** An act threw: a fault of this device (its disk, say), not of the server. */
	broke(error: unknown): void;
}

export interface Runner {
	/** Begins a round, or asks for one more after the one at work. */
	wake(): void;
	/** The same, for a head that may have moved: it is asked for first, and pulled only if it has. */
	look(): void;
	/** Begins a round although sync had stopped: people have acted. */
	thaw(): void;
	state(): State;
	/** Resolves when the round at work has ended. */
	settled(): Promise<void>;
	/** No further act begins. */
	stop(): void;
}

export function run(peers: Peers, world: World, listener: Listener, frozen = false): Runner {
	let state: State = { ...start, frozen };
	let cancel = (): void => undefined;
	let stopped = false;
	let work = Promise.resolve();

	const take = (event: Event): void => {
		if (stopped) return;
		const next = step(state, event);
		state = next.state;
		for (const effect of next.effects) carryOut(effect);
		listener.changed(state);
	};
	const carryOut = (effect: Effect): void => {
		if (effect.name === "tell") listener.told(effect.what);
		if (effect.name === "act") work = work.then(() => act(effect.act));
		if (effect.name === "wait") {
			cancel();
			cancel = world.later(effect.milliseconds, wake);
		}
	};
	const act = async (name: Act): Promise<void> => {
		if (stopped) return;
		const outcome = await perform(peers, name, state.from).catch((error: unknown) => {
			listener.broke(error);
			return broken;
		});
		take({ name: "outcome", outcome, at: world.now(), chance: world.chance() });
	};
	const begin = (act: "pull" | "look"): void => {
		cancel();
		take({ name: "wake", act });
	};
	const wake = (): void => begin("pull");
	return {
		wake,
		look: () => begin("look"),
		thaw: () => {
			state = { ...state, frozen: false, trouble: undefined };
			wake();
		},
		state: () => state,
		settled: async () => {
			while (state.act !== undefined && !stopped) await work;
		},
		stop: () => {
			stopped = true;
			cancel();
		},
	};
}

const broken: Outcome = { name: "failed", failure: "server", after: undefined };

function perform(peers: Peers, act: Act, from: number): Promise<Outcome> {
	switch (act) {
		case "look":
			return look(peers);
		case "pull":
			return pull(peers);
		case "push":
			return push(peers);
		case "heal":
			return heal(peers, from);
		case "adopt":
			return adopt(peers);
		case "login":
			return login(peers);
		case "hear":
			return hear(peers);
		case "register":
			return register(peers);
	}
}
