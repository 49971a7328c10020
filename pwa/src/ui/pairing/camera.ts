// The camera of the page. What it sees is looked at here, frame by frame, and neither kept nor sent.

import { type Look, makeLook } from "./look.ts";

/** `refused`: the person or the browser does not allow it. `none`: there is none, or it is in use. */
export type CameraTrouble = "refused" | "none";

/** Milliseconds between two looks. */
const pace = 200;

/** Shows the camera in `video` until it has read a code once, or until the returned function ends it. */
export function watchCamera(
	video: HTMLVideoElement,
	onRead: (text: string) => void,
	onTrouble: (what: CameraTrouble) => void,
): () => void {
	let isOver = false;
	let stream: MediaStream | undefined;
	const end = (): void => {
		isOver = true;
		for (const track of stream?.getTracks() ?? []) track.stop();
		video.srcObject = null;
	};
	const watch = async (): Promise<void> => {
		const look = makeLook();
		stream = await open();
		if (isOver) return end();
		video.srcObject = stream;
		await video.play();
		const text = await read(video, await look, () => isOver);
		end();
		if (text !== undefined) onRead(text);
	};
	watch().catch((error: unknown) => {
		if (isOver) return;
		end();
		onTrouble(isRefusal(error) ? "refused" : "none");
	});
	return end;
}

function open(): Promise<MediaStream> {
	// No such thing where the page may not have a camera at all.
	if (!("mediaDevices" in navigator)) return Promise.reject(new Error("no camera"));
	const wanted = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } };
	return navigator.mediaDevices.getUserMedia({ audio: false, video: wanted });
}

async function read(
	video: HTMLVideoElement,
	look: Look,
	isOver: () => boolean,
): Promise<string | undefined> {
	while (!isOver()) {
		const text = await look(video);
		if (text !== undefined) return text;
		await new Promise((resolve) => setTimeout(resolve, pace));
	}
	return undefined;
}

function isRefusal(error: unknown): boolean {
	return error instanceof DOMException && error.name === "NotAllowedError";
}
