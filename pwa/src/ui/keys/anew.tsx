import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { AnewResult, KeyList } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { Said } from "../said.tsx";
import { say, type Word } from "../words.ts";
import { Working } from "../working.tsx";

/** Sealing again what was written before the newest key, where somebody may have held an older one. */
export function Anew({ epoch, older }: Pick<KeyList, "epoch" | "older">) {
	const moments = useMoments();
	const failed = useSignal<Word | undefined>(undefined);
	const work = useComputed(() => moments.sealingAnew.value);
	const title = useRef<HTMLHeadingElement>(null);
	const isAtWork = work.value !== undefined;
	const was = useRef(isAtWork);
	useEffect(() => {
		// The button that was touched is gone.
		if (was.current !== isAtWork && document.activeElement === document.body) {
			title.current?.focus({ preventScroll: true });
		}
		was.current = isAtWork;
	}, [isAtWork]);
	if (epoch === 1) return null;
	const act = async (what: () => Promise<AnewResult>): Promise<void> => {
		const result = await what();
		failed.value = result === "begun" ? undefined : causes[result];
	};
	return (
		<section class="part" data-older={older}>
			<h2 ref={title} tabIndex={-1}>
				{say("keys.anew")}
			</h2>
			<Said words={failed.value && say(failed.value)} />
			{isAtWork && <AtWork work={work} onStop={() => act(moments.stopSealingAnew)} />}
			{!isAtWork && older > 0 && <Offer onBegin={() => act(moments.sealAnew)} />}
			{!isAtWork && older === 0 && <p class="prose">{say("keys.anew.done")}</p>}
		</section>
	);
}

const causes = {
	frozen: "keys.frozen",
	storage: "backup.refused.storage",
} as const satisfies { readonly [cause in Exclude<AnewResult, "begun">]: Word };

function Offer({ onBegin }: { readonly onBegin: () => Promise<void> }) {
	return (
		<>
			<p class="prose">{say("keys.anew.text")}</p>
			<p class="quiet">{say("keys.anew.limit")}</p>
			<div class="button-row">
				<Button onClick={() => void onBegin()}>{say("keys.anew.begin")}</Button>
			</div>
		</>
	);
}

interface AtWorkProps {
	readonly work: { readonly value: number | undefined };
	readonly onStop: () => Promise<void>;
}

function AtWork({ work, onStop }: AtWorkProps) {
	return (
		<>
			<Working work={work} words={say("keys.anew.working")} />
			<p class="quiet">{say("keys.anew.background")}</p>
			<div class="button-row">
				<Button kind="quiet" onClick={() => void onStop()}>
					{say("keys.anew.stop")}
				</Button>
			</div>
		</>
	);
}
