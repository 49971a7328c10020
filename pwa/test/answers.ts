// What an honest server answers, in its own form.

import { encode } from "@msgpack/msgpack";

export function answer(value: object, status = 200): Response {
	const headers = { "content-type": "application/vnd.msgpack" };
	return new Response(encode(value), { status, headers });
}

export function nothing(): Response {
	return new Response(null, { status: 204 });
}

export function problem(status: number, type: string): Response {
	return new Response(JSON.stringify({ type: `urn:moments:${type}`, title: type, status }), {
		status,
		headers: { "content-type": "application/problem+json" },
	});
}
