// What is done twice is done once.
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { meet, passphrase, two } from "../holders.ts";
import { noProgress, type Phone, textsOf, write } from "../phone.ts";

function draftOf({ moments }: Phone) {
	const entry = moments.entries.value.find(({ text }) => text === "tea and rain");
	if (entry === undefined) throw new Error("expected an entry");
	return moments.editDraft(entry.id);
}

/** Both have begun to edit the same entry; the other one's edit has come. */
async function bothEdit() {
	const { one, other } = await two();
	await write(one, "tea and rain");
	await meet(one, other);
	const [mine, theirs] = [draftOf(one), draftOf(other)];
	await other.moments.save({ ...theirs, text: "tea and rain and wind" });
	await meet(other, one);
	return { one, other, mine: { ...mine, text: "black tea and rain" } };
}

test("[R44] a draft that is saved twice leaves an edit that came from elsewhere meanwhile as it is", async () => {
	const { one, other, mine } = await bothEdit();
	await one.moments.save(mine);
	expect(textsOf(one)).toContain("black tea and rain and wind");
	await one.moments.save(mine);
	expect(textsOf(one)).toContain("black tea and rain and wind");
	await meet(one, other);
	expect(textsOf(other)).toContain("black tea and rain and wind");
});

test("[R44] the same, where both touches come before the first is on the disk, or the draft is kept once more between them", async () => {
	const { one, mine } = await bothEdit();
	await Promise.all([one.moments.save(mine), one.moments.save(mine)]);
	expect(textsOf(one)).toContain("black tea and rain and wind");
	await one.moments.keepDraft(mine);
	await one.moments.save(mine);
	expect(textsOf(one)).toContain("black tea and rain and wind");
});

test("[R44] where both edits changed the same place, saving the draft again writes nothing and nothing reads otherwise", async () => {
	const { one, mine } = await bothEdit();
	const counter = () => one.context.open?.journal.newest?.counter;
	await one.moments.save({ ...mine, text: "tea and rain and fog" });
	const before = [counter(), one.moments.entries.value];
	await one.moments.save({ ...mine, text: "tea and rain and fog" });
	expect([counter(), one.moments.entries.value]).toEqual(before);
	await one.moments.save({ ...mine, text: "tea and rain and snow" });
	expect(counter()).toBe(Number(before[0]) + 1);
});

test("[R44] a draft that changed nothing when it was saved replaces nothing when it is saved again", async () => {
	const { one, other } = await two();
	await write(one, "tea and rain");
	await meet(one, other);
	const mine = draftOf(one);
	await one.moments.save(mine);
	await other.moments.save({ ...draftOf(other), text: "tea and rain and wind" });
	await meet(other, one);
	await one.moments.save(mine);
	expect(textsOf(one)).toContain("tea and rain and wind");
});

test("[R44] a kept draft that says again what it stands on replaces nothing, also when it is saved twice", async () => {
	const { one, mine } = await bothEdit();
	await one.moments.keepDraft(mine);
	one.moments.lock();
	expect(await one.moments.unlock(passphrase, noProgress)).toBe("open");
	const undone = { ...mine, text: "tea and rain" };
	for (const _ of ["first", "second"]) {
		await one.moments.save(undone);
		expect(textsOf(one)).toContain("tea and rain and wind");
	}
});

test("changes that follow each other at once are all kept, each upon the one before it", async () => {
	const { one, other } = await two();
	await write(one, "tea and rain");
	const { id } = draftOf(one);
	const withTags = (change: (tags: readonly string[]) => readonly string[]) =>
		one.moments.changeEntry(id, (draft) => ({ ...draft, tags: change(draft.tags) }));
	const tagsOf = ({ moments }: Phone) =>
		moments.entries.value.find((entry) => entry.id === id)?.tags;
	await Promise.all(["kitchen", "slow"].map((tag) => withTags((tags) => [...tags, tag])));
	expect(tagsOf(one)).toEqual(["kitchen", "slow"]);
	const without = (gone: string) => withTags((tags) => tags.filter((tag) => tag !== gone));
	await Promise.all([without("kitchen"), without("slow")]);
	expect(tagsOf(one)).toEqual([]);
	const counter = () => one.context.open?.journal.newest?.counter;
	const before = counter();
	await without("slow");
	expect(counter()).toBe(before);
	await meet(one, other);
	expect(tagsOf(other)).toEqual([]);
});

test("a change goes with the edit that was left open, and is nothing where the entry is gone", async () => {
	const { one } = await two();
	await write(one, "tea and rain");
	const draft = draftOf(one);
	await one.moments.keepDraft({ ...draft, text: "tea and rain and wind" });
	const tagged = () => one.moments.changeEntry(draft.id, (now) => ({ ...now, tags: ["kitchen"] }));
	await tagged();
	expect(one.moments.drafts.value).toEqual([]);
	expect(one.moments.entries.value.find(({ id }) => id === draft.id)).toMatchObject({
		text: "tea and rain and wind",
		tags: ["kitchen"],
	});
	await one.moments.trashEntry(draft.id);
	expect(await one.moments.eraseEntry(draft.id)).toBe("erased");
	await tagged();
	expect(textsOf(one)).toEqual(["the first"]);
});

test("what is written on while a save waits for its turn stays a draft", async () => {
	const { one } = await two();
	await write(one, "tea and rain");
	const mine = { ...draftOf(one), text: "black tea and rain" };
	await one.moments.keepDraft(mine);
	const saved = one.moments.save(mine);
	const next = { ...mine, text: "black tea and rain and wind" };
	await Promise.all([one.moments.keepDraft(next), saved]);
	expect(one.moments.drafts.value).toEqual([next]);
	one.moments.lock();
	expect(await one.moments.unlock(passphrase, noProgress)).toBe("open");
	expect(one.moments.drafts.value).toEqual([next]);
	await one.moments.save(next);
	expect(textsOf(one)).toContain("black tea and rain and wind");
	expect(one.moments.drafts.value).toEqual([]);
});
