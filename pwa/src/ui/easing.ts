// What follows a hard prompt: a rating if the person likes, and, where it is heavy, one thing after another that may ease it. Ratings
// run from 0 to 10 and are undefined where they were left out. All of it is in memory only.

/** In the order in which they are offered; what was done or put aside is not offered again. */
const ladder = ["grounding", "something-else", "stopping", "help"] as const;
export type Offer = (typeof ladder)[number];
/** What stands on the screen: a question, one offer, or nothing more. */
export type Showing = "rating" | Offer | "done";

export interface Easing {
	readonly before: number | undefined;
	readonly after: number | undefined;
	/** What was said last; undefined while it is to be asked, at first and after each exercise. */
	readonly said: "rating" | "no-help" | undefined;
	readonly tried: readonly Offer[];
}

export type EasingEvent =
	/** It is asked how heavy it is, once more. */
	| { readonly name: "asked" }
	| { readonly name: "rated"; readonly rating: number | undefined }
	/** Went to an exercise: afterwards it is asked again how heavy it is. */
	| { readonly name: "went"; readonly to: Offer }
	/** The exercise was no help, said in place of a rating. */
	| { readonly name: "no-help" }
	/** Put the offer aside. */
	| { readonly name: "not-this" };

/** From here on it is heavy, whatever it was before. */
const HEAVY = 8;

/** Before anything is asked; `before` is the rating from before the prompt. */
export function easingFrom(before: number | undefined): Easing {
	return { before, after: undefined, said: undefined, tried: [] };
}

export function showing(easing: Easing): Showing {
	switch (easing.said) {
		case undefined:
			return "rating";
		case "rating":
			return isHeavy(easing) ? nextOffer(easing) : "done";
		case "no-help":
			return nextOffer(easing);
	}
}

export function step(easing: Easing, event: EasingEvent): Easing {
	switch (event.name) {
		case "asked":
			return { ...easing, said: undefined };
		case "rated":
			return { ...easing, after: event.rating, said: "rating" };
		case "went":
			return { ...easing, said: undefined, tried: [...easing.tried, event.to] };
		case "no-help":
			return { ...easing, said: "no-help" };
		case "not-this": {
			const offer = nextOffer(easing);
			return offer === "done" ? easing : { ...easing, tried: [...easing.tried, offer] };
		}
	}
}

/** It rose, or it is so heavy that it does not matter what it was. A rating that was left out says nothing. */
function isHeavy({ before, after }: Easing): boolean {
	if (after === undefined) return false;
	return after >= HEAVY || (before !== undefined && after > before);
}

function nextOffer({ tried }: Easing): Offer | "done" {
	return ladder.find((offer) => !tried.includes(offer)) ?? "done";
}
