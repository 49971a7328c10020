// A page of free writing: text, and nothing beside it.

import { type Kind, noProse, noWords } from "./kind.ts";

export type Page = Readonly<Record<string, never>>;

export const page: Kind<Page> = {
	schema: 1,
	read: () => ({}),
	fields: () => ({}),
	isProse: noProse,
	words: noWords,
	holds: () => false,
};
