// The act that brings another branch of the log together with what this device holds (R75 to R77). It makes as many requests as that
// takes. Wherever it ends, the device holds what it held, and the next round begins it again.

import { failure, type Outcome, type Peers } from "./exchange.ts";
import type { Branch } from "./ports.ts";

export async function adopt(peers: Peers): Promise<Outcome> {
	const after = await common(peers);
	if (typeof after !== "number") return after;
	const branch = await peers.log.branch(after);
	const ended = (await readOn(peers, branch)) ?? (await giveMissing(peers, branch));
	if ("name" in ended) return ended;
	const verdict = await branch.adopt();
	if (verdict === "sealed") return { name: "adopted", healed: "waits" };
	if (verdict !== "accepted") return { name: verdict };
	return { name: "adopted", healed: ended.linked > 0 ? "linked" : undefined };
}

/** A position at which the server's next link stands on the head that this device held: near the parting, or before it. */
async function common({ transport, log }: Peers): Promise<number | Outcome> {
	const { seq } = await log.pinned();
	for (let back = 1, after = seq; after > 0; back *= 2) {
		after = Math.max(0, after - back);
		const answer = await transport.pull(after);
		if (!answer.ok) return failure(answer);
		const [first] = answer.value.links;
		if (first !== undefined && (await log.stands(first, after))) return after;
	}
	return { name: "tampered" };
}

/** Verifies the server's branch to its end; undefined once that is reached. */
async function readOn({ transport }: Peers, branch: Branch): Promise<Outcome | undefined> {
	for (;;) {
		const answer = await transport.pull(branch.seq());
		if (!answer.ok) return failure(answer);
		const { links, seq } = answer.value;
		if (links.length === 0) return seq === branch.seq() ? undefined : { name: "tampered" };
		if (!(await branch.take(links))) return { name: "tampered" };
		if (branch.seq() >= seq) return undefined;
	}
}

/** Gives the server what its branch lacks, link by link. */
async function giveMissing(
	{ transport }: Peers,
	branch: Branch,
): Promise<Outcome | { readonly linked: number }> {
	for (let linked = 0; ; linked += 1) {
		const push = await branch.missing();
		if (push === undefined) return { linked };
		if (typeof push === "string") return { name: push };
		const answer = await transport.push(push);
		if (!answer.ok) return failure(answer);
		if (answer.value.seq !== push.seq || !(await branch.linked(push))) return { name: "moved" };
	}
}
