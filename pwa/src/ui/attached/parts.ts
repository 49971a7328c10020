// What shows of photos and voice notes, loaded when a page that can hold them is opened.

import type { ComponentType } from "preact";
import type { Entry } from "../../app/contract.ts";
import { latePart } from "../late.tsx";
import type { AttachingProps } from "./writing.tsx";

export const WritingAttachments: ComponentType<AttachingProps> = latePart(
	async () => (await import("./writing.tsx")).WritingAttachments,
);

export const ReadAttachments: ComponentType<{ readonly entry: Entry }> = latePart(
	async () => (await import("./reading.tsx")).ReadAttachments,
);

export const KeepingChoice = latePart(
	async () => (await import("./keeping-choice.tsx")).KeepingChoice,
);
