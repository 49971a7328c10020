// One recording of a voice, from the touch that begins it to the touch that ends it. The microphone is on for just so long.

import type { Attaching } from "../../app/contract.ts";

/** Seconds that a voice note can have. */
export const longestVoice = 900;
/** Bits a second: a voice is clear, and a quarter of an hour has some five megabytes. */
const rate = 48_000;
const types = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

export interface Recording {
	/** Whole seconds so far. */
	seconds(): number;
	/** Ends it and gives what was said; undefined where nothing was. */
	stop(): Promise<Attaching | undefined>;
	/** Ends it, and nothing of it is kept. */
	discard(): void;
}

/** Asks for the microphone. Rejects where it is not given, or this browser records nothing. */
export async function startRecording(now: () => number): Promise<Recording> {
	const type = types.find((one) => MediaRecorder.isTypeSupported(one));
	if (type === undefined) throw new TypeError("no type that can be recorded");
	const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
	const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: rate });
	const parts: Blob[] = [];
	let began = now();
	recorder.addEventListener("start", () => {
		began = now();
	});
	recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
	const ended = new Promise<void>((resolve) => {
		recorder.addEventListener("stop", () => resolve(), { once: true });
	});
	const end = async (): Promise<void> => {
		if (recorder.state !== "inactive") recorder.stop();
		await ended;
		for (const track of stream.getTracks()) track.stop();
	};
	recorder.start(1000);
	const seconds = (): number => Math.floor((now() - began) / 1000);
	return {
		seconds,
		async stop() {
			const lasted = Math.max(1, Math.ceil((now() - began) / 1000));
			await end();
			const plain = type.split(";")[0] ?? type;
			const content = new Blob(parts, { type: plain });
			return content.size === 0 ? undefined : { content, type: plain, seconds: lasted };
		},
		discard() {
			void end().then(() => parts.splice(0));
		},
	};
}
