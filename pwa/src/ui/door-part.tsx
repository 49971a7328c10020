import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { DoorResult } from "../app/contract.ts";
import { Button } from "./button.tsx";
import { say } from "./words.ts";
import { useWork, Working, working } from "./working.tsx";
import "./door-part.css";

export type DoorName = "lock" | "out" | "forget" | "everywhere" | "erase";

const facts = ["stays", "goes", "undone"] as const;

interface DoorPartProps {
	readonly name: DoorName;
	readonly children: ComponentChildren;
}

/** One door: what stays, what goes, whether it can be undone, and the way through. */
export function DoorPart({ name, children }: DoorPartProps) {
	return (
		<section class="part" data-door={name}>
			<h2>{say(`doors.${name}.title`)}</h2>
			<dl class="door-facts">
				{facts.map((fact) => (
					<div key={fact}>
						<dt>{say(`doors.${fact}`)}</dt>
						<dd>{say(`doors.${name}.${fact}`)}</dd>
					</div>
				))}
			</dl>
			{children}
		</section>
	);
}

interface StepThroughProps {
	readonly name: DoorName;
	readonly through: () => Promise<DoorResult>;
	readonly onDone: (result: DoorResult) => void;
}

/** A door that is gone through with one touch, since it can be undone. */
export function StepThrough({ name, through, onDone }: StepThroughProps) {
	const work = useWork();
	const go = async (): Promise<void> => {
		if (work.value === undefined) onDone(await working(work, through));
	};
	return (
		<>
			<Working work={work} words={say("doors.working")} />
			<div class="button-row">
				<Button onClick={() => void go()} disabled={work.value !== undefined}>
					{say(`doors.${name}.go`)}
				</Button>
			</div>
		</>
	);
}

interface AskedProps {
	readonly name: "forget" | "erase";
	/** What is said once more, and what may be done before. */
	readonly children: ComponentChildren;
	readonly through: () => Promise<DoorResult>;
	readonly onDone: (result: DoorResult) => void;
}

/** A door that cannot be undone is asked about once more. */
export function AskedDoor({ name, children, through, onDone }: AskedProps) {
	const asking = useSignal(false);
	const work = useWork();
	const question = useRef<HTMLDivElement>(null);
	useEffect(() => {
		if (asking.value) question.current?.focus();
	}, [asking.value]);
	const go = async (): Promise<void> => {
		if (work.value !== undefined) return;
		const result = await working(work, through);
		if (result === "done") asking.value = false;
		onDone(result);
	};
	const open = (on: boolean) => (): void => {
		asking.value = on;
	};
	if (!asking.value) {
		return (
			<div class="button-row">
				<Button onClick={open(true)}>{say(`doors.${name}.go`)}</Button>
			</div>
		);
	}
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset cannot hold the focus that a question takes
		<div
			class="door-asked"
			role="group"
			aria-label={say(`doors.${name}.title`)}
			tabIndex={-1}
			ref={question}
		>
			{children}
			<Working work={work} words={say("doors.working")} />
			<div class="button-row">
				<Button onClick={open(false)}>{say("doors.keep")}</Button>
				<Button onClick={() => void go()} disabled={work.value !== undefined}>
					{say(`doors.${name}.sure`)}
				</Button>
			</div>
		</div>
	);
}
