import { language } from "../language.ts";

/** "12 kB", "3.4 MB". */
export function sizeInWords(bytes: number): string {
	const [unit, size] = bytes < 100_000 ? ["kilobyte", 1_000] : ["megabyte", 1_000_000];
	const form = { style: "unit", unit: String(unit), maximumFractionDigits: 1 } as const;
	return new Intl.NumberFormat(language.value, form).format(bytes / Number(size));
}
