import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Attachments } from "../../app/contract.ts";
import { useMoments } from "../context.ts";

/** Undefined until they are loaded. */
export function useAttachments(): Attachments | undefined {
	const moments = useMoments();
	const desk = useSignal<Attachments | undefined>(undefined);
	useEffect(() => {
		let isOver = false;
		moments.attachments().then(
			(loaded) => {
				if (!isOver) desk.value = loaded;
			},
			// Locked meanwhile: nothing of it shows.
			() => undefined,
		);
		return () => {
			isOver = true;
		};
	}, [moments]);
	return desk.value;
}
