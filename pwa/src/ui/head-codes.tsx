import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { say } from "./words.ts";
import "./head-codes.css";

/** For comparing two devices by eye. */
export function HeadCode() {
	const moments = useMoments();
	const code = useSignal<string | undefined>(undefined);
	const show = async (): Promise<void> => {
		code.value = (await moments.headCode()) ?? say("backup.code.none");
	};
	return (
		<section class="part">
			<h2>{say("backup.code.title")}</h2>
			<p class="prose">{say("backup.code.text")}</p>
			<div role="status">{code.value && <p class="head-code">{code.value}</p>}</div>
			<div class="button-row">
				<Button onClick={() => void show()}>{say("backup.code.show")}</Button>
			</div>
		</section>
	);
}

/** The codes of two histories that differ; `asked` changes each time the server was asked. */
export function BothCodes({ asked }: { readonly asked: unknown }) {
	const moments = useMoments();
	const here = useSignal<string | undefined>(undefined);
	const there = useSignal<string | undefined>(undefined);
	useEffect(() => {
		void Promise.all([moments.headCode(), moments.otherCode()]).then((codes) => {
			[here.value, there.value] = codes;
		});
	}, [moments, asked]);
	return (
		<dl class="head-codes">
			<Code name={say("backup.together.code.here")} code={here.value} />
			<Code name={say("backup.together.code.there")} code={there.value} />
		</dl>
	);
}

function Code({ name, code }: { readonly name: string; readonly code: string | undefined }) {
	if (code === undefined) return null;
	return (
		<div>
			<dt>{name}</dt>
			<dd class="head-code">{code}</dd>
		</div>
	);
}
