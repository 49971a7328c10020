import { describe, expect, it } from "vitest";
import { installingIn } from "../../src/ui/installing.ts";

const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15";
const SAFARI = `${IPHONE} (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1`;
const MAC =
	"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15";
const ANDROID = "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko)";
const CHROME = `${ANDROID} Chrome/156.0.0.0 Mobile Safari/537.36`;

describe("the way to the home screen", () => {
	it("[PHONE 8] is told by hand in Safari on Apple's phones and tablets, and in no other browser there", () => {
		expect(installingIn(SAFARI, 5, false)).toBe("by-hand");
		// An iPad gives itself out for a Mac.
		expect(installingIn(MAC, 5, false)).toBe("by-hand");
		expect(installingIn(MAC, 0, false)).toBe("none");
		for (const other of ["CriOS/156.0", "FxiOS/146.0", "EdgiOS/140.0", "DuckDuckGo/7"]) {
			expect(installingIn(SAFARI.replace("Version/18.1", other), 5, false), other).toBe("none");
		}
	});

	it("[PHONE 11] is another browser where this one is inside an app", () => {
		for (const name of ["Instagram 400.0", "[FBAN/FBIOS;FBAV/500.0]", "Line/15.0", "Snapchat/13"]) {
			expect(installingIn(`${SAFARI} ${name}`, 5, false), name).toBe("in-app");
		}
		const view = CHROME.replace("Pixel 9)", "Pixel 9; wv)");
		expect(installingIn(view, 5, false)).toBe("in-app");
	});

	it("is none where it is there already, and none of ours before a browser offers it", () => {
		expect(installingIn(SAFARI, 5, true)).toBe("none");
		expect(installingIn(CHROME, 5, false)).toBe("none");
	});
});
