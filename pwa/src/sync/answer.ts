// What the server answered, as the reasons a caller decides on.

export type Failure =
	/** No network, a time-out, a captive portal, a redirect: as good as offline. */
	| "unreachable"
	/** Asked to come back later (429). */
	| "busy"
	/** No session, or a login that was refused (401). */
	| "signed-out"
	/** An invitation that does not work (403). */
	| "refused"
	/** Another link stands at this position (409). */
	| "stale"
	| "account-full"
	| "too-large"
	/** It answers, but not as it ought to: 5xx, HTML, half a body, another shape. */
	| "server";

export type Answer<T> =
	| { readonly ok: true; readonly value: T }
	/** `after`: milliseconds that the server asked to wait, if it did. */
	| { readonly ok: false; readonly failure: Failure; readonly after?: number };

export const done = <T>(value: T): Answer<T> => ({ ok: true, value });
export const failed = (failure: Failure): Answer<never> => ({ ok: false, failure });

/** The same answer with its value parsed; what does not parse is the server's fault. */
export function mapAnswer<A, B>(answer: Answer<A>, parse: (value: A) => B | undefined): Answer<B> {
	if (!answer.ok) return answer;
	const value = parse(answer.value);
	return value === undefined ? failed("server") : done(value);
}
