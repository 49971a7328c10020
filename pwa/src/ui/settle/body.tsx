import { useSignal } from "@preact/signals";
import type { Body as BodyContent } from "../content.ts";
import { Moves, OneThing } from "../one-thing.tsx";
import { back } from "../route.ts";

/** From the feet up, one place on a screen. */
export function Body({ body }: { readonly body: BodyContent }) {
	const at = useSignal(0);
	const things = [
		{ over: body.title, ...body.open },
		...body.parts.map(({ place, ask, hint }) => ({ over: place, ask, hint })),
		{ over: body.title, ...body.close },
	];
	const thing = things[at.value];
	if (thing === undefined) return null;
	const isLast = at.value === things.length - 1;
	const to = (next: number): void => {
		if (next < 0) back();
		else at.value = next;
	};
	return (
		<OneThing
			key={at.value}
			{...thing}
			moves={
				<Moves
					onBack={() => to(at.value - 1)}
					onNext={() => to(isLast ? 0 : at.value + 1)}
					next={isLast ? "settle.again" : "settle.next"}
				/>
			}
		/>
	);
}
