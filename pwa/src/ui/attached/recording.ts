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
	/** Resolves once nothing more is recorded, also where the microphone went away by itself. */
	readonly ended: Promise<void>;
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
	const silence = (): void => {
		for (const track of stream.getTracks()) track.stop();
	};
	try {
		return recordingOf(
			new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: rate }),
			now,
			silence,
		);
	} catch (error) {
		silence();
		throw error;
	}
}

/** Begins, and is `silence`d once it has ended, however it does. */
function recordingOf(recorder: MediaRecorder, now: () => number, silence: () => void): Recording {
	const parts: Blob[] = [];
	let began = now();
	let last: number | undefined;
	recorder.addEventListener("start", () => {
		began = now();
	});
	recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
	const ended = new Promise<void>((resolve) => {
		const over = (): void => {
			last ??= now();
			silence();
			resolve();
		};
		recorder.addEventListener("stop", over, { once: true });
	});
	const end = (): Promise<void> => {
		last ??= now();
		if (recorder.state !== "inactive") recorder.stop();
		return ended;
	};
	const lasted = (): number => ((last ?? now()) - began) / 1000;
	recorder.start(1000);
	return {
		seconds: () => Math.floor(lasted()),
		ended,
		async stop() {
			await end();
			const [type = ""] = recorder.mimeType.split(";");
			const content = new Blob(parts, { type });
			if (content.size === 0) return undefined;
			return { content, type, seconds: Math.max(1, Math.ceil(lasted())) };
		},
		discard() {
			void end().then(() => parts.splice(0));
		},
	};
}
