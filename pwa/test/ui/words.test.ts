import { describe, expect, it } from "vitest";
import { faultsOfWords } from "../../build/wording.ts";
import type {
	BackupResult,
	BehindCause,
	JoinResult,
	Notice,
	OfferCheck,
	PairingEnd,
	PasskeyResult,
	Phase,
	SaveState,
} from "../../src/app/contract.ts";
import { language } from "../../src/ui/language.ts";
import firstEn from "../../src/ui/words/en.json";
import firstEs from "../../src/ui/words/es.json";
import insideEn from "../../src/ui/words/inside.en.json";
import insideEs from "../../src/ui/words/inside.es.json";
import { loadWords, loadWordsInside, say, type Word } from "../../src/ui/words.ts";

const en = { ...firstEn, ...insideEn };
const es = { ...firstEs, ...insideEs };

type Cause<T> = T extends { readonly cause: infer C } ? C : never;

// Each record names every member of its union, or the types do not check: a new cause needs a line
// here, and a line here needs a sentence in both languages.
const notices: Readonly<Record<Notice, Word>> = {
	healed: "notice.healed",
	fork: "notice.fork",
	tampered: "notice.tampered",
	renewed: "notice.renewed",
	cloned: "notice.cloned",
	removed: "notice.removed",
	damaged: "notice.damaged",
	"not-persistent": "notice.not-persistent",
	joined: "notice.joined",
};
const behind: Readonly<Record<BehindCause, Word>> = {
	server: "cause.server",
	"account-full": "cause.account-full",
	"entry-too-large": "cause.entry-too-large",
	"signed-out": "cause.signed-out",
	frozen: "cause.frozen",
	removed: "cause.removed",
};
const saves: Readonly<Record<SaveState["name"], Word>> = {
	"saved-here": "save.saved-here",
	saving: "save.saving",
	"not-saved": "save.not-saved",
	waiting: "save.waiting",
	sending: "save.sending",
	"words-backed-up": "save.words-backed-up",
	"backed-up": "save.backed-up",
	behind: "save.behind",
};
const notSaved: Readonly<Record<Cause<Extract<SaveState, { name: "not-saved" }>>, Word>> = {
	"disk-full": "save.disk-full",
	storage: "save.storage",
	"too-large": "save.too-large",
};
const unusable: Readonly<Record<Cause<Extract<Phase, { name: "unusable" }>>, Word>> = {
	storage: "unusable.storage",
	browser: "unusable.browser",
	newer: "unusable.newer",
	blocked: "unusable.blocked",
};
const backup: Readonly<Record<Cause<BackupResult>, Word>> = {
	passphrase: "backup.refused.passphrase",
	invitation: "backup.refused.invitation",
	unreachable: "backup.refused.unreachable",
	server: "backup.refused.server",
	busy: "backup.refused.busy",
	storage: "backup.refused.storage",
};
const join: Readonly<Record<Cause<JoinResult>, Word>> = {
	ok: "join.refused.ok",
	checksum: "join.refused.checksum",
	length: "join.refused.length",
	symbol: "join.refused.symbol",
	version: "join.refused.version",
	"is-sheet": "join.refused.is-sheet",
	"is-kit": "join.refused.is-kit",
	sheet: "join.refused.sheet",
	"kit-or-passphrase": "join.refused.kit-or-passphrase",
	unreachable: "join.refused.unreachable",
	server: "join.refused.server",
	tampered: "join.refused.tampered",
	"too-many-devices": "join.refused.too-many-devices",
	busy: "join.refused.busy",
	storage: "join.refused.storage",
};

const pairingEnds: Readonly<Record<PairingEnd, Word>> = {
	expired: "pair.over.expired",
	stopped: "pair.over.stopped",
	different: "pair.over.different",
	tampered: "pair.over.tampered",
	unheard: "pair.over.unheard",
	passphrase: "pair.over.passphrase",
	browser: "pair.over.browser",
	"no-backup": "pair.over.no-backup",
	"too-many-devices": "pair.over.too-many-devices",
	unreachable: "pair.over.unreachable",
	server: "pair.over.server",
	busy: "pair.over.busy",
	storage: "pair.over.storage",
};
const passkeys: Readonly<Record<Exclude<PasskeyResult, "on">, Word>> = {
	passphrase: "backup.refused.passphrase",
	refused: "passkey.refused.refused",
	unsupported: "passkey.refused.unsupported",
	storage: "passkey.refused.storage",
};
const offerChecks: Readonly<Record<Exclude<OfferCheck, "ok">, Word>> = {
	checksum: "pair.check.checksum",
	length: "pair.check.length",
	symbol: "pair.check.symbol",
	version: "pair.check.version",
	"is-kit": "pair.check.is-kit",
};

describe.each([
	["en", en],
	["es", es],
] as const)("the words in %s", (language, words) => {
	const texts = Object.entries(words);

	it("[C3] [C7] [C16] count, grade, scold and urge nobody, and tell no bystander what the app is for", () => {
		for (const [key, text] of texts) expect(faultsOfWords(language, text), key).toEqual([]);
	});

	it("[C3] speak of being behind only where the backup is, in the words of the save state", () => {
		const said = texts.filter(([key]) => key !== "save.behind");
		for (const [key, text] of said) expect(text, key).not.toMatch(/\bbehind\b|atrasad/i);
	});

	it("raise no voice: no capitals", () => {
		for (const [key, text] of texts) {
			expect(text.replaceAll("QR", ""), key).not.toMatch(/\p{Lu}{3,}/u);
		}
	});

	it("are typeset: no empty text, no straight quotes, no double spaces", () => {
		for (const [key, text] of texts) {
			expect(text.trim(), key).toBe(text);
			expect(text, key).not.toBe("");
			expect(text, key).not.toMatch(/["']| {2}|\.\.\./);
		}
	});

	it("[C14] say for every save state which it is, each in words of its own", () => {
		const said = Object.values(saves).map((word) => words[word]);
		expect(new Set(said).size).toBe(said.length);
	});

	it("hold a sentence for every notice and every cause", () => {
		const asked: readonly Word[] = [
			...Object.values(notices),
			...Object.values(behind),
			...Object.values(notSaved),
			...Object.values(unusable),
			...Object.values(backup),
			...Object.values(join),
			...Object.values(pairingEnds),
			...Object.values(offerChecks),
			...Object.values(passkeys),
		];
		for (const word of asked) expect(words[word], word).toMatch(/\.$/);
	});
});

describe("both languages", () => {
	it("have the same keys in the same order", () => {
		expect(Object.keys(es)).toEqual(Object.keys(en));
	});

	it("ask for the same values", () => {
		const spanish = new Map(Object.entries(es));
		for (const [key, text] of Object.entries(en)) {
			expect(values(spanish.get(key) ?? ""), key).toEqual(values(text));
		}
	});

	it("have each text once, and those of an open journal once it is about to open", async () => {
		expect(Object.keys(en).length).toBe(Object.keys(firstEn).length + Object.keys(insideEn).length);
		await loadWords(language.value);
		expect(say("passkey.warning")).toBe("");
		await loadWordsInside();
		expect(say("passkey.warning")).toBe(insideEn["passkey.warning"]);
	});

	it("put a value where its name stands", async () => {
		await loadWords(language.value);
		expect(say("kit.ask", { number: 7 })).toContain("7");
		expect(say("kit.ask", { number: 7 })).not.toContain("{");
	});
});

function values(text: string): readonly string[] {
	return [...text.matchAll(/\{\w+\}/g)].map(([whole]) => whole).sort();
}
