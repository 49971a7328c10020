import { describe, expect, it } from "vitest";
import { importSignKey, publicKeyOf, sign, verifier } from "../../../crypto/ts/ed25519.ts";
import { type Bench, type Check, judgeIn, verdictsOn } from "../../src/vault/judge.ts";

const seed = new Uint8Array(32).fill(7);

async function signed(text: string): Promise<Check> {
	const message = new TextEncoder().encode(text);
	const signature = await sign(await importSignKey(seed), message);
	return { publicKey: await publicKeyOf(seed), message, signature };
}

function forged(check: Check): Check {
	return { ...check, message: new Uint8Array([...check.message, 1]) };
}

const smallOrder = new Uint8Array(32);
smallOrder[0] = 1;

type Reply = (question: { readonly number: number; readonly checks: readonly Check[] }) => unknown;

/** A bench beside the page that answers as it is told to; `fail` is its error event. */
function benchOf(reply: Reply) {
	const { port1, port2 } = new MessageChannel();
	const failing: (() => void)[] = [];
	let questions = 0;
	port2.addEventListener("message", async ({ data }) => {
		questions += 1;
		const answer = await reply(data);
		if (answer !== undefined) port2.postMessage(answer);
	});
	port2.start();
	const bench: Bench = {
		postMessage: (question: unknown) => port1.postMessage(question),
		addEventListener: (name: string, heard: EventListenerOrEventListenerObject) => {
			if (typeof heard !== "function") return;
			if (name === "error") failing.push(() => heard(new Event("error")));
			else port1.addEventListener("message", heard);
			port1.start();
		},
		terminate: () => port1.close(),
	};
	return { bench, fail: () => failing[0]?.(), asked: () => questions };
}

const soon = (work: () => void): void => void setTimeout(work);

const honest: Reply = async ({ number, checks }) => {
	return { number, verdicts: await verdictsOn(checks, verifier()) };
};

describe("a judge beside the page", () => {
	it("[R14] gives every signature the verdict that the page would give, many at a time", async () => {
		const { bench, asked } = benchOf(honest);
		const judge = judgeIn(bench, soon);
		const good = await signed("a link");
		const checks = [
			good,
			forged(good),
			{ ...good, publicKey: smallOrder },
			{ ...good, signature: good.signature.subarray(1) },
			...Array.from({ length: 200 }, () => good),
		];
		const verdicts = await Promise.allSettled(
			checks.map((one) => judge.verify(one.publicKey, one.message, one.signature)),
		);
		const kinds = verdicts.map((one) => (one.status === "rejected" ? one.reason.kind : "ok"));
		expect(kinds).toEqual([
			"ok",
			"signature",
			"key",
			"signature",
			...Array.from({ length: 200 }, () => "ok"),
		]);
		expect(asked()).toBeLessThan(4);
		judge.end();
	});

	it("[R14] is never taken to have verified what it gave no verdict on", async () => {
		const good = await signed("a link");
		const bad = forged(good);
		const odd: readonly Reply[] = [
			({ number }) => ({ number, verdicts: [] }),
			({ number }) => ({ number, verdicts: [undefined, true] }),
			({ number }) => ({ number, verdicts: ["fine", 0] }),
		];
		for (const reply of odd) {
			const judge = judgeIn(benchOf(reply).bench, soon);
			const both = [good, bad].map((one) =>
				judge.verify(one.publicKey, one.message, one.signature),
			);
			const [first, second] = await Promise.allSettled(both);
			expect(first?.status).toBe("fulfilled");
			expect(second).toMatchObject({ reason: { kind: "signature" } });
			judge.end();
		}
	});

	it("[R14] is judged without where its worker fails or has ended", async () => {
		const good = await signed("a link");
		const bad = forged(good);
		const { bench, fail } = benchOf(() => undefined);
		const judge = judgeIn(bench, soon);
		const before = judge.verify(bad.publicKey, bad.message, bad.signature);
		fail();
		await expect(before).rejects.toMatchObject({ kind: "signature" });
		await judge.verify(good.publicKey, good.message, good.signature);
		const other = judgeIn(benchOf(() => undefined).bench, soon);
		const under = other.verify(good.publicKey, good.message, good.signature);
		other.end();
		await under;
		const after = other.verify(bad.publicKey, bad.message, bad.signature);
		await expect(after).rejects.toMatchObject({ kind: "signature" });
	});
});
