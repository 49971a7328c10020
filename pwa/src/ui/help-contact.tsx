import type { Contact, LookedUp } from "./contacts.ts";
import { dateInWords } from "./day.ts";
import { Numbers } from "./help-numbers.tsx";
import { language } from "./language.ts";
import { say, type Word } from "./words.ts";

/** What each purpose is in words; the schema knows no other. */
const purposes: Readonly<Record<string, Word>> = {
	talk: "help.for.talk",
	hurt: "help.for.hurt",
	women: "help.for.women",
	men: "help.for.men",
};

/** A contact that is built in: for whom, how to reach it, when, and where that was looked up. */
export function ContactLine({ contact }: { readonly contact: Contact }) {
	const { name, purpose, phone, text } = contact;
	const forWhom = purposes[purpose];
	return (
		<li class="help-contact">
			<h3>{name}</h3>
			{forWhom && <p class="prose">{say(forWhom)}</p>}
			<Numbers phone={phone} text={text?.number} word={text?.word} />
			<p class="quiet">{known(contact).join(" ")}</p>
			<LookUp of={contact} />
		</li>
	);
}

/** When it was looked up, in words, and where; addresses are named and never opened. */
export function LookUp({ of: { verified, sources } }: { readonly of: LookedUp }) {
	const places = sources.map(({ address, dated }) => {
		const source = new URL(address).hostname.replace(/^www\./, "");
		return dated ? say("help.source.dated", { source, dated: dateInWords(dated) }) : source;
	});
	const source = new Intl.ListFormat(language.value, { type: "conjunction" }).format(
		new Set(places),
	);
	return <p class="quiet">{say("help.checked", { day: dateInWords(verified), source })}</p>;
}

/** What its sources say of it, in sentences. */
function known({ hours, free, unbilled, languages, others }: Contact): readonly string[] {
	return [
		hoursInWords(hours),
		...(free ? [say("help.free")] : []),
		...(unbilled ? [say("help.unbilled")] : []),
		...(languages ? [languagesInWords(languages, others)] : []),
	];
}

function hoursInWords(hours: Contact["hours"]): string {
	if (hours === "always") return say("help.hours.always");
	if (typeof hours !== "object") return say("help.hours.unknown");
	const [from = "", to = ""] = hours;
	return say("help.hours.between", { from, to });
}

function languagesInWords(tags: readonly string[], others = false): string {
	const names = new Intl.DisplayNames(language.value, { type: "language" });
	const list = new Intl.ListFormat(language.value, { type: "conjunction" });
	const languages = list.format(tags.map((tag) => names.of(tag) ?? tag));
	return say(others ? "help.languages.more" : "help.languages", { languages });
}
