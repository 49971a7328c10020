import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { saveFile } from "./file.ts";
import { InstallNotice, offersInstall } from "./install.tsx";
import { latePart } from "./late.tsx";
import { Notice } from "./notice.tsx";
import { say } from "./words.ts";

const KeyNotices = latePart(async () => (await import("./keys/key-notices.tsx")).KeyNotices);

/** What a person is told once, calmly, above the words and never over them. */
export function Notices() {
	const moments = useMoments();
	const notices = moments.notices.value;
	const update = moments.updateWaiting.value;
	const unsaved = moments.saveState.value.name === "not-saved";
	const offline = !moments.online.value;
	const { changes, changedOn, removal } = moments.keyNews.value;
	const keys = changes.length > 0 || changedOn !== undefined || removal !== undefined;
	if (notices.length === 0 && !update && !unsaved && !offline && !keys && !offersInstall(moments))
		return null;
	// The day and by whom are said below.
	const said = notices.filter((notice) => notice !== "removed" || removal === undefined);
	return (
		<section class="notices" aria-label={say("notice.list")}>
			<NotSaved />
			{offline && <Notice words={say("offline.notice")} />}
			{keys && <KeyNotices />}
			{said.map((notice) => (
				<Notice key={notice} words={say(`notice.${notice}`)}>
					<Button kind="quiet" onClick={() => moments.dismiss(notice)}>
						{say("notice.dismiss")}
					</Button>
				</Notice>
			))}
			{update && (
				<Notice words={say("update.ready")}>
					<Button kind="quiet" onClick={() => moments.applyUpdate()}>
						{say("update.apply")}
					</Button>
				</Notice>
			)}
			{offersInstall(moments) && <InstallNotice />}
		</section>
	);
}

/** The words are not on the disk: said wherever one may be writing, with a way to keep them. */
export function NotSaved() {
	const moments = useMoments();
	const state = moments.saveState.value;
	if (state.name !== "not-saved") return null;
	return (
		<div role="alert">
			<Notice words={say(`save.${state.cause}`)}>
				<Button onClick={() => saveFile(moments.exportReadable(), "moments.txt")}>
					{say("save.export")}
				</Button>
			</Notice>
		</div>
	);
}
