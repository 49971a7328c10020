// A sound as samples and nothing beside them: a WAV of one channel, 16 bits a sample. No title, day, place or device has a place in it.

/** Samples a second: a voice is clear. */
export const waveRate = 16_000;
const bytesOfSample = 2;
const headSize = 44;
/** The most bytes that an attachment has (R80). */
const most = 26_214_400;

/** Seconds that a sound can have which is kept so. */
export const longestWave = Math.floor((most - headSize) / (waveRate * bytesOfSample));

/** In parts of a second each, so that no second copy of it lies in memory. `channels` are heard at once and have one length. */
export function* waveOf(channels: readonly Float32Array[]): Generator<Uint8Array<ArrayBuffer>> {
	const length = channels[0]?.length ?? 0;
	yield headOf(length * bytesOfSample);
	for (let from = 0; from < length; from += waveRate) {
		yield samplesOf(channels, from, Math.min(length, from + waveRate));
	}
}

function headOf(size: number): Uint8Array<ArrayBuffer> {
	const view = new DataView(new ArrayBuffer(headSize));
	const name = (at: number, said: string): void => {
		for (const [place, letter] of [...said].entries())
			view.setUint8(at + place, letter.charCodeAt(0));
	};
	name(0, "RIFF");
	view.setUint32(4, headSize - 8 + size, true);
	name(8, "WAVE");
	name(12, "fmt ");
	view.setUint32(16, 16, true);
	view.setUint16(20, 1, true);
	view.setUint16(22, 1, true);
	view.setUint32(24, waveRate, true);
	view.setUint32(28, waveRate * bytesOfSample, true);
	view.setUint16(32, bytesOfSample, true);
	view.setUint16(34, 8 * bytesOfSample, true);
	name(36, "data");
	view.setUint32(40, size, true);
	return new Uint8Array(view.buffer);
}

function samplesOf(channels: readonly Float32Array[], from: number, to: number) {
	const view = new DataView(new ArrayBuffer((to - from) * bytesOfSample));
	for (let at = from; at < to; at += 1) {
		const sum = channels.reduce((all, channel) => all + (channel[at] ?? 0), 0);
		const level = Math.max(-1, Math.min(1, sum / channels.length));
		view.setInt16((at - from) * bytesOfSample, Math.round(level * 32_767), true);
	}
	return new Uint8Array(view.buffer);
}
