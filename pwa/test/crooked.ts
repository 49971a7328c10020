// A line on which a server says something else than what is so.

import { decode, encode } from "@msgpack/msgpack";
import { parseMap } from "../src/store/wire.ts";

const media = { "content-type": "application/vnd.msgpack" };

export interface Said {
	readonly [name: string]: unknown;
}

/** What is answered in place of an honest answer: other values, or a response of any form. */
export type Lie = (path: string, answer: Said) => object | Promise<object>;

/** `lies` may be turned off, and `lie` changed, while the line is in use. */
export function crooked(honest: typeof fetch, lie: Lie) {
	const line = { lies: true, lie };
	const fetchIt: typeof fetch = async (input, init) => {
		const response = await honest(input, init);
		if (!line.lies || response.headers.get("content-type") !== media["content-type"]) {
			return response;
		}
		const answer = parseMap(decode(new Uint8Array(await response.arrayBuffer())));
		const told = await line.lie(String(input), answer);
		if (told instanceof Response) return told;
		return new Response(new Uint8Array(encode(told)), { headers: media });
	};
	return { line, fetchIt };
}
