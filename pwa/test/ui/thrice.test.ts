import { describe, expect, it } from "vitest";
import { isThrice, none, type Presses, step, type Touch } from "../../src/ui/thrice.ts";

const pressed = (touches: readonly Touch[]): Presses => touches.reduce(step, none);
const press = (at: number): readonly Touch[] => [
	{ name: "down", at },
	{ name: "up", at: at + 60 },
];
const other: Touch = { name: "other" };

describe("[C17] Shift pressed three times", () => {
	it("is heard at the third press let go, and not before", () => {
		const touches = [0, 300, 600].flatMap(press);
		expect(isThrice(pressed(touches))).toBe(true);
		expect(isThrice(pressed(touches.slice(0, -1)))).toBe(false);
	});

	it("is not heard when the presses are slow", () => {
		expect(isThrice(pressed([0, 1_000, 2_000].flatMap(press)))).toBe(false);
		expect(isThrice(pressed([0, 1_000, 2_000, 2_200].flatMap(press)))).toBe(true);
	});

	it("is not heard in capital letters, however many one types", () => {
		const capital = (at: number): readonly Touch[] => [
			{ name: "down", at },
			other,
			{ name: "up", at: at + 60 },
		];
		expect(isThrice(pressed([0, 200, 400, 600].flatMap(capital)))).toBe(false);
		expect(isThrice(pressed([...press(0), ...press(200), ...capital(400)]))).toBe(false);
		expect(isThrice(pressed([...press(0), other, ...press(200), ...press(400)]))).toBe(false);
	});

	it("is not heard from letting go a key that was pressed elsewhere", () => {
		expect(isThrice(pressed([0, 100, 200].map((at) => ({ name: "up", at }))))).toBe(false);
	});
});
