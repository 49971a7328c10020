import type { OwnContact, Practice } from "../app/contract.ts";
import { Numbers } from "./help-numbers.tsx";
import { say } from "./words.ts";

/** What the practice says of itself, in its own words. */
export function Own({ practice }: { readonly practice: Practice }) {
	const { name, contact, phone, hours, contacts } = practice;
	if (![name, contact, phone].some(Boolean) && contacts.length === 0) return null;
	return (
		<section class="part">
			<h2>{name || say("help.own")}</h2>
			{contact && <p class="prose help-own">{contact}</p>}
			{phone && <Numbers phone={phone} />}
			{hours && <p class="quiet help-own">{hours}</p>}
			{contacts.length > 0 && (
				<>
					<h3 class="caps">{say("help.own.contacts")}</h3>
					<ul class="help-contacts">
						{contacts.map((one) => (
							<OwnLine key={one.name} contact={one} />
						))}
					</ul>
				</>
			)}
		</section>
	);
}

function OwnLine({ contact }: { readonly contact: OwnContact }) {
	const { name, purpose, phone, text, hours } = contact;
	return (
		<li class="help-contact">
			<h4>{name}</h4>
			{purpose && <p class="prose">{purpose}</p>}
			<Numbers phone={phone} text={text} />
			{hours && <p class="quiet">{hours}</p>}
		</li>
	);
}
