import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Attaching } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { say } from "../words.ts";
import { lengthInFigures, lengthInWords } from "./length.ts";
import { longestVoice, type Recording, startRecording } from "./recording.ts";

interface RecorderProps {
	/** What was said; undefined where nothing is kept. */
	readonly onEnd: (voice: Attaching | undefined) => void;
	readonly onRefused: () => void;
}

/** Milliseconds between two looks at the clock. */
const look = 500;

/** Records until it is stopped, or out of sight, or at its longest. What it shows is how long it has been, and nothing else. */
export function Recorder({ onEnd, onRefused }: RecorderProps) {
	const seconds = useSignal(0);
	const isOn = useSignal(false);
	const recording = useRef<Recording | undefined>(undefined);
	const isOver = useRef(false);
	const end = async (isKept: boolean): Promise<void> => {
		const running = recording.current;
		if (running === undefined || isOver.current) return;
		isOver.current = true;
		if (!isKept) running.discard();
		onEnd(isKept ? await running.stop() : undefined);
	};
	useEffect(() => {
		startRecording(Date.now).then(
			(begun) => {
				recording.current = begun;
				if (isOver.current) begun.discard();
				else isOn.value = true;
			},
			() => {
				if (!isOver.current) onRefused();
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
			if (!isOver.current) recording.current?.discard();
			isOver.current = true;
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
				<Button
					onClick={() => {
						if (recording.current !== undefined) return void end(false);
						isOver.current = true;
						onEnd(undefined);
					}}
				>
					{say("attach.discard")}
				</Button>
			</div>
			<p class="quiet">{say("attach.recorder", { longest: lengthInWords(longestVoice) })}</p>
		</div>
	);
}
