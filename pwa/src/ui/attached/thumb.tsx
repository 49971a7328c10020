import type { Attached, Attachments, Fields, Presence } from "../../app/contract.ts";
import { lengthInWords } from "./length.ts";
import { nameOf } from "./naming.ts";
import { Sign } from "./sign.tsx";

export interface OneOf {
	readonly desk: Attachments;
	readonly fields: Fields;
	readonly one: Attached;
	/** Which of its sort it is, from 1, and how many there are. */
	readonly number: number;
	readonly count: number;
}

/** Where it is shown small. The preview comes by itself, the picture only where it is on this device. */
export function Small(props: OneOf) {
	const { desk, fields, one } = props;
	if (one.sort !== "photo") {
		return (
			<span class="attached-sign">
				<Sign name={one.sort === "voice" ? "voice" : "photo"} />
				{one.sort === "voice" && <span>{lengthInWords(one.seconds ?? 0)}</span>}
			</span>
		);
	}
	const part = one.hasPreview ? "preview" : "content";
	const state = desk.presence(fields, one.id, part, one.hasPreview ? "once" : "no").value;
	return <Picture {...props} state={state} />;
}

/** The picture, or where it is. */
export function Picture({ one, state, ...rest }: OneOf & { readonly state: Presence }) {
	const { width = 4, height = 3 } = one.pixels ?? {};
	if (state.name === "here") {
		return (
			<img
				src={state.address}
				alt={nameOf({ one, ...rest })}
				width={width}
				height={height}
				draggable={false}
				decoding="async"
			/>
		);
	}
	return (
		<span class="attached-sign">
			<Sign name="photo" />
		</span>
	);
}

/** The whole picture where it is here, else the preview. */
export function bestOf({ desk, fields, one }: OneOf): Presence {
	const whole = desk.presence(fields, one.id, "content", "no").value;
	if (whole.name === "here" || !one.hasPreview) return whole;
	return desk.presence(fields, one.id, "preview", "once").value;
}
