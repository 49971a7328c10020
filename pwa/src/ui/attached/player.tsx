import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../words.ts";
import { lengthInFigures, lengthInWords } from "./length.ts";
import { Sign } from "./sign.tsx";

interface PlayerProps {
	readonly address: string;
	readonly seconds: number;
	readonly name: string;
}

/** A voice note: play or pause, and where it is. A recording does not say its own length, so it is told. */
export function Player({ address, seconds, name }: PlayerProps) {
	const audio = useRef<HTMLAudioElement>(null);
	const at = useSignal(0);
	const isOn = useSignal(false);
	useEffect(() => () => audio.current?.pause(), []);
	const toggle = (): void => {
		const sound = audio.current;
		if (sound === null) return;
		if (sound.paused) void sound.play().catch(() => undefined);
		else sound.pause();
	};
	const now = Math.min(seconds, Math.floor(at.value));
	const word = say(isOn.value ? "attach.pause" : "attach.play");
	return (
		// biome-ignore lint/a11y/useSemanticElements: no fieldset: nothing of it is sent
		<div class="player" role="group" aria-label={name}>
			<button class="glyph-button" type="button" aria-label={word} title={word} onClick={toggle}>
				<Sign name={isOn.value ? "pause" : "play"} />
			</button>
			<input
				type="range"
				min={0}
				max={seconds}
				step={1}
				value={now}
				style={{ "--part": `${seconds > 0 ? (100 * now) / seconds : 0}%` }}
				aria-label={say("attach.place")}
				aria-valuetext={lengthInWords(now)}
				onInput={(event) => {
					at.value = Number(event.currentTarget.value);
					if (audio.current !== null) audio.current.currentTime = at.value;
				}}
			/>
			<span class="player-time" aria-hidden="true">
				{lengthInFigures(isOn.value || now > 0 ? now : seconds)}
			</span>
			{/* biome-ignore lint/a11y/useMediaCaption: a person's own voice has no captions */}
			<audio
				ref={audio}
				src={address}
				preload="auto"
				onPlay={() => {
					isOn.value = true;
				}}
				onPause={() => {
					isOn.value = false;
				}}
				onTimeUpdate={(event) => {
					at.value = event.currentTarget.currentTime;
				}}
				onEnded={() => {
					isOn.value = false;
					at.value = 0;
				}}
			/>
		</div>
	);
}
