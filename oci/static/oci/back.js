// Back to the buyer's system by itself, where the connection wants that: the answer to VALIDATE, and a cancelled visit.
// Button and script share one guard. Without script the button, or the link, does it.

const back = document.getElementById("back");
const isForm = back instanceof HTMLFormElement;
// Against a double click, no longer: a browser may have kept the script's attempt from leaving our frame.
const GUARDED = 3000;
let left = false;

back.addEventListener(isForm ? "submit" : "click", (event) => {
  if (left) return event.preventDefault();
  left = true;
  setTimeout(() => (left = false), GUARDED);
});

addEventListener("pageshow", (event) => {
  // Not when the browser brings the page back from its memory: it has been left from there.
  if (event.persisted || !("auto" in back.dataset)) return;
  if (isForm) back.requestSubmit();
  else back.click();
});
