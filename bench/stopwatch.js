// Notes when something begins and ends in a page, by name and time only. It is put into the page by the browser's own
// tools before the app's first script: the app itself knows nothing of it, and what is measured is what is served.
(() => {
	const notes = [];
	const awaited = new Map();
	const note = (name) => {
		notes.push([name, performance.now()]);
		awaited.get(name)?.();
	};
	const noteFrame = (name) => requestAnimationFrame(() => setTimeout(() => note(name)));

	globalThis.stopwatch = {
		take: () => notes.splice(0),
		// Resolves once it was noted since the last `take`; ten minutes are longer than anything here takes.
		until: (name) =>
			new Promise((resolve, reject) => {
				awaited.set(name, resolve);
				setTimeout(() => reject(new Error(`never noted: ${name}`)), 600_000);
				if (notes.some(([noted]) => noted === name)) resolve();
			}),
	};

	// Each screen is a `main`: the first frame that shows another one is noted by its class.
	let screen = "";
	const look = () => {
		const shown = document.querySelector("main:not([aria-busy])")?.className ?? "";
		if (shown !== screen) noteFrame(`shown: ${shown}`);
		screen = shown;
	};
	new MutationObserver(look).observe(document, { childList: true, subtree: true });

	for (const name of ["click", "input"]) {
		addEventListener(name, () => note(name), { capture: true });
	}

	globalThis.Worker = class extends Worker {
		#name;
		constructor(url, options) {
			super(url, options);
			this.#name = options?.name ?? "worker";
			this.addEventListener("message", () => {
				note(`${this.#name} answered`);
				noteFrame(`${this.#name} shown`);
			});
		}
		postMessage(...message) {
			note(`${this.#name} asked`);
			super.postMessage(...message);
		}
	};

	const { transaction } = IDBDatabase.prototype;
	IDBDatabase.prototype.transaction = function (tables, mode, options) {
		const made = transaction.call(this, tables, mode, options);
		const names = [...made.objectStoreNames].join(" ");
		if (mode === "readwrite") made.addEventListener("complete", () => note(`flushed ${names}`));
		return made;
	};
})();
