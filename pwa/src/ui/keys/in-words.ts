import type { Holder, KeyChange, KeyNews, PresentHolder } from "../../app/contract.ts";
import { dateInWords } from "../day.ts";
import { say } from "../words.ts";

/** "Device 2", "The kit": how a holder is called at the beginning of a sentence. */
export function nameOf({ kind, number, isHere }: Holder): string {
	if (kind !== "device") return say(`keys.name.${kind}`);
	if (isHere) return say("keys.name.here");
	return number === 0 ? say("keys.name.stranger") : say("keys.name.device", { number });
}

/** "from device 2", "with the kit": by whom something was done. */
export function byOf({ kind, number, isHere }: Holder): string {
	if (kind !== "device") return say(`keys.by.${kind}`);
	if (isHere) return say("keys.by.here");
	return number === 0 ? say("keys.by.stranger") : say("keys.by.device", { number });
}

/** Since when, and by whom. */
export function sinceOf({ id, since, by }: PresentHolder): string {
	const day = dateInWords(since);
	if (by.id === id) return say("keys.since.first", { day });
	return say("keys.since", { day, by: byOf(by) });
}

/** That this device was removed, when and by whom, and what that means for it. */
export function removalInWords({ day, by }: NonNullable<KeyNews["removal"]>): string {
	return say("notice.removed.on", { day: dateInWords(day), by: byOf(by) });
}

/** One sentence for each thing that a version changed. */
export function sentencesOf({ number, by, added, removed }: KeyChange): readonly string[] {
	const said = { by: byOf(by) };
	if (number === 0) return [say("keys.change.begun", said)];
	const devices = (all: readonly Holder[]) => all.filter(({ kind }) => kind === "device");
	const papers = (["kit", "sheet"] as const).flatMap((kind) => {
		const [came, went] = [added, removed].map((all) => all.some((one) => one.kind === kind));
		if (came) return [say(`keys.change.${kind}.${went ? "replaced" : "added"}`, said)];
		return went ? [say(`keys.change.${kind}.removed`, said)] : [];
	});
	return [
		...devices(added).map((one) => say("keys.change.device.added", { ...said, who: nameOf(one) })),
		...devices(removed).map((one) =>
			say("keys.change.device.removed", { ...said, who: nameOf(one) }),
		),
		...papers,
	];
}
