// A voice that was recorded before, by another app, as it is kept: what is heard of it, and nothing that such a file says beside.

import type { Attaching } from "../../app/contract.ts";
import { longestWave, waveOf, waveRate } from "./wave.ts";

/** Bytes of a file that is looked into: as long as can be kept, in the widest form that phones record. */
const mostRead = 167_772_160;
/** The same where a file does not say how long it is: so many, and it cannot open into far more than there is room for. */
const mostUnsaid = 8_388_608;

export type ReadSound = Attaching | "sound" | "too-long";

/** Or why not: this browser cannot hear it, or it is longer than what can be kept. */
export async function readSound(file: Blob): Promise<ReadSound> {
	const length = await lengthOf(file);
	if (length === undefined) return "sound";
	const isUnsaid = !Number.isFinite(length);
	if (isUnsaid ? file.size > mostUnsaid : length > longestWave || file.size > mostRead) {
		return "too-long";
	}
	const heard = await decoded(file);
	if (heard === undefined || heard.length === 0) return "sound";
	if (heard.duration > longestWave) return "too-long";
	const channels = Array.from({ length: heard.numberOfChannels }, (_, at) =>
		heard.getChannelData(at),
	);
	const type = "audio/wav";
	const parts = [...waveOf(channels)].map((part) => new Blob([part]));
	return { content: new Blob(parts, { type }), type, seconds: Math.ceil(heard.duration) };
}

/** Seconds; endless for a file that does not say it; undefined for none that this browser can play. */
function lengthOf(file: Blob): Promise<number | undefined> {
	const address = URL.createObjectURL(file);
	const sound = new Audio();
	sound.preload = "metadata";
	return new Promise<number | undefined>((resolve) => {
		sound.onloadedmetadata = () => resolve(sound.duration);
		sound.onerror = () => resolve(undefined);
		sound.src = address;
	}).finally(() => {
		sound.onerror = null;
		sound.removeAttribute("src");
		URL.revokeObjectURL(address);
	});
}

/** Already at the rate at which it is kept. */
async function decoded(file: Blob): Promise<AudioBuffer | undefined> {
	try {
		return await new OfflineAudioContext(1, 1, waveRate).decodeAudioData(await file.arrayBuffer());
	} catch {
		return undefined;
	}
}
