import { KeepingChoice } from "./attached/parts.ts";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { hourInWords } from "./day.ts";
import { Discretion } from "./discretion.tsx";
import { Choice } from "./field.tsx";
import { InstallDoor } from "./install.tsx";
import { JoinDoors } from "./join.tsx";
import { KeyboardSetting } from "./keyboard-setting.tsx";
import { isLanguage, language, languages } from "./language.ts";
import { LeavingDoors } from "./leaving/leaving-doors.tsx";
import { PhoneLock } from "./passkey/phone-lock.tsx";
import { go } from "./route.ts";
import { Screen } from "./screen.tsx";
import { TodaySettings } from "./today/today-settings.tsx";
import { say, sayCount, speak } from "./words.ts";
import "./settings.css";

const HOURS = [0, 1, 2, 3, 4, 5, 6];
const GRACES = [0, 15, 30, 60, 120, 300];
const IDLES = [1, 2, 5, 10, 15, 30];

/** What can be set, few and plain. */
export function SettingsScreen() {
	return (
		<Screen name="settings" title={say("settings.title")}>
			<Choice
				label={say("settings.language")}
				value={language.value}
				options={languages.map((tag) => ({
					value: tag,
					name: say(`settings.language.${tag}`),
					lang: tag,
				}))}
				onChoose={(tag) => {
					if (isLanguage(tag)) void speak(tag);
				}}
			/>
			<TodaySettings />
			<Writing />
			<KeepingChoice />
			<Locking />
			<KeyDoors />
			<AnotherPhone />
			<Discretion />
			<LeavingDoors />
			<OnThisDevice />
		</Screen>
	);
}

function Writing() {
	return (
		<section class="part">
			<h2>{say("settings.section.writing")}</h2>
			<Setting
				of="dayStart"
				label={say("settings.day")}
				values={HOURS}
				name={hourInWords}
				hint={say("settings.day.hint")}
			/>
			<KeyboardSetting />
		</section>
	);
}

function Locking() {
	return (
		<section class="part">
			<h2>{say("settings.section.lock")}</h2>
			<Setting of="lockGrace" label={say("settings.lock")} values={GRACES} name={graceInWords} />
			<Setting of="idle" label={say("settings.idle")} values={IDLES} name={minutesInWords} />
			<PhoneLock />
		</section>
	);
}

function KeyDoors() {
	return (
		<section class="part">
			<h2>{say("settings.section.keys")}</h2>
			<div class="button-row">
				<Button onClick={() => go("/keys")}>{say("keys.title")}</Button>
				<Button onClick={() => go("/passphrase")}>{say("change.title")}</Button>
			</div>
		</section>
	);
}

interface SettingProps {
	readonly of: "dayStart" | "lockGrace" | "idle";
	readonly label: string;
	readonly values: readonly number[];
	readonly name: (value: number) => string;
	readonly hint?: string;
}

function Setting({ of, label, values, name, hint = "" }: SettingProps) {
	const moments = useMoments();
	const now = moments.settings.value[of];
	const offered = [...new Set([...values, now])].sort((a, b) => a - b);
	return (
		<Choice
			label={label}
			value={String(now)}
			options={offered.map((value) => ({ value: String(value), name: name(value) }))}
			onChoose={(chosen) => void moments.changeSettings({ [of]: Number(chosen) })}
			hint={hint}
		/>
	);
}

function AnotherPhone() {
	return (
		<section class="part">
			<h2>{say("add.title")}</h2>
			<p class="prose">{say("add.text")}</p>
			<div class="button-row">
				<Button onClick={() => go("/add-phone")}>{say("add.title")}</Button>
			</div>
		</section>
	);
}

function OnThisDevice() {
	const moments = useMoments();
	return (
		<section class="part">
			<h2>{say("settings.section.device")}</h2>
			<p class="prose">{storageInWords(moments.storage.value)}</p>
			<InstallDoor />
			<h3>{say("settings.two.title")}</h3>
			<p class="prose">{say("settings.two.text")}</p>
			{moments.backup.value.name === "off" && (
				<>
					<p class="prose settings-join">{say("settings.join.text")}</p>
					<div class="button-row">
						<JoinDoors />
					</div>
				</>
			)}
		</section>
	);
}

function storageInWords(
	storage: { readonly usage: number; readonly persisted: boolean } | undefined,
): string {
	if (storage === undefined) return say("settings.storage.unknown");
	const unit = { style: "unit", unit: "megabyte", maximumFractionDigits: 1 } as const;
	const size = new Intl.NumberFormat(language.value, unit).format(storage.usage / 1_000_000);
	const kept = storage.persisted ? "settings.storage.persisted" : "settings.storage.not-persisted";
	return `${say("settings.storage", { size })} ${say(kept)}`;
}

function graceInWords(seconds: number): string {
	if (seconds === 0) return say("settings.lock.now");
	return seconds < 60 ? sayCount("settings.seconds", seconds) : minutesInWords(seconds / 60);
}

function minutesInWords(minutes: number): string {
	return sayCount("settings.minutes", minutes);
}
