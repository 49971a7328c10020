// A phone's own line to a server: the real `fetch`, with what a browser would add to it, and a count of what is under way.

export interface Line {
	readonly fetch: typeof fetch;
	/** The session is lost. */
	forget(): void;
	/** Every answer has come whole or failed, and an event stream has said something or ended. */
	isQuiet(): boolean;
	/** Resolves once that was so. */
	quiet(): Promise<void>;
}

export function lineTo(address: string): Line {
	const under = new Set<Promise<void>>();
	let cookie = "";

	const track = (): (() => void) => {
		const { promise, resolve } = Promise.withResolvers<void>();
		under.add(promise);
		return () => {
			under.delete(promise);
			resolve();
		};
	};
	return {
		isQuiet: () => under.size === 0,
		quiet: async () => {
			while (under.size > 0) await Promise.race(under);
		},
		forget: () => {
			cookie = "";
		},
		fetch: async (input, init) => {
			const ended = track();
			const headers = new Headers(init?.headers);
			headers.set("sec-fetch-site", "same-origin");
			if (cookie !== "") headers.set("cookie", cookie);
			try {
				const response = await fetch(new URL(String(input), address), { ...init, headers });
				cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? cookie;
				return followed(response, String(input) === "/api/events", ended);
			} catch (error) {
				ended();
				throw error;
			}
		},
	};
}

/** The same response; `ended` is called once its body has, or at the first byte of a stream. */
function followed(response: Response, isStream: boolean, ended: () => void): Response {
	if (response.body === null) {
		ended();
		return response;
	}
	const reader = response.body.getReader();
	const source: UnderlyingDefaultSource<Uint8Array> = {
		async pull(stream) {
			try {
				const part = await reader.read();
				if (part.done) stream.close();
				else stream.enqueue(part.value);
				if (part.done || isStream) ended();
			} catch (error) {
				stream.error(error);
				ended();
			}
		},
		async cancel(reason) {
			ended();
			await reader.cancel(reason);
		},
	};
	// Read to its end whether or not the app wants it.
	const body = new ReadableStream(source, { highWaterMark: Number.POSITIVE_INFINITY });
	const { status, headers } = response;
	return new Response(body, { status, headers });
}
