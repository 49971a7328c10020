import { describe, expect, it } from "vitest";
import { type EntryId, guidedPiece } from "../../../src/app/contract.ts";
import { toCivilDay } from "../../../src/journal/day.ts";
import { newEntryId } from "../../../src/journal/entry-id.ts";
import { isPauseDue, mayBeginTimed, timedDays } from "../../../src/ui/path/timed.ts";
import { written } from "./given.ts";

const one = newEntryId(new Uint8Array(16).fill(1));
const other = newEntryId(new Uint8Array(16).fill(2));

function go(id: EntryId, ...timed: readonly string[]) {
	return { id, kind: "piece", fields: guidedPiece.fields(written({ timed })) } as const;
}

describe("[C4] writing by the clock", () => {
	it("is offered once a day at most, whatever it is about", () => {
		const days = timedDays([go(one, "2026-11-24"), go(other, "2026-11-25")]);
		expect(mayBeginTimed(days, toCivilDay("2026-11-25"))).toBe(false);
		expect(mayBeginTimed(days, toCivilDay("2026-11-26"))).toBe(true);
	});

	it("does not stand in its own way when it is gone on with", () => {
		const days = timedDays([go(one, "2026-11-25")], one);
		expect(mayBeginTimed(days, toCivilDay("2026-11-25"))).toBe(true);
	});

	it.each([
		[[], false],
		[["2026-11-23", "2026-11-24"], false],
		[["2026-11-22", "2026-11-23", "2026-11-24"], true],
		[["2026-11-10", "2026-11-17", "2026-11-24"], true],
		[["2026-11-02", "2026-11-03", "2026-11-24"], false],
		[["2026-11-01", "2026-11-02", "2026-11-03"], false],
		[["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24"], true],
	])("after %j a pause is suggested: %j", (days, due) => {
		expect(isPauseDue(days, toCivilDay("2026-11-25"))).toBe(due);
	});
});
