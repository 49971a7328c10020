import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entryKinds } from "../../src/app/contract.ts";
import { amongThese, isSome, isWanted, kindsIn, toggled } from "../../src/ui/filter.ts";
import { suggestedTags, tagsIn, withTags } from "../../src/ui/tags.ts";
import { everything } from "../../src/ui/wanted.ts";

const tag = fc.constantFrom("home", "slow", "Ana", "müde", "tarde");
const marked = fc.record({
	kind: fc.constantFrom(...entryKinds),
	tags: fc.uniqueArray(tag, { maxLength: 3 }),
});
const list = fc.array(marked, { maxLength: 12 });
const some = fc.record({
	kinds: fc.uniqueArray(fc.constantFrom(...entryKinds), { maxLength: 3 }),
	tags: fc.uniqueArray(tag, { maxLength: 2 }),
});

describe("only some of the entries", () => {
	it("are those of one of the kinds that have all of the tags", () => {
		fc.assert(
			fc.property(list, some, (entries, wanted) => {
				for (const entry of entries) {
					const ofKind = wanted.kinds.length === 0 || wanted.kinds.includes(entry.kind);
					const tagged = wanted.tags.every((one) => entry.tags.includes(one));
					expect(isWanted(wanted)(entry)).toBe(ofKind && tagged);
				}
			}),
		);
		expect(isSome(everything)).toBe(false);
	});

	it("are chosen by what occurs: what no longer does holds nothing back", () => {
		fc.assert(
			fc.property(list, some, (entries, wanted) => {
				const { kinds, tags } = amongThese(wanted, entries);
				for (const kind of kinds) expect(kindsIn(entries)).toContain(kind);
				for (const one of tags) expect(tagsIn(entries)).toContain(one);
				const gone = wanted.tags.filter((one) => !tagsIn(entries).includes(one));
				expect(tags).toEqual(wanted.tags.filter((one) => !gone.includes(one)));
			}),
		);
	});

	it("are chosen and left by the same touch", () => {
		fc.assert(
			fc.property(fc.uniqueArray(tag), tag, (tags, one) => {
				const twice = toggled(toggled(tags, one), one);
				expect([...twice].sort()).toEqual([...tags].sort());
			}),
		);
	});
});

describe("tags", () => {
	it("are the person's own words, each once, in the letters that are in use already", () => {
		expect(withTags([], " slow evening , #home", [])).toEqual(["home", "slow evening"]);
		expect(withTags(["home"], "HOME", [])).toEqual(["home"]);
		expect(withTags([], "Mude", ["müde"])).toEqual(["müde"]);
		expect(withTags(["home"], " , ", [])).toEqual(["home"]);
	});

	it("are suggested from those in use alone, first those that begin as it was typed", () => {
		expect(suggestedTags(["at home", "home", "slow"], [], "Ho")).toEqual(["home", "at home"]);
		expect(suggestedTags(["home", "slow"], ["home"], "")).toEqual(["slow"]);
		fc.assert(
			fc.property(fc.uniqueArray(tag), fc.uniqueArray(tag), fc.string(), (known, on, typed) => {
				for (const one of suggestedTags(known, on, typed)) {
					expect(known).toContain(one);
					expect(on).not.toContain(one);
				}
			}),
		);
	});
});
