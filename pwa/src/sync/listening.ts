// Listens to the server's event stream as `events.ts` decides. Its life ends with the lock.

import type { Failure } from "./answer.ts";
import { type Effect, type Event, type Said, type State, start, step } from "./events.ts";
import { getOptions, refusal } from "./request.ts";
import type { World } from "./runner.ts";

export interface Ears {
	/** Somebody looks and the server answers: listens, unless it does already. */
	come(): void;
	/** Nobody looks: closes the stream, and nothing asks. */
	leave(): void;
}

const path = "/api/events";
const media = "text/event-stream";
/** No line that the server sends is longer. */
const longest = 1_024;

/** `look` asks whether the head has moved; `head` is the one that this device holds, in hexadecimal. */
export function listen(
	fetcher: typeof fetch,
	world: World,
	look: () => void,
	head: () => string,
): Ears {
	let state: State = start;
	let cancel = (): void => undefined;
	let stream = new AbortController();

	const take = (event: Event): void => {
		const next = step(state, event);
		state = next.state;
		if (state.name === "off") cancel();
		for (const effect of next.effects) carryOut(effect);
	};
	const carryOut = (effect: Effect): void => {
		if (effect.name === "look") look();
		if (effect.name === "close") stream.abort();
		if (effect.name === "open") {
			stream = new AbortController();
			void follow(fetcher, { head: head(), signal: stream.signal }, world, take);
		}
		if (effect.name === "wait") {
			cancel();
			cancel = world.later(effect.milliseconds, () =>
				take({ name: "due", at: world.now(), chance: world.chance() }),
			);
		}
	};
	return {
		come: () => take({ name: "come", at: world.now() }),
		leave: () => take({ name: "leave" }),
	};
}

/** Reads one stream to its end. What comes after it was closed is nobody's to hear. */
async function follow(
	fetcher: typeof fetch,
	{ head, signal }: { readonly head: string; readonly signal: AbortSignal },
	world: World,
	take: (event: Event) => void,
): Promise<void> {
	const tell = (event: Event): void => {
		if (!signal.aborted) take(event);
	};
	const failed = (failure: Failure, after?: number): void =>
		tell({ name: "failed", failure, after, at: world.now(), chance: world.chance() });
	try {
		const options = getOptions(media);
		const headers = { ...options.headers, "last-event-id": head };
		const response = await fetcher(path, { ...options, headers, signal });
		if (!response.ok) {
			const { failure, after } = await refusal(response);
			return failed(failure, after);
		}
		const isStream = (response.headers.get("content-type") ?? "").startsWith(media);
		if (!isStream || response.body === null) return failed("server");
		const hear = makeHearing();
		const reader = response.body.getReader();
		for (let part = await reader.read(); !part.done; part = await reader.read()) {
			tell({ name: "heard", at: world.now(), said: hear(part.value) });
		}
		tell({ name: "ended", at: world.now(), chance: world.chance() });
	} catch {
		failed("unreachable");
	}
}

/** What the lines say that these bytes end. A line may come in parts. */
export function makeHearing(): (bytes: Uint8Array) => Said {
	let line = "";
	return (bytes) => {
		const lines = (line + new TextDecoder().decode(bytes)).split(/\r\n|\n|\r/);
		line = (lines.pop() ?? "").slice(0, longest);
		if (lines.includes("event: head")) return "moved";
		return lines.includes(": same") ? "same" : "nothing";
	};
}
