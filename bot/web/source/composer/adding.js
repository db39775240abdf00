/** A school's register added as a file: chosen with the button, or dropped anywhere on the page. */
import { filled, words } from "../words.js";

const MEGABYTE = 1024 * 1024;
const MOST_MEGABYTES = 5;

/**
 * @param {HTMLInputElement} input the file input
 * @param {HTMLElement} target what is shown while a file is held over the page
 * @param {(text: string) => void} told called with why a file can't be sent
 * @param {(bytes: ArrayBuffer, name: string) => void} send
 */
export function adding(input, target, told, send) {
  const add = async (file) => {
    if (file.size > MOST_MEGABYTES * MEGABYTE) {
      told(filled(words.register_too_large, { most: MOST_MEGABYTES }));
      return;
    }
    // What can't be read, such as a folder, would look like a lost connection to fetch.
    const bytes = await file.arrayBuffer().catch(() => null);
    if (bytes) send(bytes, file.name);
    else told(words.register_unreadable);
  };

  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (file) await add(file);
    input.value = ""; // the same file can be chosen once more
  });

  const holdsFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
  const listen = (name, then) =>
    document.addEventListener(name, (event) => {
      if (!holdsFiles(event) || document.querySelector("dialog:modal")) return;
      event.preventDefault();
      then(event);
    });
  listen("dragenter", () => {
    target.hidden = false;
  });
  listen("dragover", ({ dataTransfer }) => {
    dataTransfer.dropEffect = "copy";
  });
  listen("dragleave", ({ relatedTarget }) => {
    target.hidden = relatedTarget === null;
  });
  listen("drop", ({ dataTransfer }) => {
    target.hidden = true;
    if (dataTransfer.files.length > 1) told(words.register_one_file);
    else if (dataTransfer.files.length) add(dataTransfer.files[0]);
  });
}
