// What a device remembers of the kit and the sheet: enough to ask for a part, and no more (C23).
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { again, changed, confirm, meet, passphrase, rosterOf, two } from "../holders.ts";
import { unheard } from "../honest-server.ts";
import { noProgress, type Phone, phone } from "../phone.ts";

const known = async ({ moments }: Phone, paper: "kit" | "sheet") =>
	(await moments.knownPapers()).find((one) => one.paper === paper);
const askOf = async (device: Phone, paper: "kit" | "sheet") =>
	(await known(device, paper))?.ask ?? 0;
const groupOf = (text: string, ask: number) => text.split(" ")[ask - 1] ?? "";

test("[C23] the device that made the kit and the one that typed it ask for a part of it, also after a restart", async () => {
	const { one, other, kit } = await two();
	for (const device of [one, await again(other, passphrase)]) {
		expect(await device.moments.knownPapers()).toMatchObject([
			{ paper: "kit", typed: "2026-11-23" },
		]);
		const ask = await askOf(device, "kit");
		expect(ask).toBeGreaterThan(6);
		expect(ask).toBeLessThan(13);
		const group = groupOf(kit, ask);
		expect(await device.moments.typeBack("kit", groupOf(kit, 1))).toBe(false);
		expect(await device.moments.typeBack("sheet", group)).toBe(false);
		device.clock.pass(40 * 86_400_000);
		expect(await device.moments.typeBack("kit", ` ${group.toLowerCase()}-`)).toBe(true);
		expect(await known(device, "kit")).toMatchObject({ typed: "2027-01-02" });
	}
});

test("[C23] a paper that another one took the place of is no longer asked for", async () => {
	const { one, other } = await two();
	const made = await one.moments.changePassphrase(passphrase, changed, noProgress);
	if (made.name !== "changed" || made.kit === undefined) throw new Error("expected a kit");
	expect(await one.moments.knownPapers()).toEqual([]);
	await confirm(one, made.kit);
	expect(await askOf(one, "kit")).toBe(made.kit.ask);
	await meet(one, other);
	expect(await other.moments.knownPapers()).toEqual([]);
});

test("[C23] a sheet is to be typed back, also after a restart, and is asked for beside the kit from then on", async () => {
	const { one } = await two();
	const made = await one.moments.makeSheet(passphrase, noProgress);
	if (made.name !== "made") throw new Error(made.cause);
	const { text, ask } = made.sheet;
	const later = await again(one, passphrase);
	expect(await known(later, "sheet")).toEqual({ paper: "sheet", ask, typed: undefined });
	expect(await later.moments.typeBack("sheet", groupOf(text, ask - 1))).toBe(false);
	expect(await later.moments.typeBack("sheet", groupOf(text, ask))).toBe(true);
	expect(await known(later, "sheet")).toEqual({ paper: "sheet", ask, typed: "2026-11-23" });
});

test("[C23] whoever came back by the sheet is asked for it, and for the new kit", async () => {
	const { server, one } = await two();
	const made = await one.moments.makeSheet(passphrase, noProgress);
	if (made.name !== "made") throw new Error(made.cause);
	const fresh = phone(server.connect(unheard()));
	await fresh.started;
	const { text } = made.sheet;
	const typed = `ms1:${text.replaceAll(" ", "").toLowerCase()}`;
	const joined = await fresh.moments.recover(typed, changed, noProgress);
	if (joined.name !== "joined" || joined.kit === undefined) throw new Error("expected a kit");
	await confirm(fresh, joined.kit);
	expect(rosterOf(fresh)?.members.length).toBe(5);
	expect(await askOf(fresh, "kit")).toBe(joined.kit.ask);
	expect(await fresh.moments.typeBack("sheet", groupOf(text, await askOf(fresh, "sheet")))).toBe(
		true,
	);
});
