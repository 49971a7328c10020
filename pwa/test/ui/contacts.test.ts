import { describe, expect, it } from "vitest";
import { callAddress, regionCodes, regionOf, textAddress } from "../../src/ui/contacts.ts";
import { dateInWords } from "../../src/ui/day.ts";

describe("[C13] contacts", () => {
	it("are dialled by their digits, with a plus only before them", () => {
		expect(callAddress("+43 (1) 234-56")).toBe("tel:+43123456");
		expect(callAddress("0800 2000 247")).toBe("tel:08002000247");
		expect(textAddress("0477 13 11 14")).toBe("sms:0477131114");
		expect(textAddress("85258", "SHOUT")).toBe("sms:85258?&body=SHOUT");
	});

	it("are there for each place that can be chosen, with a number for danger", () => {
		expect(regionCodes.length).toBeGreaterThan(9);
		for (const code of regionCodes) {
			expect(callAddress(regionOf(code)?.danger.phone ?? "")).toMatch(/^tel:\d{3}$/);
			for (const language of ["en", "es"]) {
				const name = new Intl.DisplayNames(language, { type: "region" }).of(code);
				expect(name, code).not.toBe(code);
			}
		}
	});

	it("are none for a place that is not there", () => {
		for (const code of ["", "XX", "toString", "__proto__"]) expect(regionOf(code)).toBeUndefined();
	});

	it("name languages that have a name", () => {
		const names = new Intl.DisplayNames("es", { type: "language" });
		const tags = regionCodes.flatMap((code) =>
			(regionOf(code)?.contacts ?? []).flatMap(({ languages }) => languages ?? []),
		);
		expect(tags).not.toEqual([]);
		for (const tag of tags) expect(names.of(tag)).not.toBe(tag);
	});

	it("say the date of a source as far as it shows one", () => {
		expect(dateInWords("2026-11-25")).toMatch(/^25 November 2026$|^November 25, 2026$/);
		expect(dateInWords("2026-01")).toBe("January 2026");
		expect(dateInWords("2026")).toBe("2026");
	});
});
