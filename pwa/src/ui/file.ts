const KEPT_FOR = 60_000;

/** Hands a file to the browser to be saved. The name says nothing of what is in it. */
export function saveFile(content: Blob, name: string): void {
	const address = URL.createObjectURL(content);
	const link = document.createElement("a");
	link.href = address;
	link.download = name;
	link.click();
	// A phone reads the file after the click has returned.
	setTimeout(() => URL.revokeObjectURL(address), KEPT_FOR);
}
