// The answer of `GET /api/me`: rows of the server's own tables, parsed as far as they can be shown.

export interface KeptValue {
	readonly name: string;
	readonly value: Uint8Array<ArrayBuffer> | bigint | string | null;
}

export interface KeptTable {
	readonly name: string;
	readonly rows: readonly (readonly KeptValue[])[];
}

export function parseKept(answer: unknown): readonly KeptTable[] | undefined {
	if (!isMap(answer) || !("rows" in answer) || !isMap(answer.rows)) return undefined;
	const tables: KeptTable[] = [];
	for (const [name, rows] of Object.entries(answer.rows)) {
		if (!Array.isArray(rows)) return undefined;
		const parsed = rows.map(parseRow);
		if (!parsed.every((row) => row !== undefined)) return undefined;
		tables.push({ name, rows: parsed });
	}
	return tables;
}

function parseRow(row: unknown): readonly KeptValue[] | undefined {
	if (!isMap(row)) return undefined;
	const values = Object.entries(row).map(([name, value]) => ({ name, value: parseValue(value) }));
	const whole: KeptValue[] = [];
	for (const { name, value } of values) {
		if (value === undefined) return undefined;
		whole.push({ name, value });
	}
	return whole;
}

function parseValue(value: unknown): KeptValue["value"] | undefined {
	if (value instanceof Uint8Array) return new Uint8Array(value);
	// A position of the log takes more bits than a number holds.
	if (typeof value === "bigint") return value;
	if (typeof value === "number" && Number.isInteger(value)) return BigInt(value);
	return value === null || typeof value === "string" ? value : undefined;
}

function isMap(value: unknown): value is object {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
