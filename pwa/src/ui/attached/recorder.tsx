import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Attaching } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { say } from "../words.ts";
import { lengthInFigures, lengthInWords } from "./length.ts";
import { longestVoice, type Recording, startRecording } from "./recording.ts";

/** Ends the recording that runs; true keeps what was said. Undefined where none runs. */
export type Ending = ((isKept: boolean) => Promise<void>) | undefined;

interface RecorderProps {
	/** Holds the way to end it while it runs, for whoever leaves the page. */
	readonly ending: { current: Ending };
	/** What was said; undefined where nothing is kept. */
	readonly onEnd: (voice: Attaching | undefined) => void;
	readonly onRefused: () => void;
}

/** Milliseconds between two looks at the clock. */
const look = 500;

/** Records until it is stopped, or left, or out of sight, or at its longest. What it shows is how long it has been, and nothing else. */
export function Recorder({ ending, onEnd, onRefused }: RecorderProps) {
	const seconds = useSignal(0);
	const isOn = useSignal(false);
	const recording = useRef<Recording | undefined>(undefined);
	const ended = useRef<Promise<void>>(undefined);
	const close = async (isKept: boolean): Promise<void> => {
		if (!isKept) recording.current?.discard();
		const voice = isKept ? await recording.current?.stop() : undefined;
		ending.current = undefined;
		onEnd(voice);
	};
	const end = (isKept: boolean): Promise<void> => {
		ended.current ??= close(isKept);
		return ended.current;
	};
	useLayoutEffect(() => {
		ending.current = end;
		startRecording(Date.now).then(
			(begun) => {
				recording.current = begun;
				if (ended.current !== undefined) {
					begun.discard();
					return;
				}
				isOn.value = true;
				// A microphone that is unplugged, or taken back, ends it: what was said until then is kept.
				void begun.ended.then(() => end(true));
			},
			() => {
				if (ended.current !== undefined) return;
				ending.current = undefined;
				onRefused();
			},
		);
		const timer = setInterval(() => {
			if (recording.current === undefined) return;
			seconds.value = recording.current.seconds();
			// Who speaks is here, though nothing is touched.
			dispatchEvent(new Event("recording"));
			if (seconds.value >= longestVoice) void end(true);
		}, look);
		const hidden = (): void => {
			if (document.visibilityState === "hidden") void end(true);
		};
		document.addEventListener("visibilitychange", hidden);
		return () => {
			clearInterval(timer);
			document.removeEventListener("visibilitychange", hidden);
			// Whoever leaves keeps what was said; the lock and what is thrown away have ended it already.
			void end(true);
		};
	}, []);
	return (
		<div class="recorder">
			<p class="recorder-time">
				<span class="recorder-light" aria-hidden="true" />
				<span aria-hidden="true">{lengthInFigures(seconds.value)}</span>
				<span class="quiet" role="status">
					{say(isOn.value ? "attach.recording" : "attach.asking")}
				</span>
			</p>
			<div class="button-row">
				<Button kind="stone" disabled={!isOn.value} onClick={() => void end(true)}>
					{say("attach.stop")}
				</Button>
				<Button onClick={() => void end(false)}>{say("attach.discard")}</Button>
			</div>
			<p class="quiet">{say("attach.recorder", { longest: lengthInWords(longestVoice) })}</p>
		</div>
	);
}
