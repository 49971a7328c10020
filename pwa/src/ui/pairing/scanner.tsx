import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { Said } from "../said.tsx";
import { say } from "../words.ts";
import { type CameraTrouble, watchCamera } from "./camera.ts";
import "./pairing.css";

/** The camera, from the moment a person touches "scan" until it has read something or is closed again. */
export function Scanner({ onRead }: { readonly onRead: (text: string) => void }) {
	const isOpen = useSignal(false);
	const trouble = useSignal<CameraTrouble | undefined>(undefined);
	const close = (): void => {
		isOpen.value = false;
	};
	return (
		<section class="part">
			<p class="prose">{say("pair.scan.text")}</p>
			<div class="button-row">
				<Button
					onClick={() => {
						trouble.value = undefined;
						isOpen.value = !isOpen.value;
					}}
				>
					{say(isOpen.value ? "pair.scan.stop" : "pair.scan")}
				</Button>
			</div>
			<Said words={trouble.value && say(`pair.scan.${trouble.value}`)} />
			{isOpen.value && (
				<Camera
					onRead={(text) => {
						close();
						onRead(text);
					}}
					onTrouble={(what) => {
						trouble.value = what;
						close();
					}}
				/>
			)}
		</section>
	);
}

interface CameraProps {
	readonly onRead: (text: string) => void;
	readonly onTrouble: (what: CameraTrouble) => void;
}

function Camera({ onRead, onTrouble }: CameraProps) {
	const video = useRef<HTMLVideoElement>(null);
	const covered = useMoments().covered.value;
	useEffect(() => {
		if (video.current === null) return undefined;
		return watchCamera(video.current, onRead, onTrouble);
	}, []);
	return (
		<video
			class="pair-camera"
			ref={video}
			hidden={covered}
			muted
			playsInline
			aria-label={say("pair.scan.view")}
		/>
	);
}
