import { expect, it } from "vitest";
import { longestWave, waveOf, waveRate } from "../../../src/ui/attached/wave.ts";

async function bytesOf(...channels: readonly Float32Array[]): Promise<DataView> {
	return new DataView(await new Blob([...waveOf(channels)]).arrayBuffer());
}

function nameAt(view: DataView, at: number): string {
	return String.fromCharCode(...[0, 1, 2, 3].map((place) => view.getUint8(at + place)));
}

it("what is kept of a sound is a head and its samples: there is room for nothing else", async () => {
	const view = await bytesOf(Float32Array.of(0, 1, -1, 0.5, 2));
	expect(view.byteLength).toBe(44 + 2 * 5);
	expect([0, 8, 12, 36].map((at) => nameAt(view, at))).toEqual(["RIFF", "WAVE", "fmt ", "data"]);
	expect(view.getUint32(4, true)).toBe(view.byteLength - 8);
	expect(view.getUint32(40, true)).toBe(2 * 5);
	expect(view.getUint32(24, true)).toBe(waveRate);
	const samples = [0, 1, 2, 3, 4].map((at) => view.getInt16(44 + 2 * at, true));
	expect(samples).toEqual([0, 32_767, -32_767, 16_384, 32_767]);
});

it("what two channels say is in the one", async () => {
	const view = await bytesOf(Float32Array.of(1, 0), Float32Array.of(0, -1));
	expect([44, 46].map((at) => view.getInt16(at, true))).toEqual([16_384, -16_383]);
});

it("the longest fits into an attachment, whole, and a second more does not", async () => {
	const most = 26_214_400;
	const { size } = new Blob([...waveOf([new Float32Array(longestWave * waveRate)])]);
	expect(size).toBeLessThanOrEqual(most);
	expect(size + 2 * waveRate).toBeGreaterThan(most);
});
